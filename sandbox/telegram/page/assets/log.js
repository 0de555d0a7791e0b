/* The messages of the open chat: drawn whole, added at the end, changed in place. */

import { messageNode } from "./bubble.js";
import { byId, el } from "./dom.js";
import { languageOf } from "./store.js";

const scroller = () => byId("scroller");
const NEAR_END = 120;
let following = true; // the newest message stays in sight until somebody scrolls up

export function isAtEnd() {
  const box = scroller();
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
}

export function goToEnd(smooth = false) {
  scroller().scrollTo({ top: scroller().scrollHeight, behavior: smooth ? "smooth" : "instant" });
  byId("to-end").hidden = true;
  following = true;
}

/* A keyboard that opens, or a window that shrinks, leaves the newest message in sight. */
export function keepAtEnd() {
  let top = 0;
  scroller().addEventListener("scroll", () => {
    const up = scroller().scrollTop < top;
    top = scroller().scrollTop;
    following = isAtEnd() || (following && !up);
  }, { passive: true });
  new ResizeObserver(() => { if (following) goToEnd(); }).observe(scroller());
}

/* Whether just these messages are on the screen, in their order. */
export function isDrawn(seat) {
  const drawn = [...byId("log").querySelectorAll("[data-message-id]")].map((node) => node.dataset.messageId);
  return drawn.join() === [...seat.messages.keys()].join();
}

export function drawLog(seat, actions) {
  const log = byId("log");
  const children = [];
  let before = null;
  for (const message of seat.messages.values()) {
    if (!before || dayOf(before) !== dayOf(message)) children.push(dayLine(message, seat));
    const node = messageNode(seat, message, actions, true);
    join(children.at(-1), node, before, message);
    children.push(node);
    before = message;
  }
  log.replaceChildren(...(children.length ? children : [about(seat)]));
  goToEnd();
}

function join(previous, node, before, message) {
  if (!before || before.from_bot !== message.from_bot || before.sender !== message.sender) return;
  if (!previous.classList.contains("message")) return;
  node.classList.add("is-joined");
  if (!before.rows.length) previous.classList.add("has-next");
}

export function addMessage(seat, message, actions) {
  const log = byId("log");
  const list = [...seat.messages.values()];
  const before = list.at(-2);
  const stay = message.from_bot && !following;
  if (!before) log.replaceChildren();
  if (!before || dayOf(before) !== dayOf(message)) log.append(dayLine(message, seat));
  const node = messageNode(seat, message, actions, false);
  if (log.lastElementChild) join(log.lastElementChild, node, before, message);
  log.append(node);
  if (stay) byId("to-end").hidden = false;
  else goToEnd(true);
}

/* A changed message keeps its place, its neighbours and the focus on its buttons. */
export function changeMessage(seat, message, actions) {
  const old = byId("log").querySelector(`[data-message-id="${message.id}"]`);
  if (!old) return;
  const atEnd = following;
  const place = old.contains(document.activeElement) && document.activeElement.dataset.place;
  const node = messageNode(seat, message, actions, true);
  for (const name of ["is-joined", "has-next"]) node.classList.toggle(name, old.classList.contains(name));
  old.replaceWith(node);
  if (place) (node.querySelector(`[data-place="${place}"]`) || node.querySelector(".key"))?.focus();
  if (atEnd) goToEnd();
}

export function removeMessage(seat, id) {
  byId("log").querySelector(`[data-message-id="${id}"]`)?.remove();
  if (!seat.messages.size) byId("log").replaceChildren(about(seat));
}

function dayOf(message) {
  return new Date(message.date * 1000).toDateString();
}

function dayLine(message, seat) {
  const date = new Date(message.date * 1000);
  const today = date.toDateString() === new Date().toDateString();
  const words = today ? "Today" : date.toLocaleDateString(languageOf(seat), { day: "numeric", month: "long" });
  return el("div.day", {}, words);
}

function about(seat) {
  const bot = seat.bot || {};
  const title = bot.description ? "What can this bot do?" : "No messages here yet";
  const text = bot.description || (seat.kind === "group" ? "Say something to everybody in the group." : "Press START to begin.");
  return el("div.about", { testid: "about", dir: "auto" }, el("b", {}, title), text);
}
