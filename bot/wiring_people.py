"""Hands the use cases about people and their tickets the parts that they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locales.languages import supported
from services.operators.desk import Desk
from services.people.chat import MarkReachable, RememberScreen
from services.people.enter import EnterShop
from services.people.home import ListOperators, ReadHome
from services.people.leaving import DeleteAccount, ReadLeaving
from services.people.own_data import ExportOwnData
from services.people.settle_in import AcceptTerms, SetLanguage
from services.people.wishes import ChoosePreferences, ReadPreferences
from services.support.answers import ReadAnswers
from services.support.customer import (
    AddToTicket,
    JudgeTicket,
    OpenTicket,
    ReadSupport,
    ReadTicket,
    SolveTicket,
)
from services.support.posts import FindTicket
from services.support.staff import CloseTicket, ListTickets, ReadStaffTicket, ReplyTicket

if TYPE_CHECKING:
    from typing import Any

    from bot.parts import Parts
    from services.catalogue.figures import LiveFigures


def people(parts: Parts) -> dict[str, Any]:
    """Build what people do for themselves."""
    database, clock = parts.database, parts.clock
    currency = parts.configuration.settings.currency
    return {
        "accept_terms": AcceptTerms(database, clock),
        "choose_preferences": ChoosePreferences(database, clock),
        "delete_account": DeleteAccount(database, clock),
        "export_own_data": ExportOwnData(database, clock),
        "read_leaving": ReadLeaving(database),
        "read_preferences": ReadPreferences(database, clock),
        "enter": EnterShop(database, clock, currency, supported),
        "list_operators": ListOperators(database, parts.owners),
        "mark_reachable": MarkReachable(database),
        "read_home": ReadHome(database, clock),
        "remember_screen": RememberScreen(database),
        "set_language": SetLanguage(database, supported),
    }


def support(parts: Parts, figures: LiveFigures) -> dict[str, Any]:
    """Build what both sides of a ticket do."""
    database, clock, owners = parts.database, parts.clock, parts.owners
    desk = Desk(database, clock, parts.tokens, owners)
    return {
        "add_to_ticket": AddToTicket(database, clock, owners),
        "close_ticket": CloseTicket(desk),
        "find_ticket": FindTicket(database),
        "judge_ticket": JudgeTicket(database),
        "list_tickets": ListTickets(desk),
        "open_ticket": OpenTicket(database, clock, owners),
        "read_answers": ReadAnswers(database, clock, figures),
        "read_staff_ticket": ReadStaffTicket(desk),
        "read_support": ReadSupport(database, clock),
        "read_ticket": ReadTicket(database),
        "reply_ticket": ReplyTicket(desk),
        "solve_ticket": SolveTicket(database, clock),
    }
