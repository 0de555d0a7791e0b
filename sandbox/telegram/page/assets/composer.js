/* Below the messages: START, composer, what is replied to, command menu, reply keyboard, files. */

import { byId, el, icon } from "./dom.js";
import { askWhenInline, showResults } from "./inline.js";
import { sendFile, sendText, setBlocked } from "./net.js";
import { toast } from "./notices.js";
import { actor, current, setActor, store } from "./store.js";

let chosen = -1;

export async function say(text, seat = current(), replyTo = null) {
  try {
    await sendText(seat.id, text, { as: actor(seat), replyTo });
  } catch (error) {
    toast(error.message);
  }
}

export function drawFooter() {
  const seat = current();
  const footer = byId("footer");
  if (!seat) return footer.replaceChildren();
  if (seat.blocked) return footer.replaceChildren(wide("UNBLOCK BOT", "unblock", () => setBlocked(seat.id, false)));
  if (seat.kind !== "group" && (store.payload || !seat.messages.size)) {
    return footer.replaceChildren(wide("START", "start", () => start(seat)));
  }
  const focused = footer.contains(document.activeElement);
  footer.replaceChildren(menu(seat), ...quoted(seat), row(seat), ...replyKeyboard(seat));
  grow();
  if (focused) field().focus();
  return undefined;
}

function start(seat) {
  const payload = store.payload;
  store.payload = null;
  history.replaceState(null, "", `${location.pathname}${location.hash}`);
  say(payload ? `/start ${payload}` : "/start", seat);
  drawFooter();
}

function wide(words, testid, onclick) {
  return el("button.wide-button", { type: "button", testid, onclick }, words);
}

const field = () => byId("field");

/* What is written next answers this message; `null` takes that back. */
export function replyTo(message) {
  const seat = current();
  seat.replyTo = message && message.id;
  drawFooter();
  field()?.focus();
}

function quoted(seat) {
  const message = seat.messages.get(seat.replyTo);
  if (!message) return [];
  const drop = el("button.icon-button", { type: "button", testid: "reply-cancel", "aria-label": "Do not reply", onclick: () => replyTo(null) }, icon("close"));
  return [el("div.quoted", { testid: "replying" }, icon("reply"), el("div.quoted-words", {},
    el("b", { dir: "auto" }, `Reply to ${message.from_bot ? store.bot.name : message.sender}`),
    el("span", { dir: "auto" }, message.text || message.file?.name || "")), drop)];
}

/* The message that is replied to, once: the next one stands for itself again. */
function takeReply(seat) {
  const taken = seat.replyTo;
  seat.replyTo = null;
  if (taken) drawFooter();
  return taken;
}

function row(seat) {
  const area = el("textarea", { id: "field", testid: "composer", rows: "1", dir: "auto", placeholder: "Message", "aria-label": "Message", autocomplete: "off" });
  area.value = seat.draft;
  area.addEventListener("input", () => { seat.draft = area.value; grow(); suggest(); });
  area.addEventListener("keydown", onKey);
  const send = el("button.icon-button.send", { id: "send", type: "button", testid: "send", "aria-label": "Send", onclick: submit }, icon("send"));
  const menuButton = seat.commands.length > 0
    && el("button.menu-button", { type: "button", testid: "commands", "aria-expanded": "false", onclick: toggleMenu }, "Menu");
  return el("div.composer", {}, menuButton, writer(seat), attach(seat), area, send);
}

function writer(seat) {
  if (seat.kind !== "group") return null;
  const options = seat.members.map((person) => el("option", { value: person.id, selected: person.id === actor(seat) }, person.name));
  return el("select", { testid: "writer", "aria-label": "Write as", onchange: (event) => setActor(seat, event.target.value) }, ...options);
}

function attach(seat) {
  const input = el("input", { type: "file", testid: "file-input", hidden: true, "aria-hidden": "true", tabindex: "-1" });
  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    const given = { as: actor(seat), replyTo: takeReply(seat) };
    for (const file of files) await sendFile(seat.id, file, given).catch((error) => toast(error.message));
  });
  const button = el("button.icon-button", { type: "button", testid: "attach", "aria-label": "Send a file", onclick: () => input.click() }, icon("clip"));
  return el("span", {}, input, button);
}

function submit() {
  const seat = current();
  const text = field().value.trim();
  if (!text) return;
  seat.draft = field().value = "";
  grow();
  closeMenu();
  say(text, seat, takeReply(seat));
  field().focus();
}

function grow() {
  const area = field();
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight + 2, 180)}px`;
  byId("send").disabled = !area.value.trim();
}

/* The command menu: by its button, or by typing a slash. */

function menu(seat) {
  const items = seat.commands.map(({ command, description }) => el("button.command", {
    type: "button", testid: `command-${command}`, data: { command }, onclick: () => run(command),
  }, el("b", {}, `/${command}`), el("span", { dir: "auto" }, description)));
  return el("div.commands", { id: "commands", testid: "command-list", role: "menu", "aria-label": "Commands", hidden: true }, ...items);
}

function run(command) {
  const seat = current();
  seat.draft = field().value = "";
  grow();
  closeMenu();
  say(`/${command}`, seat);
  field().focus();
}

/* Show an inline answer; `openBot(goal)` goes to the bot's own chat. */
export function offerResults(answer, openBot) {
  if (!field()) return;
  const done = () => {
    current().draft = "";
    drawFooter();
    field()?.focus();
  };
  showResults(answer, { done, open: openBot });
  mark(-1);
  open(shown().length > 0);
}

/* Put a text into the composer as if it was typed. */
export function type(text) {
  if (!field()) return;
  field().value = text;
  field().dispatchEvent(new Event("input"));
  field().focus();
}

const shown = () => [...byId("commands").children].filter((item) => !item.hidden);

function filter(prefix) {
  for (const item of byId("commands").children) item.hidden = !item.dataset.command.startsWith(prefix);
  mark(-1);
  open(shown().length > 0);
}

function open(yes) {
  byId("commands").hidden = !yes;
  document.querySelector(".menu-button")?.setAttribute("aria-expanded", String(yes));
}

function closeMenu() {
  open(false);
  mark(-1);
}

function toggleMenu() {
  if (byId("commands").hidden) filter("");
  else closeMenu();
}

function suggest() {
  if (askWhenInline(field().value)) return;
  if (byId("commands").querySelector(".result")) byId("commands").replaceWith(menu(current()));
  const typed = /^\/(\w*)$/.exec(field().value);
  if (typed) filter(typed[1].toLowerCase());
  else closeMenu();
}

function mark(index) {
  chosen = index;
  shown().forEach((item, place) => {
    item.classList.toggle("is-chosen", place === index);
    if (place === index) item.scrollIntoView({ block: "nearest" });
  });
}

function onKey(event) {
  const list = byId("commands").hidden ? [] : shown();
  if (event.key === "Escape") return byId("commands").hidden && current().replyTo ? replyTo(null) : closeMenu();
  if (list.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    return mark((Math.max(chosen, step > 0 ? -1 : 0) + step + list.length) % list.length);
  }
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return undefined;
  event.preventDefault();
  return list[chosen] ? list[chosen].click() : submit();
}

function replyKeyboard(seat) {
  const rows = seat.keyboard?.keyboard;
  if (!rows) return [];
  const words = (button) => (typeof button === "string" ? button : button.text);
  return [el("div.reply-keyboard", { testid: "reply-keyboard" }, ...rows.map((row_) => el("div.reply-row", {},
    ...row_.map((button) => el("button", { type: "button", testid: "reply-button", dir: "auto", onclick: () => say(words(button)) }, words(button))))))];
}
