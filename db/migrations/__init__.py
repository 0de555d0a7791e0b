"""Migrations of the shop's database, applied by `db.migrate`."""
