"""The client of upstream providers that speak the form-encoded "API v2"."""
