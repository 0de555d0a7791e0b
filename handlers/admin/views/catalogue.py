"""Acts on the catalogue: what they will do, that they are done, how they are taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.ids import ServiceId
from domain.listed import Listed
from domain.operators import Act
from domain.text import clean_line
from handlers.admin.catalogue_callbacks import (
    Edit,
    GiveBack,
    OpenServicePanel,
    UndoEditNow,
    WaitingAt,
)
from handlers.admin.views.money import confirm_rows
from handlers.admin.views.words import panel_row
from handlers.kit.phrases import dotted
from handlers.kit.screen import Button, Row, Screen
from locales.html import Html, bold, code, lines
from locales.translator import N_, Translator
from services.operators.catalogue.cards import EditCard
from services.operators.catalogue.reading import ServicePanel
from services.operators.catalogue.undoing import Undone
from services.operators.confirm import Done

TITLES: Final[Mapping[Act, str]] = {
    Act.HIDE: N_("Take off sale"),
    Act.SHOW: N_("Put on sale"),
    Act.RENAME: N_("Rename"),
    Act.CATEGORY: N_("Change the category"),
    Act.DESCRIBE: N_("Change the description"),
    Act.MOVE: N_("Move to another shelf"),
    Act.PIN: N_("Pin as a pick"),
    Act.MARKUP: N_("Rule of price"),
    Act.PRICES: N_("Apply new prices"),
    Act.SAME_SERVICE: N_("The same service"),
    Act.NEW_SERVICE: N_("Another service"),
}
EFFECTS: Final[Mapping[Act, str]] = {
    Act.HIDE: N_("Nobody can order them any more. Running orders continue."),
    Act.SHOW: N_("Customers can order them at once."),
    Act.PIN: N_("Customers read “Shop pick” beside it."),
    Act.MARKUP: N_("No price goes below what the service costs and your least margin."),
    Act.SAME_SERVICE: N_("It takes the provider's new entry, and is on sale at once."),
    Act.NEW_SERVICE: N_(
        "The old one stays off sale with its orders and favorites. The new entry gets a number of "
        "its own."
    ),
}
LEFT: Final[Mapping[str, str]] = {
    "sensitive": N_("Sensitive, to be shown one by one with a reason: {n}"),
    "unsupported": N_("Of a type that has no form: {n}"),
    "quarantined": N_("With figures that cannot be right: {n}"),
    "gone": N_("Not listed any more: {n}"),
    "price": N_("Waiting for your word about their price: {n}"),
    "waits": N_("Waiting for your word about their price: {n}"),
    "reused": N_("With a number that means something else now: {n}"),
}
ASKS: Final[Mapping[Edit, str]] = {
    Edit.NAME: N_("Send the new name."),
    Edit.CATEGORY: N_("Send the new category."),
    Edit.DETAILS: N_("Send the new description."),
    Edit.RULE: N_("Send the rule, for example: 35% +0.02 min=0.05 .x9"),
}
NAME: Final = 60
SCOPE: Final = 120


def edit_card(card: EditCard, t: Translator) -> Screen:
    """What an act will do: how many, some of them, and what it leaves alone."""
    text = lines(
        bold(t(TITLES[card.act])),
        _rule(card, t),
        t(
            "Services that change: {n} of {total}",
            n=bold(t.number(card.count)),
            total=t.number(card.matched),
        ),
        *(_sample(card.act, before, after, t) for before, after in card.samples),
        t("And {n} more.", n=t.number(card.count - len(card.samples)))
        if card.count > len(card.samples)
        else None,
        *(t(LEFT[why], n=t.number(n)) for why, n in card.left.items() if why in LEFT),
        t("Reason: {reason}", reason=card.words["reason"]) if card.words.get("reason") else None,
        _effect(card, t),
        "",
        t("Valid for 5 minutes."),
    )
    return Screen(text, confirm_rows(card.nonce, t))


def _effect(card: EditCard, t: Translator) -> Html | None:
    """What customers notice of an act; of a pick that is given up, nothing."""
    is_unpinned = card.act is Act.PIN and card.words.get("pin") is None
    return None if is_unpinned or card.act not in EFFECTS else t(EFFECTS[card.act])


def edited_screen(done: Done, t: Translator) -> Screen:
    """An act was done; for ten minutes it can be taken back."""
    reference = f"C-{done.edit}" if done.edit is not None else None
    text = lines(
        t("Done, {reference}.", reference=bold(reference)) if reference else t("Done."),
        dotted(t(TITLES[done.act]), _counted(int(done.result.get("count", 0)), t)),
        t("Within 10 minutes: /undo {reference}", reference=code(reference))
        if reference
        else t("The new entry stands among the new services."),
        t("It was done with the first tap; this one changed nothing.") if done.again else None,
    )
    undo = (Button(t.plain("Undo"), UndoEditNow(id=done.edit)),) if done.edit is not None else ()
    return Screen(text, ((*undo, *_way_on(done, t)), panel_row(t)))


def undone_screen(undone: Undone, t: Translator) -> Screen:
    """An act was taken back."""
    text = lines(
        t("Undone: {reference}", reference=bold(f"C-{undone.number}")),
        dotted(t(TITLES[undone.act]), _counted(undone.count, t)),
        t("Changed since, and left as they are: {n}", n=t.number(undone.kept))
        if undone.kept
        else None,
    )
    return Screen(text, (panel_row(t),))


def ask_words(panel: ServicePanel, what: Edit, t: Translator) -> Screen:
    """Ask for the new words of a service."""
    text = lines(title_of(panel.item), "", t(ASKS[what]))
    number = panel.item.id
    back = Button(t.plain("Give it back to the provider"), GiveBack(id=number, what=what))
    if what is Edit.RULE:
        back = Button(t.plain("Take the rule away"), GiveBack(id=number, what=what))
    is_mine = what.value in panel.item.edits.fields or panel.scope == f"service={number}"
    return Screen(text, ((back,) if is_mine else (), (service_button(number, t),), panel_row(t)))


def title_of(item: Listed) -> Html:
    """Number and name of a service in one line."""
    return dotted(bold(f"#{item.id}"), clean_line(item.listing.name, NAME))


def service_button(number: ServiceId, t: Translator) -> Button:
    """Lead to a service as operators see it."""
    return Button(t.plain("Service #{id}", id=number), OpenServicePanel(id=number))


def waiting_button(t: Translator, count: int) -> Button:
    """Lead to what waits for an owner's word."""
    return Button(t.plain("What waits · {n}", n=t.number(count)), WaitingAt())


