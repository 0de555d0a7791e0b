/* The page: takes events, keeps the store, redraws what changed. */

import { drawFooter, offerResults, replyTo, say, type } from "./composer.js";
import { byId, el, icon } from "./dom.js";
import { refreshMoments } from "./entities.js";
import { inlineText } from "./inline.js";
import { inStep } from "./instep.js";
import { addMessage, changeMessage, drawLog, goToEnd, isAtEnd, isDrawn, keepAtEnd, removeMessage } from "./log.js";
import { listen, loadState, press, setBlocked } from "./net.js";
import { alertBox, askToOpen, askWhere, toast } from "./notices.js";
import { drawSeats } from "./seats.js";
import { actor, current, initials, languageOf, store, takeState, tone } from "./store.js";
import { startTheme } from "./theme.js";

const TYPING_MS = 5000;
const SPINNER_MS = 15000;
const waiting = new Map();
const answered = new Set();

const actions = {
  openLink(url) {
    const own = new RegExp(`^https?://t\\.me/${store.bot.username}\\?start=([\\w-]{1,64})$`, "i").exec(url);
    if (!own) return askToOpen(url);
    return openBot(own[1]);
  },
  /* A button that types an inline query into a chat of one's choice. */
  share(query) {
    const seat = current();
    const chats = sharedWith(actor(seat) ?? seat.id);
    askWhere(chats.map((chat) => [chat.kind === "group" ? chat.name : chat.bot.name, () => {
      choose(chat.id);
      type(inlineText(query));
    }]));
  },
  runCommand: (text) => say(text),
  reply: replyTo,
  async press(message, button, node) {
    if (node.classList.contains("is-busy")) return;
    const seat = current();
    busy(node, true);
    try {
      const { query_id: id } = await press(seat.id, message.id, button.callback_data, actor(seat));
      if (answered.delete(id)) busy(node, false);
      else waiting.set(id, node);
      setTimeout(() => { busy(node, false); waiting.delete(id); }, SPINNER_MS);
    } catch (error) {
      busy(node, false);
      toast(error.message);
    }
  },
};

function openBot(goal) {
  const seat = current();
  if (seat.kind === "group") choose(actor(seat));
  return say(`/start ${goal}`);
}

/* The chats that a person is in: with the bot, and groups. */
function sharedWith(person) {
  const isIn = (seat) => seat.id === person || seat.members?.some((member) => member.id === person);
  return [...store.seats.values()].filter(isIn);
}

function busy(node, yes) {
  node.classList.toggle("is-busy", yes);
  node.setAttribute("aria-busy", String(yes));
}

function choose(id, fromHash = false) {
  store.current = store.seats.has(id) ? id : null;
  byId("app").classList.toggle("in-chat", store.current !== null);
  const seat = current();
  if (seat) seat.unread = 0;
  if (!fromHash) history.pushState(null, "", seat ? `#${id}` : location.pathname + location.search);
  drawSeats(choose);
  drawHeader();
  drawFooter();
  if (!seat) return;
  drawLog(seat, actions);
  if (window.matchMedia("(min-width: 721px)").matches) byId("field")?.focus();
}

function drawHeader() {
  const seat = current();
  drawConnection();
  if (!seat) return;
  const group = seat.kind === "group";
  const name = group ? seat.name : seat.bot.name;
  byId("chat-title").textContent = name;
  byId("chat-avatar").textContent = initials(name);
  byId("chat-avatar").dataset.tone = group ? tone(seat.id) : "0";
  byId("you").textContent = group ? `${seat.members.length} people` : `You are ${seat.name}`;
  const words = seat.blocked ? "Unblock the bot" : "Block the bot";
  byId("block").setAttribute("aria-label", words);
  byId("block").title = words;
  byId("block").hidden = group || !seat.started;
  drawTyping();
}

function drawTyping() {
  const seat = current();
  if (!seat) return;
  const line = byId("chat-status");
  const typing = seat.typingUntil > Date.now();
  line.classList.toggle("is-live", typing);
  if (!typing) {
    line.textContent = seat.kind === "group" ? "group" : `bot · @${store.bot.username}`;
    return;
  }
  const words = seat.action.startsWith("upload") ? "sending a file" : "typing";
  const dots = el("span.dots", { "aria-hidden": "true" }, el("span", {}, "."), el("span", {}, "."), el("span", {}, "."));
  line.replaceChildren(el("span", { testid: "typing" }, words), dots);
}

