/* Keeps the page in step: while the whole state is on its way, events wait behind it. */

/* `take(whole)` loads and draws the state; `handle(event)` applies one event to it.
   An event is never overtaken by a state that is older than it, and requests that come
   while one is under way share the next. */
export function inStep(take, handle) {
  const held = [];
  let busy = false;
  let wanted = null;

  async function load(whole = false) {
    wanted = wanted || whole;
    if (busy) return;
    busy = true;
    try {
      while (wanted !== null) {
        const next = wanted;
        wanted = null;
        await take(next).finally(() => held.splice(0).forEach(handle));
      }
    } finally {
      busy = false;
    }
  }

  function receive(event) {
    if (busy) held.push(event);
    else handle(event);
  }

  return { load, receive };
}
