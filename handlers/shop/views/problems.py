"""What is wrong with a typed value, in words, and the tap that puts it right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.fields import Field, Problem
from domain.links.model import LinkProblem
from domain.platforms import Platform, Target
from domain.splitting import split
from domain.taxonomy.targets import post_targets
from handlers.kit.callbacks import ORDER_TERMS, Go
from handlers.kit.screen import Button, Row, Style
from handlers.shop.callbacks import Fill, OpenLink, SplitQuantity
from handlers.shop.names import ANY_SITE, example_of, first_target, platform_name, target_name
from locales.html import Html, code, isolated
from locales.translator import N_, Translator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.catalogue import Service
    from domain.errors import FormError

_LINKS: Final = {
    LinkProblem.NO_SITE: N_("Which site is that name on? Send the full link."),
    LinkProblem.SEVERAL_LINKS: N_("Send one link at a time."),
    LinkProblem.SHORT_LINK: N_("Paste the full link. Short links can change and break the order."),
    LinkProblem.PRIVATE: N_("That page is private. Send the link of a public one."),
    LinkProblem.EXPIRING: N_("Story links expire. Send the post or profile instead."),
    LinkProblem.LOOKALIKE: N_(
        "That address only looks like a known site. Copy the link again in the app itself."
    ),
    LinkProblem.TOO_LONG: N_("That link is too long. Copy it again with the app's Share button."),
}
_COUNTS: Final[Mapping[str, tuple[str, str]]] = {
    Field.COMMENTS: (
        N_("Need {limits} comments. You have {n}: add {by} more."),
        N_("Need {limits} comments. You have {n}: remove {by}."),
    ),
    Field.USERNAMES: (
        N_("Need {limits} usernames. You have {n}: add {by} more."),
        N_("Need {limits} usernames. You have {n}: remove {by}."),
    ),
}
_ANY_COUNTS: Final = (
    N_("Need {limits} lines. You have {n}: add {by} more."),
    N_("Need {limits} lines. You have {n}: remove {by}."),
)
_SAID: Final[Mapping[str, str]] = {
    Problem.NOT_A_CHOICE: N_("Please tap one of the buttons."),
    Problem.NOT_A_NAME: N_("That is not a username. Example: {example}"),
    Problem.NOT_A_HASHTAG: N_("That is not one hashtag. Example: {example}"),
    Problem.NOT_A_COUNTRY: N_("I do not know that country. Example: {example}"),
    Problem.NOT_A_DAY: N_("That is not a day. Example: {example}"),
    Problem.DAY_IS_OVER: N_("That day is over. Send a later one."),
    Problem.TOO_WORDY: N_("That is too long: at most {most} characters."),
    Problem.BAD_LINES: N_("Some lines cannot be used. Remove them, or start over."),
    Problem.TOO_MUCH_TEXT: N_("That is too much text: at most {most} characters in all."),
    Problem.NO_TEXT_FILE: N_("I could not read that file. Send a .txt file, or paste the text."),
    Problem.FILE_TOO_LARGE: N_("That file is too large: at most {most} KB."),
    Problem.NOT_A_FILE: N_("Please answer this question without a file."),
}
_NEEDED: Final = N_("This is needed to order.")
_EXAMPLES: Final[Mapping[str, str]] = {
    Field.USERNAME: "@name",
    Field.HASHTAG: "#travel",
    Field.COUNTRY: "DE",
    Field.EXPIRY: "31/12/2030",
}
_DENIED: Final = N_("We do not accept orders for this target.")


def link_said(problem: LinkProblem, t: Translator) -> Html:
    """Why a link is of no use to any service."""
    return t(_LINKS.get(problem, _DENIED))


def problem_text(error: FormError, service: Service, t: Translator) -> Html:
    """What is wrong with the value."""
    if error.problem in set(LinkProblem):
        return _link_text(error, service, t)
    match error.problem:
        case Problem.TOO_SMALL | Problem.TOO_LARGE:
            return _limit_text(error, service, t)
        case Problem.NOT_A_MULTIPLE:
            return _multiple_text(error, t)
        case Problem.NOT_A_NUMBER:
            return t("I need a number, such as {example}.", example=code("1,000"))
        case Problem.TOO_FEW | Problem.TOO_MANY:
            return _count_text(error, t)
        case _:
            return _other_text(error, t)


def _other_text(error: FormError, t: Translator) -> Html:
    most = t.number(_figure(error, "most"))
    said = _SAID.get(error.problem, _NEEDED)
    return t(said, most=most, example=code(_EXAMPLES.get(error.field, "")))


def _count_text(error: FormError, t: Translator) -> Html:
    """How many lines there are, and how many there should be."""
    least, most, count = (_figure(error, name) for name in ("least", "most", "count"))
    wanted = t("{least} to {most}", least=t.number(least), most=t.number(most))
    limits = Html(t.number(least)) if least == most else wanted
    too_few = error.problem == Problem.TOO_FEW
    by = t.number(least - count if too_few else count - most)
    texts = _COUNTS.get(error.field, _ANY_COUNTS)
    return t(texts[0] if too_few else texts[1], limits=limits, n=t.number(count), by=by)


def problem_rows(error: FormError, service: Service, t: Translator) -> tuple[Row, ...]:
    """The tap that puts it right, where there is one."""
    match error.problem:
        case LinkProblem.WRONG_SITE | LinkProblem.WRONG_KIND if error.field == Field.LINK:
            return ((Button(_elsewhere(error, t), OpenLink()),),)
        case Problem.TOO_SMALL:
            return ((_use(error, _figure(error, "least"), t),),)
        case Problem.TOO_LARGE:
            return (*_split_rows(error, service, t), (_use(error, _figure(error, "most"), t),))
        case Problem.NOT_A_MULTIPLE if _figure(error, "nearest"):
            return ((_use(error, _figure(error, "nearest"), t),),)
        case LinkProblem.BAD_HOST | LinkProblem.BAD_SCHEME | LinkProblem.CREDENTIALS:
            return ((Button(t.plain("Terms"), Go(to=ORDER_TERMS)),),)
        case _:
            return ()


def _multiple_text(error: FormError, t: Translator) -> Html:
    multiple, nearest = (t.number(_figure(error, name)) for name in ("multiple", "nearest"))
    if not _figure(error, "nearest"):
        return t("Must be a multiple of {multiple}.", multiple=multiple)
    return t(
        "Must be a multiple of {multiple}. Nearest: {nearest}.", multiple=multiple, nearest=nearest
    )


def _parts_of(error: FormError, service: Service) -> int:
    """In how many orders the typed quantity could be had; 1 where it cannot be split."""
    if error.field != Field.QUANTITY or error.problem != Problem.TOO_LARGE:
        return 1
    return len(split(service, _figure(error, "given")) or (0,))


def _split_rows(error: FormError, service: Service, t: Translator) -> tuple[Row, ...]:
    parts = _parts_of(error, service)
    if parts == 1:
        return ()
    label = t.plain_plural("Split into {n} order", "Split into {n} orders", n=parts)
    button = Button(label, SplitQuantity(quantity=_figure(error, "given")), style=Style.PRIMARY)
    return ((button,),)


def _limit_text(error: FormError, service: Service, t: Translator) -> Html:
    if error.problem == Problem.TOO_SMALL:
        return t("Minimum is {least}. Use {least}?", least=t.number(_figure(error, "least")))
    most = t.number(_figure(error, "most"))
    if _parts_of(error, service) > 1:
        return t("Maximum is {most} per order. Split it into several orders?", most=most)
    if error.field == Field.QUANTITY:
        return t("Maximum is {most} per order. Use {most}?", most=most)
    return t("Maximum is {most}. Use {most}?", most=most)


def _link_text(error: FormError, service: Service, t: Translator) -> Html:
    problem = LinkProblem(error.problem)
    match problem:
        case LinkProblem.NOT_A_LINK:
            return t("That is not a link. Example: {example}", example=_example(error, service))
        case LinkProblem.WRONG_SITE:
            return t(
                "This service is for {platform}, but the link is {other}.",
                platform=platform_name(service.platform, t),
                other=platform_name(_site(error), t),
            )
        case LinkProblem.WRONG_KIND if error.field == Field.USERNAME:
            return t("That link names nobody. Send the profile link or the username.")
        case LinkProblem.WRONG_KIND:
            return t(
                "This needs a {wanted} link. You sent a {sent}. "
                "Open it in the app, tap Share, then Copy link.",
                wanted=target_name(_wanted(error, service), t),
                sent=target_name(_target(error), t),
            )
        case _:
            return link_said(problem, t)


def _example(error: FormError, service: Service) -> Html:
    if error.field == Field.REFERRER:
        return isolated(code(ANY_SITE))
    return isolated(code(example_of(service.platform, _taken(error, service))))


def _wanted(error: FormError, service: Service) -> Target:
    return first_target(service.platform, _taken(error, service)) or Target.OTHER


def _taken(error: FormError, service: Service) -> frozenset[Target]:
    """The sorts of link that would have done in the field."""
    is_media = error.field == Field.MEDIA
    return post_targets(service.platform) if is_media else service.targets


def _elsewhere(error: FormError, t: Translator) -> str:
    if error.problem == LinkProblem.WRONG_SITE:
        return t.plain("Find this on {platform}", platform=platform_name(_site(error), t))
    return t.plain("Use {target} services", target=target_name(_target(error), t))


def _use(error: FormError, number: int, t: Translator) -> Button:
    label = t.plain("Use {number}", number=t.number(number))
    return Button(label, Fill(field=Field(error.field), value=str(number)))


def _figure(error: FormError, name: str) -> int:
    figure = error.detail.get(name)
    return figure if isinstance(figure, int) else 0


def _site(error: FormError) -> Platform:
    site = error.detail.get("platform")
    return site if isinstance(site, Platform) else Platform.OTHER


def _target(error: FormError) -> Target:
    target = error.detail.get("target")
    return target if isinstance(target, Target) else Target.OTHER
