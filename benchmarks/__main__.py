"""All benchmarks: ``make bench``."""

from benchmarks import browsing, importing, pricing, starting, timesheet

if __name__ == "__main__":
    for part in (pricing, importing, starting, browsing, timesheet):
        part.main()
