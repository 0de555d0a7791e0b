"""What an operator's next text means."""

from aiogram.fsm.state import State, StatesGroup


class Deciding(StatesGroup):
    upstream_id = State()
    """The provider's id of an order that was found there."""
    order_number = State()
    """The order's own number, typed as a second yes before it is sent again."""


class Editing(StatesGroup):
    text = State()
    """New words of a service, or its rule of price."""
