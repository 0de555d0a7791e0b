"""What a customer's next message means."""

from aiogram.fsm.state import State, StatesGroup


class Leaving(StatesGroup):
    word = State()
    """The word that deletes the account; what would be lost is in the form's data."""
