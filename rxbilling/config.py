"""Settings, read from the environment (``RXBILLING_…``) or a file ``.env``."""

from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


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

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError(f"there is no time zone {zone}")
        return zone

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
