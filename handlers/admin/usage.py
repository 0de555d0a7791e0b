"""How each command is written, with a filled example; the one table of operators' commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handlers.admin.callbacks import AtPage, Page
from handlers.kit.rows import home_button
from handlers.kit.screen import Button, Screen
from locales.html import code, lines
from locales.translator import N_, Translator


@dataclass(frozen=True, slots=True)
class Usage:
    """A command: its words in order, a filled example, and what it does."""

    form: str
    example: str
    does: str


COMMANDS: Final[Mapping[str, Usage]] = {
    "admin": Usage("/admin", "/admin", N_("Opens the operator panel.")),
    "topup": Usage(
        N_("/topup <user> <amount> <reason>"),
        N_("/topup 58213 10 bank transfer"),
        N_("Adds money to a customer's wallet."),
    ),
    "debit": Usage(
        N_("/debit <user> <amount> <reason>"),
        N_("/debit 58213 3.50 credited twice"),
        N_("Takes money from a customer's wallet, never more than there is."),
    ),
    "undo": Usage(
        N_("/undo [reference]"),
        N_("/undo L-8841"),
        N_("Undoes a top-up, debit or catalogue change; without a reference, your latest."),
    ),
    "user": Usage(N_("/user <user>"), "/user @ann", N_("Shows a customer.")),
    "history": Usage(N_("/history <user>"), "/history @ann", N_("Shows a customer's ledger.")),
    "order": Usage(N_("/order <number>"), "/order 1043", N_("Shows an order with its costs.")),
    "orders": Usage(
        N_("/orders [status] [user]"), N_("/orders partial @ann"), N_("Lists orders, ten a page.")
    ),
    "find": Usage(
        N_("/find <link, @name, or number>"),
        N_("/find instagram.com/name"),
        N_("Finds orders by link, customer, or the provider's number."),
    ),
    "inbox": Usage("/inbox", "/inbox", N_("Shows the orders that need a decision.")),
    "setstatus": Usage(
        N_("/setstatus <number> <status> <reason>"),
        N_("/setstatus 1043 completed seen live"),
        N_("Sets an order's status; the effect on money is shown first."),
    ),
    "refund": Usage(
        N_("/refund <number> <amount or all> <reason>"),
        N_("/refund 1043 all too late"),
        N_("Gives an order's money back, never more than was paid."),
    ),
    "sync": Usage(
        N_("/sync [numbers]"),
        N_("/sync 1043 1044"),
        N_("Reads the providers' services; with order numbers, asks about these now."),
    ),
    "svc": Usage(N_("/svc <number>"), "/svc 1234", N_("Shows a service with all that is known.")),
    "hide": Usage(
        N_("/hide <services>"),
        N_("/hide platform=tiktok action=likes"),
        N_(
            "Takes services off sale; running orders continue. Services are numbers (12,13), "
            "the category of one (cat=88), platform=, action= or provider=."
        ),
    ),
    "show": Usage(
        N_("/show <services> [reason]"),
        N_("/show 12 the owner of the page asked for it"),
        N_("Puts services on sale again; a sensitive one alone, and with a reason."),
    ),
    "rename": Usage(
        N_("/rename <number> <name, or off>"),
        N_("/rename 1234 Instagram followers, 30 days refill"),
        N_("Gives a service your own name; off takes the provider's again."),
    ),
    "move": Usage(
        N_("/move <services> <platform> <action>, or off"),
        N_("/move 1234 tiktok likes"),
        N_("Puts services on another shelf; off puts them back."),
    ),
    "pin": Usage(
        N_("/pin <number> <best, cheap, safe, or off>"),
        N_("/pin 1234 best"),
        N_("Makes a service one of the three picks of its shelf."),
    ),
    "markup": Usage(
        N_("/markup [services, all] [rule, or off]"),
        N_("/markup platform=tiktok 35% min=0.02 .x9"),
        N_("Sets how prices are made; without words, shows the rules."),
    ),
    "pricecheck": Usage("/pricecheck", "/pricecheck", N_("Shows what waits for your word.")),
    "providers": Usage("/providers", "/providers", N_("Shows providers and their balances.")),
    "route": Usage(
        N_("/route <service> [routes, or off]"),
        "/route 1234 main:55 p2:887",
        N_("Shows by which providers a service is bought, or sets them in the order of trying."),
    ),
    "block": Usage(
        N_("/block <user> <reason>"),
        N_("/block 58213 stolen card"),
        N_("Keeps a customer from ordering; the reason is shown to them."),
    ),
    "unblock": Usage(N_("/unblock <user>"), "/unblock 58213", N_("Lets a customer order again.")),
    "pause": Usage(
        N_("/pause [text]"),
        N_("/pause back at 18:00"),
        N_("Stops new orders; customers read your text."),
    ),
    "resume": Usage("/resume", "/resume", N_("Takes orders again.")),
    "tickets": Usage("/tickets", "/tickets", N_("Lists open tickets.")),
    "reply": Usage(
        N_("/reply <ticket> <text>"),
        N_("/reply T-208 It runs again, thank you for waiting."),
        N_("Answers a customer; replying to the ticket's message does the same."),
    ),
    "close": Usage(N_("/close <ticket>"), N_("/close T-208"), N_("Closes a ticket.")),
    "stats": Usage("/stats", "/stats", N_("Shows today's figures.")),
}


def usage_screen(command: str, t: Translator, problem: str | None = None) -> Screen:
    """Say how a command is written, after what was wrong with it."""
    usage = COMMANDS[command]
    text = lines(
        problem or t(usage.does),
        "",
        t("Write it like this:"),
        code(t.plain(usage.form)),
        t("For example:"),
        code(t.plain(usage.example)),
        "",
        t("Nothing was changed."),
    )
    panel = Button(t.plain("Operator panel"), AtPage(page=Page.PANEL))
    return Screen(text, ((panel, home_button(t)),))
