"""A clock that a test moves."""


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.instant = 1_800_000_000

    def __call__(self) -> int:
        return self.instant

    def pass_by(self, seconds: int) -> None:
        self.instant += seconds
