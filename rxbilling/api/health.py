"""Is it alive, can it work: for those who watch it."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from rxbilling.services.health import not_ready

router = APIRouter()


@router.get("/health")
def health() -> dict[str, bool]:
    """Answer while the process does."""
    return {"ok": True}


@router.get("/ready")
def ready() -> JSONResponse:
    """Answer 200 when requests can be served, else 503 and why not."""
    reason = not_ready()
    if reason is None:
        return JSONResponse({"ready": True})
    return JSONResponse({"ready": False, "reason": reason.text("en")}, 503, headers={"Retry-After": "5"})
