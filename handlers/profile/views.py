"""The profile and the choice of a language."""

from __future__ import annotations

from domain.accounts import User
from handlers.kit.callbacks import LANGUAGE, PROFILE, Go
from handlers.kit.languages import language_rows
from handlers.kit.rows import back_row, home_row
from handlers.kit.screen import Button, Screen
from handlers.profile.callbacks import Open, OpenApi, Page, Speak
from locales.html import bold, code, lines
from locales.translator import Translator


def profile(user: User, t: Translator) -> Screen:
    """Who the shop takes you for."""
    text = lines(
        bold(user.first_name),
        t("Your id: {id}", id=code(user.id)),
        t("Language: {language}", language=t.language.name),
        t("Customer since {date}", date=t.date(user.created_at)),
    )
    choose = Button(t.plain("🌐 Language"), Go(to=LANGUAGE))
    alerts = Button(t.plain("Alerts"), Open(page=Page.ALERTS))
    quiet = Button(t.plain("Quiet hours"), Open(page=Page.QUIET))
    mine = Button(t.plain("My data"), Open(page=Page.DATA))
    api = Button(t.plain("API"), OpenApi())
    copy = Button(t.plain("Copy my id"), copy=str(user.id))
    return Screen(text, ((choose, alerts), (quiet, mine), (api, copy), home_row(t)))


def language_choice(t: Translator) -> Screen:
    """Every language under its own name."""
    rows = language_rows(lambda code: Speak(language=code))
    return Screen(t("Choose your language."), (*rows, back_row(t, Go(to=PROFILE))))
