"""The catalogues keep step with the code and are whole; the loader takes nothing doubtful."""

from pathlib import Path

import pytest

from locales import catalogues
from tests.unit.locales.texts import TRANSLATED, catalogue_of, folders, said_in, texts_of_code

every_language = pytest.mark.parametrize("code", TRANSLATED)

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Home"
msgstr "Ana sayfa"

#, fuzzy
msgid "Help"
msgstr "Kapat"

msgid "Orders"
msgstr ""
"""


@every_language
def test_every_text_of_the_code_stands_in_the_catalogue_and_no_other(code: str) -> None:
    listed = {message.id for message in catalogue_of(code) if message.id}

    assert texts_of_code(*folders()) - listed == set()
    assert listed - texts_of_code(*folders()) == set()


def test_no_text_hides_where_nobody_looks_for_it() -> None:
    assert texts_of_code() == texts_of_code(*folders())


@every_language
def test_nothing_is_untranslated(code: str) -> None:
    assert not [said for said in said_in(code) if not said.target.strip()]


@every_language
def test_nothing_is_doubtful_or_left_over(code: str) -> None:
    found = catalogue_of(code)

    assert not [message.id for message in found if message.id and message.fuzzy]
    assert not found.obsolete


@every_language
def test_every_plural_has_as_many_forms_as_the_language(code: str) -> None:
    found = catalogue_of(code)
    plurals = [message for message in found if message.pluralizable]

    assert plurals
    assert {len(list(message.string or ())) for message in plurals} == {found.num_plurals}


def test_every_catalogue_is_of_a_language_that_can_be_chosen() -> None:
    written = {path.parts[-3] for path in catalogues.HERE.glob("*/*/messages.po")}

    assert written == set(TRANSLATED)


def test_languages_count_as_they_do() -> None:
    forms = {
        "ru": 3,
        "uk": 3,
        "tr": 1,
        "es": 2,
        "pt": 2,
        "hi": 2,
        "id": 1,
        "ar": 6,
        "fa": 2,
        "uz": 2,
    }

    assert {code: catalogue_of(code).num_plurals for code in TRANSLATED} == {
        code: forms[code] for code in TRANSLATED
    }


def test_doubtful_and_empty_entries_are_read_as_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "HERE", tmp_path)
    file = catalogues.po_file("tr")
    file.parent.mkdir(parents=True)
    file.write_text(PO, "utf-8")

    loaded = catalogues.catalogue.__wrapped__("tr")

    assert [loaded.gettext(text) for text in ("Home", "Help", "Orders", "Never written")] == [
        "Ana sayfa", "Help", "Orders", "Never written",
    ]  # fmt: skip


def test_a_language_without_a_catalogue_reads_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "HERE", tmp_path)

    loaded = catalogues.catalogue.__wrapped__("en")

    assert loaded.gettext("Home") == "Home"
    assert loaded.ngettext("{n} day", "{n} days", 2) == "{n} days"
