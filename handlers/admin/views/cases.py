"""The inbox and its cases: the evidence in words, the decisions as buttons."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from domain.orders import Order
from domain.reviews import Attempt, Decision, Likely, Review, ReviewKind
from handlers.admin.callbacks import Decide, InboxAt, OpenReview, StaffOrder, Word
from handlers.admin.views.words import customer_line, panel_button, panel_row
from handlers.kit.order_words import amount_of, status_of
from handlers.kit.phrases import dotted
from handlers.kit.rows import pager_row
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, bold, code, isolated, lines
from locales.translator import N_, Translator
from services.operators.cases import CaseCard, InboxPage

KINDS: Final[Mapping[ReviewKind, str]] = {
    ReviewKind.UNCONFIRMED: N_("sent, no clear answer"),
    ReviewKind.PARTIAL_ODD: N_("partial, but the delivered part is unreadable"),
    ReviewKind.BACKWARDS_MONEY: N_("the provider changed its mind after the end"),
    ReviewKind.UPSTREAM_LOST: N_("the provider does not know it any more"),
    ReviewKind.UNKNOWN_STATUS: N_("the provider uses a status that I do not know"),
    ReviewKind.COST_ODD: N_("the provider took another amount than expected"),
    ReviewKind.LATE: N_("late, and the customer asks for haste"),
}
ADVICE: Final[Mapping[ReviewKind, str]] = {
    ReviewKind.PARTIAL_ODD: N_(
        "No money moves until you decide. Look at the provider's panel, then use /refund with the "
        "amount for the part that is missing, or /setstatus."
    ),
    ReviewKind.BACKWARDS_MONEY: N_(
        "Compare with the provider's panel. The customer is never charged again; use /refund if "
        "something is due."
    ),
    ReviewKind.UPSTREAM_LOST: N_(
        "No money moves until you decide. Ask the provider, then use /setstatus or /refund."
    ),
    ReviewKind.UNKNOWN_STATUS: N_("The customer reads In progress. Ask the provider what it is."),
    ReviewKind.COST_ODD: N_("The customer's price is not touched. Look at the service's price."),
    ReviewKind.LATE: N_("Ask the provider to speed it up. No money moves by itself."),
}
LIKELY: Final[Mapping[Likely, str]] = {
    Likely.ACCEPTED: N_("Likely <b>accepted</b>: the balance fell by exactly this order's cost."),
    Likely.NOT_PLACED: N_("Likely <b>not placed</b>: the balance did not move."),
    Likely.UNCLEAR: N_("<b>Unclear</b>: the balance does not tell. Look at the provider's panel."),
}
DECISIONS: Final[Mapping[Decision, str]] = {
    Decision.FOUND: N_("Decided: it was found at the provider."),
    Decision.SEND_AGAIN: N_("Decided: it was sent again."),
    Decision.REFUND: N_("Decided: the money went back."),
    Decision.SEEN: N_("Decided: it was looked at."),
}
FACTS: Final[Mapping[str, str]] = {
    "word": N_("It says: {value}"),
    "remains": N_("Remains: {value}"),
    "charge": N_("It took: {value}"),
    "upstream_id": N_("Its number: {value}"),
    "post": N_("Post: {value}"),
    "posts": N_("Posts made: {value}"),
    "wanted": N_("Posts agreed: {value}"),
}
KEYS: Final = 4
DETAIL: Final = 200


def inbox_screen(page: InboxPage, t: Translator) -> Screen:
    """What waits for a decision, oldest first."""
    if not page.cases:
        return Screen(t("✅ <b>Inbox</b>\nNothing needs you."), (panel_row(t),))
    text = lines(
        t("<b>Inbox</b> · {n} open", n=t.number(page.total)),
        "",
        *(_line(review, order, t) for review, order in page.cases),
    )
    keys = tuple(Button(f"#{order.id}", OpenReview(id=review.id)) for review, order in page.cases)
    pager = pager_row(t, page=page.page, pages=page.pages, to=lambda to: InboxAt(page=to))
    rows = [keys[start : start + KEYS] for start in range(0, len(keys), KEYS)]
    return Screen(text, (*rows, pager, panel_row(t)))


def case_screen(card: CaseCard, t: Translator) -> Screen:
    """A case with its evidence and what can be decided."""
    order, review = card.order, card.review
    text = lines(
        t("⚠️ <b>#{id}</b> · {kind}", id=order.id, kind=t(KINDS[review.kind])),
        customer_line(card.customer),
        dotted(order.service_name, bold(amount_of(order, t))),
        code(order.request.link),
        status_of(order, t),
        t("On hold: {amount}", amount=bold(t.exact(order.held))) if order.held else None,
        "",
        *(_evidence(card, t) if card.is_unconfirmed else _facts(review, t)),
        "",
        _what_next(card, t),
    )
    return Screen(text, _rows(card, t))


def ask_upstream_id(card: CaseCard, t: Translator, problem: Html | None = None) -> Screen:
    """Ask for the number under which the provider has the order."""
    text = lines(
        problem,
        t(
            "<b>#{id}</b>: send the number that the provider's panel shows for it.",
            id=card.order.id,
        ),
        t("Search there for this link:"),
        code(card.order.request.link),
        "",
        t("I ask the provider about the number before I take it."),
    )
    return Screen(text, (_back(card, t),))


def ask_certainty(card: CaseCard, problem: Html, t: Translator) -> Screen:
    """The figures of a found order do not fit: take it nevertheless?"""
    text = lines(problem, "", t("Take it only if you see this order's link at that number."))
    take = Button(
        t.plain("It is this order, take it"),
        Decide(id=card.review.id, word=Word.SURELY_FOUND),
        style=Style.DANGER,
    )
    other = Button(t.plain("Enter another ID"), Decide(id=card.review.id, word=Word.FOUND))
    return Screen(text, ((take,), (other,), _back(card, t)))


def ask_order_number(card: CaseCard, t: Translator, problem: Html | None = None) -> Screen:
    """The second yes before an order is sent again: its own number, typed."""
    text = lines(
        problem,
        t("Send <b>#{id}</b> to the provider again?", id=card.order.id),
        t("If the first try was placed after all, you pay for it twice."),
        "",
        t("If you are sure that it is not there, type {id}.", id=code(card.order.id)),
    )
    return Screen(text, (_back(card, t),))


def ask_refund(card: CaseCard, t: Translator) -> Screen:
    """The second yes before the hold goes back."""
    amount = t.exact(card.order.held)
    text = lines(
        t("Give {amount} back for <b>#{id}</b>?", amount=bold(amount), id=card.order.id),
        t("If the order was placed after all, the customer gets it for nothing."),
    )
    yes = Button(
        t.plain("Yes, refund {amount}", amount=amount),
        Decide(id=card.review.id, word=Word.SURELY_REFUND),
        style=Style.DANGER,
    )
    return Screen(text, ((yes,), _back(card, t)))


def decided_screen(order: Order, decision: Decision, t: Translator) -> Screen:
    """A case was decided."""
    text = lines(
        t(DECISIONS[decision]),
        t("<b>Order #{id}</b> · {status}", id=order.id, status=status_of(order, t)),
    )
    look = Button(t.plain("Order #{id}", id=order.id), StaffOrder(id=order.id))
    return Screen(text, ((look, Button(t.plain("Inbox"), InboxAt())), panel_row(t)))


def _line(review: Review, order: Order, t: Translator) -> Html:
    return dotted(bold(f"#{order.id}"), t(KINDS[review.kind]), t.when(review.opened_at))


def _evidence(card: CaseCard, t: Translator) -> list[Html | None]:
    """What is known of the last try: times and balances, never a verdict that acts."""
    attempt = card.attempt
    if attempt is None:
        return [t("There is no trace of a try.")]
    return [
        t("Sent: {when}", when=t.when(attempt.started_at)),
        t("What happened: {detail}", detail=attempt.detail[:DETAIL]) if attempt.detail else None,
        t(
            "Its cost there: {amount} {currency}",
            amount=_plain(attempt.expected_cost.decimal),
            currency=card.currency,
        ),
        _balances(attempt, card, t),
        t("Other orders were on their way at the same time: {n}", n=t.number(attempt.in_flight))
        if attempt.in_flight
        else None,
        t(LIKELY[card.likely]),
    ]


def _balances(attempt: Attempt, card: CaseCard, t: Translator) -> Html:
    if attempt.balance_before is None:
        return t("The balance before it was not read.")
    if not attempt.balances_after:
        return t(
            "Balance before: {before} {currency}; not read since.",
            before=attempt.balance_before,
            currency=card.currency,
        )
    told = t(
        "Balance: {before} → {after} {currency}",
        before=attempt.balance_before,
        after=isolated(" → ".join(attempt.balances_after)),
        currency=card.currency,
    )
    if not card.fall:
        return told
    fell = t("fell by {amount}", amount=_plain(card.fall))
    rose = t("rose by {amount}", amount=_plain(-card.fall))
    return dotted(told, fell if card.fall > 0 else rose)


def _facts(review: Review, t: Translator) -> list[Html | None]:
    return [
        t(sentence, value=bold(str(review.facts[name])[:DETAIL]))
        for name, sentence in FACTS.items()
        if review.facts.get(name) is not None
    ]


def _what_next(card: CaseCard, t: Translator) -> Html:
    if card.review.decision is not None:
        return t(DECISIONS[card.review.decision])
    if not card.is_unconfirmed:
        return t(ADVICE[card.review.kind])
    if card.unlocked_at is not None:
        return t(
            "Not resent, not refunded. It may still arrive: “not there” can be decided after "
            "{when}.",
            when=t.when(card.unlocked_at),
        )
    return t("Not resent, not refunded. Look for the link in the provider's panel, then decide.")


def _rows(card: CaseCard, t: Translator) -> tuple[Row, ...]:
    number = card.review.id
    order = Button(t.plain("Order #{id}", id=card.order.id), StaffOrder(id=card.order.id))
    last = (order, Button(t.plain("Inbox"), InboxAt()), panel_button(t))
    if card.review.decision is not None:
        return (last,)
    if not card.is_unconfirmed:
        seen = Button(
            t.plain("Looked at, close"), Decide(id=number, word=Word.SEEN), style=Style.PRIMARY
        )
        return ((seen,), last)
    found = Button(
        t.plain("Enter upstream ID"), Decide(id=number, word=Word.FOUND), style=Style.PRIMARY
    )
    again = Button(t.plain("Not there: send again"), Decide(id=number, word=Word.AGAIN))
    refund = Button(t.plain("Refund customer"), Decide(id=number, word=Word.REFUND))
    wait = Button(t.plain("Wait"), Decide(id=number, word=Word.WAIT))
    return ((found,), (again,), (refund, wait), last)


def _back(card: CaseCard, t: Translator) -> Row:
    return (Button(t.plain("‹ Back"), OpenReview(id=card.review.id)), panel_button(t))


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
