/* Toasts, alerts, the question before a link is opened, and copying. */

import { byId, el } from "./dom.js";

export function toast(text) {
  const node = el("div.toast", { testid: "toast", dir: "auto" }, text);
  byId("toasts").append(node);
  setTimeout(() => node.remove(), Math.max(2800, text.length * 55));
}

function dialog(title, text, buttons, testid) {
  const node = el("dialog", { testid, "aria-label": title || text });
  if (title) node.append(el("h2", {}, title));
  node.append(el("p", { dir: "auto", testid: `${testid}-text` }, text));
  const row = el("div.dialog-buttons");
  for (const [words, name, action] of buttons) {
    const close = () => { node.close(); action?.(); };
    row.append(el("button", { type: "button", testid: `${testid}-${name}`, onclick: close }, words));
  }
  node.append(row);
  node.addEventListener("close", () => node.remove());
  document.body.append(node);
  node.showModal();
  row.lastChild.focus();
}

export function alertBox(text) {
  dialog("", text, [["OK", "ok"]], "alert");
}

export function askToOpen(url) {
  const open = () => window.open(url, "_blank", "noopener,noreferrer");
  dialog("Open this link?", url, [["Cancel", "cancel"], ["Open", "open", open]], "open-link");
}

/* Ask for one of several chats; `chats` are pairs of a name and what to do there. */
export function askWhere(chats) {
  const buttons = chats.map(([name, go], place) => [name, `chat-${place}`, go]);
  dialog("Share", "In which chat?", [["Cancel", "cancel"], ...buttons], "share");
}

export async function copy(text, what = "Copied to clipboard") {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", {}, text);
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast(what);
}
