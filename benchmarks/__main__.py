"""All benchmarks: ``make bench``."""

from benchmarks import browsing, importing, pricing, starting

if __name__ == "__main__":
    for part in (pricing, importing, starting, browsing):
        part.main()
