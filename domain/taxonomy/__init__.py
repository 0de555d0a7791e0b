"""What a provider's category and name say about a service."""

from domain.taxonomy.recognise import Recognised, recognise
from domain.taxonomy.refills import LIFETIME_DAYS

__all__ = ["LIFETIME_DAYS", "Recognised", "recognise"]
