"use strict";
const byId = (id) => document.getElementById(id);
const ACTS = { start: "Start", progress: "+25%", complete: "Complete", partial: "Partial", cancel: "Cancel" };
const rows = new Map();
let paused = false;

function make(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
function clock(seconds) {
  const whole = Math.floor(seconds), pad = (number) => String(number).padStart(2, "0");
  const [days, hours, minutes] = [whole / 86400, (whole / 3600) % 24, (whole / 60) % 60].map(Math.floor);
  return (days ? `${days} d ` : "") + (days || hours ? `${hours}:${pad(minutes)}` : minutes) + `:${pad(whole % 60)}`;
}
function ago(seconds) {
  if (seconds < 90) return `${Math.floor(seconds)} s ago`;
  if (seconds < 5400) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 172800 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86400)} days ago`;
}

function newRow(order) {
  const row = make("tr"), cell = (name) => row.appendChild(make("td", name));
  const number = cell("number"), what = cell("what"), bar = cell("bar");
  const state = cell("state"), charge = cell("charge");
  number.append(`#${order.id}`);
  what.append(order.name, make("small", "", order.link));
  const acts = what.appendChild(make("div", "acts"));
  for (const [act, title] of Object.entries(ACTS)) {
    const button = acts.appendChild(make("button", "", title));
    button.type = "button";
    button.setAttribute("aria-label", `${title}: order ${order.id}`);
    button.onclick = () => send({ do: "order", id: order.id, act });
  }
  return {
    row, charge, acts,
    age: number.appendChild(make("small")),
    progress: bar.appendChild(make("progress")),
    done: bar.appendChild(make("small")),
    badge: state.appendChild(make("span", "badge")),
  };
}
function showOrder(order, currency) {
  if (!rows.has(order.id)) rows.set(order.id, newRow(order));
  const parts = rows.get(order.id), done = Math.max(order.quantity - order.remains, 0);
  parts.progress.max = order.quantity || 1;
  parts.progress.value = order.status === "Completed" ? parts.progress.max : done;
  parts.progress.setAttribute("aria-label", `Order ${order.id}`);
  say(parts.done, `${done.toLocaleString()} of ${order.quantity.toLocaleString()}` + (order.runs ? `, in ${order.runs} runs` : ""));
  say(parts.age, ago(order.age));
  say(parts.badge, order.status);
  parts.badge.dataset.status = order.status;
  say(parts.charge, `${order.charge} ${currency}`);
  parts.acts.hidden = order.ended;
  parts.acts.firstChild.hidden = order.status === "In progress";
  return parts.row;
}
function showOrders(state) {
  const body = byId("orders").tBodies[0], wanted = state.orders.map((order) => showOrder(order, state.currency));
  const known = new Set(wanted);
  for (const row of [...body.children]) if (!known.has(row)) row.remove();
  wanted.forEach((row, at) => { if (body.children[at] !== row) body.insertBefore(row, body.children[at] ?? null); });
  byId("orders").hidden = !wanted.length;
  byId("no-orders").hidden = wanted.length > 0;
  say(byId("counts"), Object.entries(state.counts).map(([word, count]) => `${count} ${word.toLowerCase()}`).join(" · "));
}
function showSwitches(modes) {
  const list = byId("switches");
  for (const mode of list.children.length ? [] : modes) {
    const label = list.appendChild(make("li")).appendChild(make("label"));
    const box = label.appendChild(make("input")), words = label.appendChild(make("div"));
    box.type = "checkbox";
    box.setAttribute("role", "switch");
    box.onchange = () => send({ do: "switch", name: mode.name, on: box.checked });
    words.append(make("b", "", mode.title), make("span", "", mode.says));
  }
  modes.forEach((mode, at) => { list.children[at].querySelector("input").checked = mode.on; });
}
function showWords(words) {
  const list = byId("words");
  if (list.children.length) return;
  for (const { word, says } of words) list.append(make("dt", "", word || "anything else"), make("dd", "", says));
}
function showRequests(requests) {
  byId("requests").replaceChildren(...requests.map((asked) => {
    const line = make("li"), fine = asked.outcome === "ok";
    line.append(make("b", fine ? "" : "wrong", (asked.action || "?") + (fine ? "" : ` – ${asked.outcome}`)));
    line.append(make("span", "hint", ago(asked.age)));
    if (asked.fields) line.append(make("code", "", asked.fields));
    return line;
  }));
}
function show(state) {
  paused = !state.clock.running;
  say(byId("about"), `${state.services.toLocaleString()} services · speaks API v2`);
  say(byId("balance"), `${state.balance} ${state.currency}`);
  say(byId("now"), clock(state.clock.now) + (paused ? " (paused)" : ""));
  say(byId("pause"), paused ? "Go on" : "Pause");
  byId("pause").setAttribute("aria-pressed", String(paused));
  if (document.activeElement !== byId("speed")) byId("speed").value = String(state.clock.speed);
  showOrders(state);
  showSwitches(state.modes);
  showWords(state.words);
  showRequests(state.requests);
}

function complain(text) {
  byId("problem").hidden = !text;
  say(byId("problem"), text);
}
async function ask(path, options) {
  try {
    const answer = await fetch(path, options), body = await answer.json();
    complain(body.error ?? "");
    if (!body.error) show(body);
  } catch {
    complain("The provider does not answer. Is it still running?");
  }
}
const send = (command) =>
  ask("do", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(command) });

byId("money").onsubmit = (event) => {
  event.preventDefault();
  send({ do: "balance", amount: byId("amount").value }).then(() => { byId("amount").value = ""; });
};
byId("pause").onclick = () => send({ do: "pause", on: !paused });
byId("speed").onchange = () => send({ do: "speed", speed: byId("speed").value });
for (const button of document.querySelectorAll("[data-skip]")) {
  button.onclick = () => send({ do: "skip", seconds: Number(button.dataset.skip) });
}
(async function live() {
  if (!document.hidden) await ask("state");
  setTimeout(live, 1000);
})();
