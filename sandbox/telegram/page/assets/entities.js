/* Telegram's formatting: text and entities (UTF-16 offsets, as JavaScript counts) to elements. */

import { el } from "./dom.js";
import { copy } from "./notices.js";

const SIMPLE = { bold: "b", italic: "i", underline: "u", strikethrough: "s" };
const BLOCKS = new Set(["PRE", "BLOCKQUOTE"]);
const BLOCK_TYPES = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = /^(https?|tg|mailto|tel):/i;

/* `actions` has openLink(url) and runCommand(text); `language` is for dates. */
export function formatted(text, entities, actions, language) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return render({ text, entities: sorted, actions, language }, 0, text.length, 0, sorted.length);
}

function render(source, start, end, from, to) {
  const nodes = [];
  let position = start;
  const words = (text, next) => {
    /* A block stands on its own line already: the line break beside it would be a second one. */
    let shown = BLOCKS.has(nodes.at(-1)?.nodeName) ? text.replace(/^\n/, "") : text;
    if (next && BLOCK_TYPES.has(next.type)) shown = shown.replace(/\n$/, "");
    if (shown) nodes.push(shown);
  };
  for (let index = from; index < to;) {
    const entity = source.entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    let next = index + 1;
    while (next < to && source.entities[next].offset < stop) next += 1;
    if (entity.offset > position) words(source.text.slice(position, entity.offset), entity);
    const inner = render(source, Math.max(entity.offset, position), stop, index + 1, next);
    nodes.push(wrap(entity, inner, source.text.slice(entity.offset, stop), source));
    position = stop;
    index = next;
  }
  if (position < end) words(source.text.slice(position, end));
  return nodes;
}

function wrap(entity, inner, text, source) {
  const { actions, language } = source;
  if (SIMPLE[entity.type]) return el(SIMPLE[entity.type], {}, ...inner);
  switch (entity.type) {
    case "code": return el("code", { title: "Copy", onclick: () => copy(text) }, ...inner);
    case "pre": return preformatted(entity, inner, text);
    case "blockquote": return el("blockquote", { dir: "auto" }, ...inner);
    case "expandable_blockquote": return expandable(inner);
    case "spoiler": return spoiler(inner);
    case "date_time": return moment(entity, inner, language);
    case "url": return link(/^\w+:/.test(text) ? text : `http://${text}`, inner, actions);
    case "text_link": return link(entity.url, inner, actions);
    case "email": return link(`mailto:${text}`, inner, actions);
    case "bot_command": return el("button.linklike", { type: "button", onclick: () => actions.runCommand(text) }, ...inner);
    case "mention": case "hashtag": case "cashtag": case "text_mention":
      return el("span.linklike", {}, ...inner);
    default: return el("span", {}, ...inner);
  }
}

function link(url, inner, actions) {
  if (!SAFE.test(url)) return el("span", {}, ...inner);
  const open = (event) => { event.preventDefault(); actions.openLink(url); };
  return el("a", { href: url, rel: "noopener noreferrer", target: "_blank", onclick: open }, ...inner);
}

function preformatted(entity, inner, text) {
  const node = el("pre", { title: "Copy", onclick: () => copy(text) });
  if (entity.language) node.append(el("span.pre-language", {}, entity.language));
  node.append(el("span", {}, ...inner));
  return node;
}

function expandable(inner) {
  const body = el("div.quote-body.is-short", { dir: "auto" }, ...inner);
  const more = el("button.quote-more", { type: "button", "aria-expanded": "false", testid: "quote-more" }, "Show more");
  more.addEventListener("click", () => {
    const short = body.classList.toggle("is-short");
    more.textContent = short ? "Show more" : "Show less";
    more.setAttribute("aria-expanded", String(!short));
  });
  return el("blockquote", {}, body, more);
}

function spoiler(inner) {
  const node = el("span.spoiler", { role: "button", tabindex: "0", "aria-label": "Hidden text: show" }, ...inner);
  const open = () => {
    node.classList.add("is-open");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", open);
  node.addEventListener("keydown", (event) => { if (event.key === "Enter") open(); });
  return node;
}

function moment(entity, inner, language) {
  const date = new Date(entity.unix_time * 1000);
  const format = entity.date_time_format || "";
  const full = date.toLocaleString(language, { dateStyle: "full", timeStyle: "short" });
  const node = el("time.moment", { datetime: date.toISOString(), title: full, data: { format } });
  if (format) node.textContent = dateText(date, format, language);
  else node.append(...inner);
  return node;
}

function dateText(date, format, language) {
  if (format === "r") return relative(date, language);
  const options = {};
  if (format.includes("w")) options.weekday = "long";
  if (/d/i.test(format)) Object.assign(options, { day: "numeric", month: format.includes("D") ? "long" : "2-digit", year: format.includes("D") ? "numeric" : "2-digit" });
  if (/t/i.test(format)) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (format.includes("T")) options.second = "2-digit";
  return new Intl.DateTimeFormat(language, options).format(date);
}

function relative(date, language) {
  const seconds = (date - Date.now()) / 1000;
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = units.find(([, each]) => Math.abs(seconds) >= each) || units[3];
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

export function refreshMoments(language) {
  for (const node of document.querySelectorAll('time[data-format="r"]')) {
    node.textContent = relative(new Date(node.dateTime), language);
  }
}
