"""What typed text means to the orders feature: what to look for."""

from aiogram.fsm.state import State, StatesGroup


class Finding(StatesGroup):
    order = State()
