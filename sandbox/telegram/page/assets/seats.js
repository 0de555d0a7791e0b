/* The list of chats: one person's phone each, newest message, unread badge. */

import { byId, el } from "./dom.js";
import { clockTime, initials, lastMessage, store, tone } from "./store.js";

export function drawSeats(choose) {
  const focused = document.activeElement?.dataset?.testid;
  byId("seats").replaceChildren(...[...store.seats.values()].map((seat) => seatButton(seat, choose)));
  if (focused?.startsWith("seat-")) byId("seats").querySelector(`[data-testid="${focused}"]`)?.focus();
}

function seatButton(seat, choose) {
  const last = lastMessage(seat);
  const badge = seat.unread > 0 && el("span.badge", { testid: `unread-${seat.id}`, "aria-label": `${seat.unread} unread` }, String(seat.unread));
  return el("button.seat", { type: "button", testid: `seat-${seat.id}`, "aria-current": String(seat.id === store.current), onclick: () => choose(seat.id) },
    el("div.avatar", { "aria-hidden": "true", data: { tone: tone(seat.id) } }, initials(seat.name)),
    el("div.seat-body", {},
      el("div.seat-line", {},
        el("span.seat-name", { dir: "auto" }, seat.name),
        last && el("span.seat-soft", {}, clockTime(last.date, seat))),
      el("div.seat-line", {},
        el("span.seat-soft.seat-preview", { dir: "auto" }, preview(seat, last)),
        badge)));
}

function preview(seat, last) {
  if (!last) return seat.kind === "group" ? "No messages yet" : "Has not started the bot yet";
  const words = last.text || (last.file?.photo ? "Photo" : last.file?.name) || "";
  const who = seat.kind === "group" ? `${last.sender}: ` : last.from_bot ? "" : "You: ";
  return (who + words).replace(/\s+/g, " ").slice(0, 90);
}
