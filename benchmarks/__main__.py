"""All benchmarks: ``make bench``."""

from benchmarks import billing, browsing, importing, pricing, starting, timesheet

if __name__ == "__main__":
    for part in (pricing, billing, importing, starting, browsing, timesheet):
        part.main()
