"""Tables, one module for each area; `db.schema` gathers them."""
