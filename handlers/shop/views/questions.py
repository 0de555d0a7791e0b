"""What the form asks, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from domain.catalogue import ServiceType
from domain.fields import Field
from handlers.kit.phrases import spaced
from handlers.shop.names import link_example, link_target, target_name
from handlers.shop.views.prices import limits_text
from locales.html import Html, code, isolated
from locales.translator import N_

if TYPE_CHECKING:
    from domain.catalogue import Service
    from locales.translator import Translator
    from services.form.step import FormStep

_QUESTIONS: Final[Mapping[Field, str]] = {
    Field.SPEED: N_("Deliver at once or in parts?"),
    Field.INTERVAL: N_("How long between two parts? Tap, or type minutes."),
    Field.COMMENTS: N_("Send comments, one per line. Text or a .txt file."),
    Field.USERNAMES: N_("Send usernames, one per line. Text or a .txt file."),
    Field.HASHTAGS: N_("Send hashtags, one per line. Text or a .txt file."),
    Field.KEYWORDS: N_("Send search phrases, one per line. Text or a .txt file."),
    Field.GROUPS: N_("Send groups, one per line: names or links. Text or a .txt file."),
    Field.HASHTAG: N_("Send one hashtag."),
    Field.USERNAME: N_("Send the username."),
    Field.MEDIA: N_("Whose likers? Send the link of the post that they liked."),
    Field.ANSWER: N_("Which answer of the poll? Tap its number, or type it."),
    Field.POSTS: N_("For how many new posts? Tap, or type a number."),
    Field.OLD_POSTS: N_("And for how many posts that are there already?"),
    Field.DELAY: N_("How long to wait after a new post?"),
    Field.EXPIRY: N_("Until which day? Type it as day/month/year, or tap."),
    Field.COUNTRY: N_("From which country? Tap, or type its name."),
    Field.DEVICE: N_("On which device?"),
    Field.TRAFFIC: N_("Where do the visitors come from?"),
    Field.KEYWORD: N_("What do they search for? Send the phrase."),
    Field.REFERRER: N_("From which page do they come? Send its link."),
}
_WHOSE: Final[Mapping[ServiceType, str]] = {
    ServiceType.COMMENT_LIKES: N_("Who wrote the comment? Send the username."),
    ServiceType.COMMENT_REPLIES: N_("Who wrote the comment? Send the username."),
    ServiceType.MENTIONS_USER_FOLLOWERS: N_(
        "Whose followers are to be mentioned? Send the username or the profile link."
    ),
    ServiceType.SUBSCRIPTIONS: N_(
        "Whose new posts? Send the username or the profile link. Keep the profile public."
    ),
}


_LIMITED: Final[Mapping[Field, str]] = {
    Field.QUANTITY: N_("How many? {limits}."),
    Field.LEAST: N_("At least how many for each post? {limits}."),
    Field.MOST: N_("And at most how many for each post? {limits}."),
}


def question(step: FormStep, field: Field, t: Translator) -> Html:
    """What is asked."""
    if field in _LIMITED:
        return t(_LIMITED[field], limits=limits_text(step.service, t))
    match field:
        case Field.LINK:
            return _link_question(step.service, t)
        case Field.RUNS:
            each = t.number(int(step.values.get(Field.QUANTITY, "0")))
            return t("How many parts of {each}? Tap or type a number.", each=each)
        case Field.USERNAME:
            return t(_WHOSE.get(step.service.type, _QUESTIONS[field]))
        case _:
            return spaced(t(_QUESTIONS[field]), _lines_wanted(step, field, t))


def _link_question(service: Service, t: Translator) -> Html:
    target, example = link_target(service), isolated(code(link_example(service)))
    if target is None:
        return t("Send the link. Example: {example}", example=example)
    return t(
        "Send the {target} link. Example: {example}",
        target=target_name(target, t),
        example=example,
    )


def _lines_wanted(step: FormStep, field: Field, t: Translator) -> Html | None:
    """How many lines are wanted, where the number matters."""
    seen = step.list_of(field)
    if seen is None or not step.counts(field):
        return None
    if seen.least == seen.most:
        return t("Exactly {n}.", n=t.number(seen.least))
    return t("{least} to {most}.", least=t.number(seen.least), most=t.number(seen.most))
