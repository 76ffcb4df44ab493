"""Schemathesis reads the OpenAPI document, and tries in every way that it knows to prove the API wrong."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.engine import StopReason, events, from_schema
from schemathesis.engine.run import PhaseName

from rxbilling.api.v1.fields import PLACE
from rxbilling.api.web import web
from rxbilling.config import settings
from rxbilling.services import quickbooks
from rxbilling.services.access import COMMAND_LINE
from tests.api.programs import Api, agree, count_anew

# What a document cannot say: which numbers there are, that an end is after its start, what makes sense together; and
# which version an entry has.
GOOD_ENOUGH = ["2xx", "401", "403", "404", "409", "410", "412", "422"]
CONFIG: dict[str, Any] = {
    "seed": 20,
    "continue-on-failure": True,
    "generation": {"database": "none"},
    "phases": {"fuzzing": {"generation": {"max-examples": 30}}, "stateful": {"generation": {"max-examples": 40}}},
    "checks": {
        "positive_data_acceptance": {"expected-statuses": GOOD_ENOUGH},
        "missing_required_header": {"expected-statuses": ["401", "404", "422", "428"]},
    },
}
ALWAYS = {"not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
          "response_headers_conformance", "negative_data_rejection", "positive_data_acceptance", "unsupported_method",
          "use_after_free", "ensure_resource_availability", "ignored_auth", "missing_required_header"}  # fmt: skip


@pytest.fixture
def schema(api: Api, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the API as an administrator's program finds it, which may ask as often as it likes."""
    monkeypatch.setattr(settings(), "api_requests_per_minute", 10**6)
    monkeypatch.setattr(settings(), "api_bad_tokens_per_minute", 10**6)
    count_anew()
    quickbooks.set_company(COMMAND_LINE, "Acme Ltd", "1180517353")
    agree()
    config = SchemathesisConfig.from_dict(CONFIG | {"headers": {"Authorization": f"Bearer {api.token('admin')}"}})
    return schemathesis.openapi.from_asgi(f"{PLACE}/openapi.json", web, config=config)


def failures_of(stream: Iterator[Any]) -> tuple[list[str], set[str], set[PhaseName], int]:
    """Return what was wrong, which checks were made, in which phases, and how many requests were sent."""
    wrong, checks, phases, count = [], set(), set(), 0
    for event in stream:
        if isinstance(event, events.ScenarioFinished):
            phases.add(event.phase)
            count += len(event.recorder.interactions)
            for case_id, made in event.recorder.checks.items():
                checks |= {check.name for check in made}
                wrong += [told(event, case_id, check.failure_info.failure) for check in made if check.failure_info]
        elif isinstance(event, events.NonFatalError):
            wrong.append(f"{event.label}: {event.value}")
        elif isinstance(event, events.FatalError):
            raise event.exception
        elif isinstance(event, events.EngineFinished):
            assert event.stop_reason == StopReason.COMPLETED
    return wrong, checks, phases, count


def told(event: Any, case_id: str, failure: Failure) -> str:
    case = event.recorder.cases[case_id].value
    return f"{failure.title}: {failure.message}\n{case.as_curl_command()}"


def test_the_api_is_what_its_document_says(schema: Any) -> None:
    wrong, checks, phases, count = failures_of(iter(from_schema(schema).execute()))
    assert sorted(set(wrong)) == []
    assert checks >= ALWAYS
    assert phases >= {PhaseName.COVERAGE, PhaseName.FUZZING, PhaseName.STATEFUL_TESTING}
    assert count > 1000