function drawConnection() {
  const online = store.online && store.connected;
  byId("connection").textContent = !store.online ? "waiting for the local server…" : online ? "the bot is connected" : "the bot is not connected";
  byId("connection").classList.toggle("is-live", online);
  byId("offline").hidden = online;
}

function drawLinks() {
  byId("links").replaceChildren(...store.links.map(({ words, url }) => el("a", { href: url, target: "_blank", rel: "noopener", testid: "header-link" }, words)));
}

/* Takes the server's state: after a (re)connection the chat is chosen anew, else it stays. */
async function take(anew) {
  takeState(await loadState());
  if (anew) drawAnew();
  else redraw();
}

function drawAnew() {
  document.title = `${store.bot.name} · Local Telegram`;
  drawLinks();
  const wanted = Number(location.hash.slice(1)) || store.current;
  const first = window.matchMedia("(min-width: 721px)").matches || store.payload ? [...store.seats.keys()][0] : null;
  choose(store.seats.has(wanted) ? wanted : first, true);
}

const on = {
  message({ chat_id: id, message, keyboard }) {
    const seat = store.seats.get(id);
    if (!seat || !message) return;
    const wasFirst = !seat.messages.size;
    const known = seat.messages.has(message.id);
    const keyboardChanged = JSON.stringify(seat.keyboard) !== JSON.stringify(keyboard);
    seat.messages.set(message.id, message);
    Object.assign(seat, { keyboard, started: true });
    if (message.from_bot) seat.typingUntil = 0;
    if (id !== store.current) seat.unread += message.from_bot ? 1 : 0;
    else if (known) changeMessage(seat, message, actions);
    else {
      addMessage(seat, message, actions);
      if (wasFirst || keyboardChanged) drawFooter();
      drawHeader();
      if (wasFirst) byId("field")?.focus();
    }
    drawSeats(choose);
  },
  edit({ chat_id: id, message }) {
    const seat = store.seats.get(id);
    if (!seat || !message) return;
    seat.messages.set(message.id, message);
    seat.typingUntil = 0;
    if (id === store.current) {
      changeMessage(seat, message, actions);
      drawTyping();
    }
    drawSeats(choose);
  },
  delete({ chat_id: id, message_id: messageId }) {
    const seat = store.seats.get(id);
    seat?.messages.delete(messageId);
    if (seat && id === store.current) removeMessage(seat, messageId);
    drawSeats(choose);
  },
  action({ chat_id: id, action }) {
    const seat = store.seats.get(id);
    if (!seat) return;
    Object.assign(seat, { action, typingUntil: Date.now() + TYPING_MS });
    drawTyping();
    setTimeout(drawTyping, TYPING_MS + 50);
  },
  answer({ person_id: person, query_id: id, text, alert, url }) {
    const node = waiting.get(id);
    if (node) busy(node, false);
    else answered.add(id);
    waiting.delete(id);
    const seat = current();
    if (!seat || (actor(seat) ?? seat.id) !== person) return;
    if (url) actions.openLink(url);
    if (text) (alert ? alertBox : toast)(text);
  },
  inline({ person_id: person, ...answer }) {
    const seat = current();
    if (seat && (actor(seat) ?? seat.id) === person) offerResults(answer, openBot);
  },
  connected({ connected }) {
    store.connected = connected;
    drawConnection();
  },
  seats: () => step.load(),
  commands: () => step.load(),
  bot: () => step.load(),
};

const step = inStep(take, (event) => on[event.event]?.(event));

/* Names, menus and people changed: what is on the screen stays, unless messages came or went. */
function redraw() {
  drawSeats(choose);
  if (!current()) return;
  drawHeader();
  drawFooter();
  if (!current().messages.size || !isDrawn(current())) drawLog(current(), actions);
}

function begin() {
  startTheme();
  byId("back").append(icon("back"));
  byId("to-end").append(icon("down"));
  byId("block").append(icon("block"));
  byId("back").addEventListener("click", () => choose(null));
  byId("to-end").addEventListener("click", () => goToEnd(true));
  byId("block").addEventListener("click", () => setBlocked(current().id, !current().blocked));
  keepAtEnd();
  byId("scroller").addEventListener("scroll", () => { if (isAtEnd()) byId("to-end").hidden = true; });
  window.addEventListener("popstate", () => choose(Number(location.hash.slice(1)), true));
  setInterval(() => refreshMoments(languageOf(current())), 20000);
  listen(step.receive, (up) => {
    store.online = up;
    if (up) step.load(true);
    else drawConnection();
  });
}

begin();
