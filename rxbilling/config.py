"""Settings, read from the environment (``RXBILLING_…``) or a file ``.env``."""

from email.headerregistry import Address
from email.utils import getaddresses
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from rxbilling import zones


class Settings(BaseSettings):
    """Everything that can be set from outside; the README's table is made of these descriptions."""

    model_config = SettingsConfigDict(env_prefix="RXBILLING_", env_file=".env", extra="ignore")

    data_dir: Path = Field(default=Path("data"), description="folder of the SQLite database and of uploaded files")
    database_url: str = Field(
        default="",
        repr=False,  # it may hold a password, and settings may get into a log
        description="a PostgreSQL address (postgresql://…); empty: a SQLite file in the data folder",
    )
    zone: str = Field(
        default="UTC", description="time zone of the organisation, when its first calendar is made (Europe/Paris)"
    )
    host: str = Field(default="127.0.0.1", description="address to listen on; 0.0.0.0 for all")
    port: int = Field(default=8000, ge=1, le=65535, description="port to listen on")
    trusted_proxies: str = Field(
        default="",
        description="addresses or networks of proxies in front, with commas: who they say the client is, is believed",
    )
    secure_cookies: bool = Field(default=False, description="set when the app is served over https")
    session_idle_hours: int = Field(default=12, ge=1, description="a session ends after this long without a request")
    session_days: int = Field(default=14, ge=1, description="a session ends after this long in any case")
    upload_megabytes: int = Field(default=200, ge=1, description="the largest file that can be imported")
    receipt_megabytes: int = Field(default=10, ge=1, description="the largest receipt of an expense")
    api_requests_per_minute: int = Field(default=300, ge=1, description="requests of one API token in a minute")
    api_bad_tokens_per_minute: int = Field(
        default=20, ge=1, description="requests without a working API token from one address in a minute"
    )
    public_url: str = Field(
        default="", description="address at which people reach the app (https://…), for links in mails and calendars"
    )
    smtp_host: str = Field(default="", description="server that takes mails; empty: none are sent")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="port of that server")
    smtp_security: Literal["none", "starttls", "tls"] = Field(
        default="starttls", description="how mails get there: none, starttls, or tls from the start (often port 465)"
    )
    smtp_user: str = Field(default="", description="name to sign in with at that server; empty: without")
    smtp_password: str = Field(default="", repr=False, description="password for that")
    mail_from: str = Field(
        default="", validate_default=True, description="who mails are from: billing@example.org, or Name <address>"
    )

    @field_validator("public_url")
    @classmethod
    def _whole(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("it begins with http:// or https://")
        return url.rstrip("/")

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, sender: str, others: ValidationInfo) -> str:
        if not sender and not others.data.get("smtp_host"):
            return sender
        try:
            ((_, address),) = getaddresses([sender])
            Address(addr_spec=address)
        except (ValueError, IndexError) as error:
            raise ValueError("mails need the address that they are from, such as billing@example.org") from error
        return sender

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        if zone not in zones.known():
            raise ValueError(f"there is no time zone {zone}")
        return zone

    @property
    def sends_mail(self) -> bool:
        """Whether there is a server for mails."""
        return bool(self.smtp_host)

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir / 'rxbilling.db'}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings()
