/* One message: bubble, file, meta line and inline keyboard. */

import { el, fileSize, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { copy } from "./notices.js";
import { clockTime, languageOf } from "./store.js";

/* The first letter of the last line is Hebrew or Arabic: the time gets a line of its own. */
const RTL = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/* `actions`: openLink(url), runCommand(text), share(query), reply(message), press(message, button, place). */
export function messageNode(seat, message, actions, still) {
  const side = message.from_bot ? "from-bot" : "from-person";
  const node = el(`div.message.${side}`, {
    testid: "message", data: { messageId: message.id, from: message.from_bot ? "bot" : "person" },
  });
  if (still) node.classList.add("is-still");
  node.append(bubble(seat, message, actions));
  if (message.rows.length) node.append(keyboard(message, actions));
  return node;
}

function bubble(seat, message, actions) {
  const node = el("div.bubble");
  if (message.text) node.classList.add("has-text");
  if (seat.kind === "group") node.append(el("span.sender", { dir: "auto" }, message.sender));
  if (message.via) node.append(el("span.via", { testid: "via", dir: "ltr" }, `via @${message.via}`));
  const quoted = message.reply_to && seat.messages.get(message.reply_to);
  if (quoted) node.append(el("div.reply", { dir: "auto" }, quoted.text || quoted.file?.name || ""));
  if (message.file) node.append(filePart(message));
  if (message.text) {
    const parts = formatted(message.text, message.entities, actions, languageOf(seat));
    const text = el("div.text", { dir: "auto", testid: "message-text" }, ...parts);
    text.classList.toggle("is-rtl", RTL.test(message.text.split("\n").at(-1)));
    text.style.setProperty("--meta", `${metaWidth(message)}px`);
    node.append(text);
  }
  if (message.reactions.length) {
    const marks = message.reactions.map((mark) => el("span.reaction", { testid: "reaction" }, mark));
    node.append(el("div.reactions", {}, ...marks));
  }
  node.append(meta(seat, message), replyButton(message, actions));
  return node;
}

function replyButton(message, actions) {
  const reply = () => actions.reply(message);
  return el("button.answer", { type: "button", testid: "reply", title: "Reply", "aria-label": "Reply", onclick: reply }, icon("reply"));
}

function metaWidth(message) {
  return 42 + (message.edited ? 42 : 0) + (message.pinned ? 16 : 0);
}

function meta(seat, message) {
  return el("span.meta", {},
    message.pinned && icon("pin"),
    message.edited && el("span", { testid: "edited" }, "edited"),
    el("time", { datetime: new Date(message.date * 1000).toISOString() }, clockTime(message.date, seat)));
}

function filePart(message) {
  const { file } = message;
  const url = `/chat/files/${encodeURIComponent(file.id)}`;
  if (file.photo) {
    const photo = el("img.photo", { src: url, alt: message.text || file.name, testid: "photo", loading: "lazy" });
    if (!message.text) photo.classList.add("is-last");
    return photo;
  }
  return el("a.file", { href: url, download: file.name, testid: "document", "aria-label": `Download ${file.name}` },
    el("span.file-icon", {}, icon("file")),
    el("span", {},
      el("span.file-name", { dir: "auto" }, file.name), el("br"),
      el("span.file-size", {}, fileSize(file.size))));
}

function keyboard(message, actions) {
  const rows = message.rows.map((row, y) => el("div.keyboard-row", {},
    ...row.map((button, x) => keyNode(message, button, actions, `${y}.${x}`))));
  return el("div.keyboard", { role: "group", "aria-label": "Buttons" }, ...rows);
}

function keyNode(message, button, actions, place) {
  const words = el("span.key-words", {}, button.text);
  const data = { text: button.text, place };
  if (button.style) data.style = button.style;
  const shared = { testid: "button", data, title: button.text };
  if (button.url) {
    const open = (event) => { event.preventDefault(); actions.openLink(button.url); };
    return el("a.key", { ...shared, href: button.url, rel: "noopener noreferrer", target: "_blank", onclick: open, "aria-label": `${button.text}, link` }, words, icon("link"));
  }
  if (button.copy_text) {
    const take = () => copy(button.copy_text.text);
    return el("button.key", { ...shared, type: "button", onclick: take, "aria-label": `${button.text}, copy` }, words, icon("copy"));
  }
  if (button.switch_inline_query !== undefined) {
    const share = () => actions.share(button.switch_inline_query);
    return el("button.key", { ...shared, type: "button", onclick: share, "aria-label": `${button.text}, in another chat` }, words, icon("link"));
  }
  if (button.callback_data === undefined) {
    return el("button.key", { ...shared, type: "button", disabled: true }, words);
  }
  data.callback = button.callback_data;
  return el("button.key", { ...shared, type: "button", onclick: (event) => actions.press(message, button, event.currentTarget) }, words);
}
