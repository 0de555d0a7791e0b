"""What typed text means to the shop feature: an answer to its form, or a search."""

from aiogram.fsm.state import State, StatesGroup


class Ordering(StatesGroup):
    filling = State()
