"""A file imported and priced; a demo of 100,000 entries: ``python -m benchmarks.importing``."""

from datetime import UTC, datetime
from pathlib import Path

from benchmarks.baseline import seconds, tell
from benchmarks.installation import installation
from rxbilling.services import importing
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.demo import fill_demo
from rxbilling.services.importing import Plan

REAL_FILE = Path(__file__).resolve().parents[2] / "shared" / "data" / "volvo_it_2013_time_entries.csv"
DEMO_ENTRIES = 100_000


def import_file() -> None:
    table, guess = importing.inspect(COMMAND_LINE, REAL_FILE.read_bytes(), REAL_FILE.name)
    assert importing.import_entries(COMMAND_LINE, table, REAL_FILE.name, Plan(guess.mapping)).is_done


def main() -> None:
    if REAL_FILE.is_file():
        with installation():
            tell("import and price the 21,390 rows of the real file", seconds(import_file), 3)
    with installation():
        today = datetime.now(UTC).date()
        took = seconds(lambda: fill_demo(COMMAND_LINE, entries=DEMO_ENTRIES, today=today))
        tell(f"make, write and price {DEMO_ENTRIES:,} demo entries", took, 10)


if __name__ == "__main__":
    main()
