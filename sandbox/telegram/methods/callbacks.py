"""Answers to presses of buttons and to inline queries."""

from aiogram.methods import AnswerCallbackQuery, AnswerInlineQuery

from sandbox.telegram.desk import Desk, Handlers
from sandbox.telegram.limits import check_answer
from sandbox.telegram.refusals import bad_request

MAX_INLINE_RESULTS = 50


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
    if len(call.results) > MAX_INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    identifiers = [result.id for result in call.results]
    if len(set(identifiers)) < len(identifiers):
        raise bad_request("RESULT_ID_DUPLICATE")
    query = desk.queries.take(call.inline_query_id)
    results = [
        result.model_dump(exclude_none=True, exclude_defaults=True) | {"id": result.id}
        for result in call.results
    ]
    desk.inline_answers[query.person_id] = results
    shown = [
        {name: result.get(name, "") for name in ("id", "title", "description")}
        for result in results
    ]
    desk.cloud.changed("inline", person_id=query.person_id, results=shown)
    return True


HANDLERS: Handlers = {
    AnswerCallbackQuery: answer_callback_query,
    AnswerInlineQuery: answer_inline_query,
}
