"""What a customer's next message means."""

from aiogram.fsm.state import State, StatesGroup


class Leaving(StatesGroup):
    word = State()
    """The word that deletes the account; what would be lost is in the form's data."""


class ApiForm(StatesGroup):
    cap = State()
    """The most that a day's orders by API may cost."""
    addresses = State()
    """Where requests may come from."""
