"""Clients of outside services, each behind a protocol of the domain; httpx lives only here."""