def _way_on(done: Done, t: Translator) -> Row:
    if done.service_id is not None:
        return (service_button(done.service_id, t),)
    if done.act is Act.PRICES:
        return (Button(t.plain("What waits"), WaitingAt()),)
    return ()


def _counted(count: int, t: Translator) -> Html:
    return t.plural("{n} service", "{n} services", n=count)


def _rule(card: EditCard, t: Translator) -> Html | None:
    if card.act is not Act.MARKUP:
        return None
    rule, scope = card.words["rule"], code(clean_line(card.words["scope"], SCOPE))
    if rule is None:
        return t("{scope}: the rule is taken away", scope=scope)
    return t("{scope}: {rule}", scope=scope, rule=code(rule))


def _sample(act: Act, before: Listed, after: Listed, t: Translator) -> Html:
    """One of the services that change, before and after."""
    old: str
    new: str
    match act:
        case Act.MARKUP | Act.PRICES:
            old, new = t.exact(before.listing.rate), t.exact(after.listing.rate)
        case Act.RENAME | Act.SAME_SERVICE:
            old, new = _short(before.listing.name), _short(after.listing.name)
        case Act.CATEGORY:
            old, new = _short(before.listing.category), _short(after.listing.category)
        case Act.DESCRIBE:
            old, new = _short(before.listing.details), _short(after.listing.details)
        case Act.MOVE:
            old, new = _shelf(before), _shelf(after)
        case Act.PIN if after.pin is None:
            return dotted(title_of(before), t("no pick any more"))
        case Act.NEW_SERVICE if before.waits is not None:
            old, new = _short(before.listing.name), _short(before.waits.entry.name)
        case _:
            return title_of(before)
    named = title_of(before) if act in {Act.MARKUP, Act.PRICES, Act.MOVE} else None
    return dotted(named or bold(f"#{before.id}"), t("{before} → {after}", before=old, after=new))


def _short(text: str) -> str:
    return clean_line(text, NAME) or "–"


def _shelf(item: Listed) -> Html:
    return code(f"{item.listing.platform} {item.listing.kind}")
