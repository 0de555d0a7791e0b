/* Inline queries: "@bot words" in the composer asks the bot, its answers are listed above. */

import { byId, el } from "./dom.js";
import { askInline, chooseInline } from "./net.js";
import { toast } from "./notices.js";
import { actor, current, store } from "./store.js";

const PAUSE_MS = 250;
let timer = 0;

/* Returns whether the text is an inline query; asks the bot when the typing rests. */
export function askWhenInline(text) {
  const start = `@${store.bot.username} `;
  clearTimeout(timer);
  if (!text.toLowerCase().startsWith(start.toLowerCase())) return false;
  const seat = current();
  const ask = () => askInline(seat.id, text.slice(start.length), actor(seat));
  timer = setTimeout(() => ask().catch((error) => toast(error.message)), PAUSE_MS);
  return true;
}

export function showResults(results, done) {
  const seat = current();
  const choose = (result) => {
    done();
    chooseInline(seat.id, result.id, actor(seat)).catch((error) => toast(error.message));
  };
  byId("commands")?.replaceChildren(...results.map((result) => el("button.command", {
    type: "button", testid: "inline-result", data: { command: "" }, onclick: () => choose(result),
  }, el("b", { dir: "auto" }, result.title), el("span", { dir: "auto" }, result.description))));
}
