"""Text files are read whatever editor wrote them; other files are not taken for text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.encodings import decoded

TEXT = "Отлично!\r\nnice, pic\n🔥"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)) == TEXT


def test_the_older_windows_cyrillic_is_read() -> None:
    assert decoded("Привет\nещё".encode("cp1251")) == "Привет\nещё"


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"PK\x03\x04\x00\x00", b"a\x00b", b"\xff\xfe\x00"],
)
def test_other_files_are_no_text(content: bytes) -> None:
    assert decoded(content) is None


def test_an_empty_file_is_an_empty_text() -> None:
    assert decoded(b"") == ""


@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    text = decoded(content)

    assert text is None or "\x00" not in text
