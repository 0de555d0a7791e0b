"""An order's way: quote, place, submit, poll, settle, reconcile, and its history."""
