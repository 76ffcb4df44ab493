"""A file is there whole or not at all."""

from pathlib import Path

import pytest

from rxbilling.exchange.whole_file import whole_file


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a") as out:
        out.write(b"new")
        assert not (tmp_path / "a").exists()
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_what_was_there_stays_when_it_fails(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(TypeError), whole_file(tmp_path / "a") as out:
        out.writelines([b"half", None])  # type: ignore[list-item]  # what fails
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}
