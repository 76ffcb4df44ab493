"""What comes from outside, brought into a shape that every database takes."""

# Both databases number their rows by 32 bits.
LARGEST_NUMBER = 2**31 - 1
KEPT = frozenset("\n\t")


def plain(text: str) -> str:
    """Return a text without the characters that are none (controls, halves of pairs): PostgreSQL refuses some."""
    whole = text.encode("utf-8", "ignore").decode()
    return "".join(letter for letter in whole if letter >= " " or letter in KEPT)


def may_be_number(number: int) -> bool:
    """Say whether a row can have this number."""
    return 0 < number <= LARGEST_NUMBER
