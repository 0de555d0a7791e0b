"""Browsing, finding and ordering services: platform, kind, service, form, confirm, pay."""
