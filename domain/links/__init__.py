"""Links of customers: recognised, cleaned and matched to services, and never opened."""

from domain.links.model import MAX_LINK_LENGTH, Link, LinkError, LinkProblem
from domain.links.parse import check_link, parse_link

__all__ = ["MAX_LINK_LENGTH", "Link", "LinkError", "LinkProblem", "check_link", "parse_link"]
