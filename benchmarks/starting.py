"""A start of the app with nothing to build: ``python -m benchmarks.starting``. (The first one: time ``make run``)."""

from benchmarks.baseline import seconds, tell
from benchmarks.serving import serving
from rxbilling import frontend


def main() -> None:
    if not frontend.is_built():
        tell("build the front end", seconds(frontend.build))

    def start() -> None:
        with serving():
            pass

    tell("start until the first answer, nothing to build, and stop", seconds(start), 10)


if __name__ == "__main__":
    main()
