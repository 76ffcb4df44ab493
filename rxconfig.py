"""Reflex's configuration: what the front end is built with."""

import reflex as rx

from rxbilling.frontend import prepare_environment
from rxbilling.relative_addresses import RelativeAddresses

prepare_environment()

config = rx.Config(
    app_name="rxbilling",
    show_built_with_reflex=False,
    telemetry_enabled=False,
    cors_allowed_origins=[],
    frontend_port=8000,
    backend_port=8000,
    plugins=[
        RelativeAddresses(),
        rx.plugins.RadixThemesPlugin(
            theme=rx.theme(accent_color="indigo", gray_color="slate", radius="medium", panel_background="solid")
        ),
    ],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
