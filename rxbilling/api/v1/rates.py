"""How often one token may ask, and one address without a working token. Counted in this process, in fixed minutes.

What is counted is bounded: tokens that work are as many as there are, and of addresses only so many have a counter of
their own; all others share one until the minute is over.
"""

import math
import time
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from rxbilling.config import settings

MOST_ADDRESSES = 10_000
ALL_OTHERS = "all others"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands: whether one more is allowed, and what is left until the window begins anew."""

    allowed: bool
    limit: int
    remaining: int
    reset_s: int

    @property
    def headers(self) -> dict[str, str]:
        """The headers that say so."""
        said = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset_s),
        }
        return said if self.allowed else said | {"Retry-After": str(max(self.reset_s, 1))}


class Counter:
    """Counts requests by key."""

    def __init__(self, per_minute: int) -> None:
        self.storage = MemoryStorage()
        self.limiter = FixedWindowRateLimiter(self.storage)
        self.item = RateLimitItemPerMinute(per_minute)

    def count(self, key: str) -> Standing:
        """Count a request."""
        allowed = self.limiter.hit(self.item, key)
        reset_at, remaining = self.limiter.get_window_stats(self.item, key)
        return Standing(allowed, self.item.amount, remaining, max(math.ceil(reset_at - time.time()), 0))

    def has_room(self, key: str) -> bool:
        """Say whether a key has a counter, or may have one."""
        return self.storage.get(self.item.key_for(key)) > 0 or len(self.storage.storage) < MOST_ADDRESSES


@cache
def tokens() -> Counter:
    """Return the counter of tokens that work."""
    return Counter(settings().api_requests_per_minute)


@cache
def strangers() -> Counter:
    """Return the counter of addresses that have no token that works."""
    return Counter(settings().api_bad_tokens_per_minute)


def count_token(token_hash: bytes) -> Standing:
    """Count a request with a token that works."""
    return tokens().count(token_hash.hex())


def count_stranger(address: str) -> Standing:
    """Count a request without a token that works."""
    counter, key = strangers(), _network(address)
    return counter.count(key if counter.has_room(key) else ALL_OTHERS)


def _network(address: str) -> str:
    """Return whom an address belongs to: of IPv6, one customer has 2**64 of them."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(int(known) >> 64) if isinstance(known, IPv6Address) else address
