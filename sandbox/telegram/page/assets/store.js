/* What the page knows: seats with their messages, who is shown, what is unread. */

export const store = {
  seats: new Map(),
  current: null,
  bot: { name: "Bot", username: "bot" },
  connected: false,
  online: true,
  links: [],
  payload: new URLSearchParams(location.search).get("start"),
};

const actors = new Map();

export function takeState(state) {
  const old = store.seats;
  store.seats = new Map(state.seats.map((seat) => {
    const before = old.get(seat.id);
    const messages = new Map(seat.messages.map((message) => [message.id, message]));
    const kept = { unread: before?.unread || 0, typingUntil: 0, draft: before?.draft || "", replyTo: before?.replyTo || null };
    return [seat.id, { ...seat, ...kept, messages }];
  }));
  Object.assign(store, { bot: state.bot, connected: state.connected, links: state.links });
}

export function current() {
  return store.seats.get(store.current);
}

/* In a group somebody has to be chosen as the writer; elsewhere the seat is the person. */
export function actor(seat) {
  if (seat.kind !== "group") return undefined;
  return actors.get(seat.id) || seat.members[0]?.id;
}

export function setActor(seat, person) {
  actors.set(seat.id, Number(person));
}

export function lastMessage(seat) {
  return [...seat.messages.values()].at(-1);
}

export function tone(id) {
  return String(Math.abs(id) % 7);
}

export function initials(name) {
  return [...name.trim()].slice(0, 1).join("").toUpperCase() || "?";
}

export function languageOf(seat) {
  try {
    return Intl.getCanonicalLocales(seat?.language || "en")[0];
  } catch {
    return "en";
  }
}

export function clockTime(seconds, seat) {
  return new Date(seconds * 1000).toLocaleTimeString(languageOf(seat), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}
