"""How values are written: numbers of rows, days, instants; and what all documents share."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from rxbilling.exchange.quote_values import iso_day
from rxbilling.services.inputs import LARGEST_NUMBER

PLACE = "/api/v1"
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
Currency = Annotated[str, Field(description="ISO 4217 code", examples=["EUR"])]
# A database of text has no place for NUL.
Text = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
# Pydantic itself would take a timestamp for a date as well.
Day = Annotated[
    date,
    BeforeValidator(iso_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-01-31"]}, mode="validation"),
]


class Document(BaseModel):
    """What is answered: made of the values of services, whose instants are epoch seconds."""

    model_config = ConfigDict(from_attributes=True)


class Words(BaseModel):
    """What is sent: an unknown key is a mistake, and so is a number written as text."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Query(BaseModel):
    """The query of an address: an unknown key is a mistake, as without its filter everything would be answered."""

    model_config = ConfigDict(extra="forbid")
