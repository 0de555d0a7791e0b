/* Inline queries: "@bot words" in the composer asks the bot, its answers are listed above. */

import { byId, el } from "./dom.js";
import { askInline, chooseInline } from "./net.js";
import { toast } from "./notices.js";
import { actor, current, store } from "./store.js";

const PAUSE_MS = 250;
const NEAR_END = 80;
let timer = 0;
let asked = ""; // what the shown results answer
let next = ""; // where more of them begin; empty at the end

const start = () => `@${store.bot.username} `;
const fail = (error) => toast(error.message);

/* Returns whether the text is an inline query; asks the bot when the typing rests. */
export function askWhenInline(text) {
  clearTimeout(timer);
  if (!text.toLowerCase().startsWith(start().toLowerCase())) return false;
  const seat = current();
  asked = text.slice(start().length);
  next = "";
  timer = setTimeout(() => askInline(seat.id, asked, "", actor(seat)).catch(fail), PAUSE_MS);
  return true;
}

export function inlineText(query) {
  return start() + query;
}

/* `done` clears the composer; `open` follows the button above the results. */
export function showResults({ results, offset, next_offset: more, button, start_parameter: goal }, { done, open }) {
  const list = byId("commands");
  if (!list) return;
  const seat = current();
  const choose = (result) => {
    done();
    chooseInline(seat.id, result.id, actor(seat)).catch(fail);
  };
  const items = results.map((result) => el("button.result", {
    type: "button", testid: "inline-result", data: { command: "" }, onclick: () => choose(result),
  }, el("b", { dir: "auto" }, result.title), el("span", { dir: "auto" }, result.description)));
  const above = button && el("button.result.result-button", {
    type: "button", testid: "inline-button", data: { command: "" }, onclick: () => { done(); open(goal); },
  }, el("b", { dir: "auto" }, button));
  next = more;
  if (offset) list.append(...items);
  else list.replaceChildren(...(above ? [above] : []), ...items);
  list.onscroll = () => askForMore(list, seat);
}

function askForMore(list, seat) {
  if (!next || list.scrollHeight - list.scrollTop - list.clientHeight > NEAR_END) return;
  const offset = next;
  next = "";
  askInline(seat.id, asked, offset, actor(seat)).catch(fail);
}
