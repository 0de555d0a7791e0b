"""Answers to presses of buttons and to inline queries."""

from aiogram.methods import AnswerCallbackQuery, AnswerInlineQuery

from sandbox.telegram.desk import Desk, Handlers
from sandbox.telegram.inline import read_answer
from sandbox.telegram.limits import check_answer


def answer_callback_query(desk: Desk, call: AnswerCallbackQuery) -> bool:
    """Stop the spinner on the button; show a toast or an alert when there is a text."""
    text = check_answer(call.text or "")
    query = desk.queries.take(call.callback_query_id)
    answer = {
        "query_id": query.id,
        "text": text,
        "alert": bool(call.show_alert),
        "url": call.url,
    }
    desk.cloud.toasts[query.person_id].append(answer)
    desk.cloud.changed("answer", person_id=query.person_id, **answer)
    return True


def answer_inline_query(desk: Desk, call: AnswerInlineQuery) -> bool:
    """Show the results of an inline query to the one who typed it."""
    answer = read_answer(call)
    query = desk.queries.take(call.inline_query_id)
    desk.inline_answers[query.person_id] = answer
    desk.cloud.changed("inline", person_id=query.person_id, offset=query.data, **answer.shown())
    return True


HANDLERS: Handlers = {
    AnswerCallbackQuery: answer_callback_query,
    AnswerInlineQuery: answer_inline_query,
}
