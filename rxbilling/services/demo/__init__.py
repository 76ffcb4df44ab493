"""The demo: a believable support company, made by seed, never mixed with real data."""

from rxbilling.services.demo.fill import Filled, clear_demo, fill_demo

__all__ = ["Filled", "clear_demo", "fill_demo"]
