"""Reading the links of a form: the target, a source post, a referring page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.errors import FormError
from domain.fields import Field
from domain.links.model import LinkError, LinkProblem
from domain.links.parse import check_link, parse_link
from domain.platforms import Platform
from domain.taxonomy.targets import post_targets

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.fields import Values
    from domain.links.model import Link
    from domain.platforms import Target

_ANY_TARGET: frozenset[Target] = frozenset()


def read_link(text: str, service: Service, _values: Values) -> str:
    """Read a link that fits the service, in its normal form.

    Raises:
        FormError: a `LinkProblem`; `platform` is the link's site where known, `link` the link
            itself where it is a sound one for another service.
    """
    return _fitting(Field.LINK, text, service.platform, service.targets)


def read_media(text: str, service: Service, _values: Values) -> str:
    """Read the link of a post on the service's site: an account is liked by nobody.

    Raises:
        FormError: a `LinkProblem`, as for the target.
    """
    return _fitting(Field.MEDIA, text, service.platform, post_targets(service.platform))


def read_referrer(text: str, _service: Service, _values: Values) -> str:
    """Read the link of any public page.

    Raises:
        FormError: a `LinkProblem`, as for the target.
    """
    return _fitting(Field.REFERRER, text, Platform.OTHER, _ANY_TARGET)


def _fitting(field: Field, text: str, platform: Platform, targets: frozenset[Target]) -> str:
    try:
        link = parse_link(text, platform)
    except LinkError as error:
        raise FormError(field, error.problem, platform=error.platform) from error
    problem = check_link(link, platform, targets)
    if problem is not None:
        raise _unfit(field, problem, link)
    return link.normal


def _unfit(field: Field, problem: LinkProblem, link: Link) -> FormError:
    return FormError(field, problem, platform=link.platform, target=link.target, link=link.normal)
