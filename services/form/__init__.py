"""The order form: a draft in the database, filled one field at a time."""
