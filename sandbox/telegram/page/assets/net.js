/* Talking to the server: what people do goes out, events come in. */

const GUARD = { "X-Local-Telegram": "1" };

async function post(path, body, headers = {}) {
  const answer = await fetch(path, { method: "POST", headers: { ...GUARD, ...headers }, body });
  const result = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(result.error || `The server answered ${answer.status}`);
  return result;
}

function postJson(path, data) {
  return post(path, JSON.stringify(data), { "Content-Type": "application/json" });
}

export const loadState = () => fetch("/chat/state").then((answer) => answer.json());
export const sendText = (seat, text, { as, replyTo } = {}) => postJson(`/chat/seats/${seat}/send`, { text, as, reply_to: replyTo });
export const press = (seat, message_id, data, as) => postJson(`/chat/seats/${seat}/press`, { message_id, data, as });
export const setBlocked = (seat, blocked) => postJson(`/chat/seats/${seat}/block`, { blocked });

export const askInline = (seat, text, offset, as) => postJson(`/chat/seats/${seat}/inline`, { text, offset, as });
export const chooseInline = (seat, result_id, as) => postJson(`/chat/seats/${seat}/inline`, { result_id, as });

export function sendFile(seat, file, { as, replyTo } = {}) {
  const form = new FormData();
  form.append("file", file, file.name);
  if (as) form.append("as", as);
  if (replyTo) form.append("reply_to", replyTo);
  return post(`/chat/seats/${seat}/document`, form);
}

/* Calls `onEvent` for every event; `onUp(true)` after each (re)connection, `onUp(false)` when cut. */
export function listen(onEvent, onUp) {
  const source = new EventSource("/chat/events");
  source.onmessage = (message) => {
    const event = JSON.parse(message.data);
    if (event.event === "hello") onUp(true);
    else onEvent(event);
  };
  source.onerror = () => onUp(false);
}
