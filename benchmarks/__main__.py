"""All benchmarks: ``make bench``."""

from benchmarks import billing, browsing, exporting, importing, pricing, starting, timesheet

if __name__ == "__main__":
    for part in (pricing, billing, exporting, importing, starting, browsing, timesheet):
        part.main()
