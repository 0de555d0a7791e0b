"""What a customer's next message means."""

from aiogram.fsm.state import State, StatesGroup


class Writing(StatesGroup):
    first = State()
    """The words that open a ticket; its subject is in the form's data."""
    more = State()
    """Words for a ticket that is open; its number is in the form's data."""
