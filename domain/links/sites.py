"""The language of the site tables: a site is hosts, fields and shapes of paths."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import quote

from domain.links.model import Link, LinkError, LinkProblem
from domain.links.url import Url
from domain.platforms import Platform, Target

SLUG = r"[^/?#%:@\s\x00-\x1f\x7f]{1,200}(?<!\.)"
"""Readable part of an address, in any script."""

_FIELD = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Shape:
    """One form of address on a site.

    Attributes:
        path: regular expression of the decoded path; `{field}` stands for a field of the site.
        outcome: what the link points at, or why such links are refused.
        normal: canonical path and query after the site's root, with the same fields.
        query: parameters that must be there, as `name={field}` pairs joined by "&".
    """

    path: str
    outcome: Target | LinkProblem
    normal: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class _Compiled:
    shape: Shape
    path: re.Pattern[str]
    query: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Site:
    """Hosts of a platform that share one set of shapes; the first shape that fits wins.

    Attributes:
        root: start of every normal form, ending in "/".
        hosts: host names without `www.`, `m.` and the like.
        fields: regular expressions by field name; the fields "name" and "bot" are handles.
        reserved: regular expression of paths that are no account names.
        folded: fields whose case does not matter to the site.
        mention: path for `@name`, where the platform knows such names.
        name_host: whether `name.host` is an account's address.
    """

    platform: Platform
    root: str
    hosts: tuple[str, ...]
    fields: Mapping[str, str]
    shapes: tuple[Shape, ...]
    reserved: str = ""
    folded: frozenset[str] = frozenset({"name"})
    mention: str | None = None
    name_host: bool = False
    compiled: tuple[_Compiled, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Compile the shapes once."""
        object.__setattr__(self, "compiled", tuple(map(self._compile, self.shapes)))

    def link_for(self, url: Url) -> Link:
        """Name what `url` points at and give its normal form.

        Raises:
            LinkError: such links are refused on this site.
        """
        for compiled in self.compiled:
            values = _match(compiled, url)
            if values is not None:
                return self._link(compiled.shape, values)
        return Link(self.platform, Target.OTHER, url.plain)

    def _compile(self, shape: Shape) -> _Compiled:
        pairs = (pair.split("=", 1) for pair in shape.query.split("&") if pair)
        query = {name: self._pattern(value) for name, value in pairs}
        return _Compiled(shape, self._pattern(shape.path), MappingProxyType(query))

    def _pattern(self, text: str) -> re.Pattern[str]:
        def named(found: re.Match[str]) -> str:
            name = found[1]
            guard = f"(?!(?:{self.reserved})(?:/|$))" if name == "name" and self.reserved else ""
            return f"{guard}(?P<{name}>{self.fields[name]})"

        return re.compile(_FIELD.sub(named, text), re.IGNORECASE | re.ASCII)

    def _link(self, shape: Shape, values: Mapping[str, str]) -> Link:
        if isinstance(shape.outcome, LinkProblem):
            raise LinkError(shape.outcome, self.platform)
        folded = {
            name: value.lower() if name in self.folded else value for name, value in values.items()
        }
        # Brackets and stops are encoded: a reader of the text would cut them off the link's end.
        encoded = {name: quote(value, safe="+:") for name, value in folded.items()}
        normal = self.root + shape.normal.format_map(encoded)
        return Link(self.platform, shape.outcome, normal, folded.get("name") or folded.get("bot"))


def _match(compiled: _Compiled, url: Url) -> dict[str, str] | None:
    found = compiled.path.fullmatch(url.path)
    if found is None:
        return None
    values = found.groupdict()
    for name, pattern in compiled.query.items():
        in_query = pattern.fullmatch(url.query.get(name, ""))
        if in_query is None:
            return None
        values |= in_query.groupdict()
    return {name: value for name, value in values.items() if value is not None}
