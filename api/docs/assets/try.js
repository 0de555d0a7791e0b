// "Try it": real requests with the visitor's own key in test mode. The key lives in a variable of
// this module and nowhere else: not in the address, not in storage, not in the page once it is taken.

import { colour, element, printed, shell } from "./drawing.js";

const TEST_MODE = "X-Test-Mode";
const CHANGING = new Set(["add", "refill", "cancel"]);
const MOST_SHOWN = 12;
const MOST_FOUND = 12;
const ACTIONS = ["services", "balance", "add", "status", "refill", "refill_status", "cancel"];
const IDS = { status: "orders", refill: "orders", cancel: "orders", refill_status: "refills" };
const SAMPLE = /instagram.*follow/i; // what the link that stands in the form is for
const UNREACHED = "The shop cannot be reached. Try again in a moment.";
const NOT_IN_TEST_MODE =
  "This key is not in test mode, so nothing more was sent than a question for its balance. " +
  "In the chat, open Profile → API → Test mode, switch it on, and come back.";

const find = (id) => document.getElementById(id);
const [enter, bench, form, fields] = ["try-enter", "try-bench", "try-form", "try-fields"].map(find);
const [keyField, said, action, send] = ["try-key", "try-said", "try-action", "try-send"].map(find);

let key = null;
let services = [];
let described = { types: {}, fields: {} };
let orders = "";
let refills = "";

// ── talking to the shop ──────────────────────────────────────────────────────────────────────

async function ask(given, withKey = key) {
  const began = performance.now();
  const response = await fetch("api/v2", {
    method: "POST",
    body: new URLSearchParams([["key", withKey], ...given]),
    cache: "no-store",
    credentials: "omit",
    referrerPolicy: "no-referrer",
  });
  const text = await response.text();
  return {
    body: JSON.parse(text),
    ms: Math.round(performance.now() - began),
    status: response.status,
    wait: response.headers.get("Retry-After"),
    test: response.headers.get(TEST_MODE) === "1",
  };
}

/** Why a key cannot be used here; nothing if it can. */
async function objection(candidate) {
  const answer = await ask([["action", "balance"]], candidate).catch(() => null);
  if (!answer) return UNREACHED;
  if (answer.status === 429) return `Too many requests: wait ${answer.wait ?? 60} seconds.`;
  if (answer.body.error) return `The shop answers: ${answer.body.error}`;
  return answer.test ? "" : NOT_IN_TEST_MODE;
}

// ── taking a key, letting go of it ───────────────────────────────────────────────────────────

function say(words, bad = true) {
  said.textContent = words;
  said.classList.toggle("bad", bad && words !== "");
}

function leave(words = "") {
  key = null;
  bench.hidden = true;
  enter.hidden = false;
  say(words);
  keyField.focus();
}

let asking = false;
enter.addEventListener("submit", async (event) => {
  event.preventDefault();
  const candidate = keyField.value.trim();
  if (asking) return;
  if (!candidate) return say("Put a key in first.");
  asking = true;
  say("Asking whether it is in test mode …", false);
  const problem = (await objection(candidate)) || (await learn(candidate));
  asking = false;
  if (problem) return say(problem);
  key = candidate;
  keyField.value = "";
  say("");
  enter.hidden = true;
  bench.hidden = false;
  drawFields();
  action.focus();
});

find("try-leave").addEventListener("click", () => leave());

/** Learn what there is to order, and what an order needs; says why where it cannot. */
async function learn(candidate) {
  try {
    const description = await fetch("openapi.json").then((response) => response.json());
    described = { types: description["x-service-types"], fields: description["x-fields"] };
    const listed = await ask([["action", "services"]], candidate);
    services = Array.isArray(listed.body) ? listed.body : [];
    return listed.body.error ? `The shop answers: ${listed.body.error}` : "";
  } catch {
    return UNREACHED;
  }
}

// ── the form of an action ────────────────────────────────────────────────────────────────────

function labelled(name, input, note = "") {
  input.id = `try-${name}`;
  input.dataset.name = name;
  const label = element("label", { htmlFor: input.id }, name);
  if (note) label.append(element("span", { className: "hint" }, note));
  return element("div", { className: "field" }, label, input);
}

function inputFor(name, { kind, sample, choices }) {
  if (choices.length) {
    const options = choices.map((one) => element("option", { selected: one === sample }, one));
    return element("select", {}, ...options);
  }
  if (kind === "lines") return element("textarea", { rows: 3, value: sample });
  const inputMode = kind === "integer" ? "numeric" : kind === "link" ? "url" : "text";
  return element("input", { type: "text", inputMode, value: sample, autocomplete: "off" });
}

function drawFields() {
  fields.replaceChildren();
  if (action.value === "add") drawService();
  else if (IDS[action.value]) drawIds(IDS[action.value]);
  preview();
}

function drawIds(name) {
  const value = name === "orders" ? orders : refills;
  const input = element("input", { type: "text", value, autocomplete: "off" });
  fields.append(labelled(name, input, "separated by commas"));
}

function drawService() {
  const plain = services.filter((one) => one.type === "Default");
  const first = plain.find((one) => SAMPLE.test(one.name)) ?? plain[0] ?? services[0];
  const list = element("datalist", { id: "try-found" });
  const input = element("input", { type: "text", value: first?.service ?? "", autocomplete: "off" });
  input.setAttribute("list", list.id);
  const name = element("p", { className: "name", id: "try-name" });
  const rest = element("div", { id: "try-rest" });
  input.addEventListener("input", () => {
    list.replaceChildren(...matching(input.value).map(optionOf));
    drawRest(input.value, name, rest);
  });
  fields.append(labelled("service", input, "a number, or words to look for"), list, name, rest);
  drawRest(input.value, name, rest);
}

function matching(words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ service, name }) => wanted.every((word) => `${service} ${name}`.toLowerCase().includes(word));
  return services.filter(fits).slice(0, MOST_FOUND);
}

function optionOf({ service, name }) {
  return element("option", { value: service, label: `${service} · ${name}` });
}

function drawRest(number, name, rest) {
  const service = services.find((one) => String(one.service) === String(number).trim());
  name.textContent = service ? facts(service) : "";
  if (rest.dataset.type === service?.type) return;
  rest.dataset.type = service?.type ?? "";
  const needed = described.types[service?.type] ?? {};
  const names = Object.keys(needed).filter((one) => wanted(one, service));
  rest.replaceChildren(...names.map((one) => field(one, service, needed[one] ? "" : "optional")));
}

function facts({ name, rate, min, max }) {
  const [least, most] = [min, max].map((one) => Number(one).toLocaleString("en"));
  return `${name} · ${rate} · ${least} to ${most}`;
}

function wanted(name, service) {
  return service.dripfeed || !["runs", "interval"].includes(name);
}

function field(name, service, note) {
  const input = inputFor(name, described.fields[name]);
  if (name === "quantity" || name === "min" || name === "max") input.value = service.min;
  if (name === "runs" || name === "interval") input.value = "";
  return labelled(name, input, note);
}

function given() {
  const pairs = [["action", action.value]];
  for (const input of fields.querySelectorAll("[data-name]")) {
    const value = input.value.trim();
    if (value) pairs.push([input.dataset.name, value]);
  }
  return pairs.map(single);
}

/** One number is asked for as `order`, several as `orders`, as clients do; cancel has one form. */
function single([name, value]) {
  const alone = ["orders", "refills"].includes(name) && !value.includes(",");
  return alone && action.value !== "cancel" ? [name.slice(0, -1), value] : [name, value];
}

// ── sending ──────────────────────────────────────────────────────────────────────────────────

function preview() {
  find("try-request").textContent = shell(find("endpoint").textContent, given());
}

function show(answer) {
  if (!answer) return ["try-answer", "try-status"].forEach((id) => find(id).replaceChildren());
  const { body, status, ms } = answer;
  const many = Array.isArray(body) && body.length > MOST_SHOWN;
  const text = printed(many ? body.slice(0, MOST_SHOWN) : body);
  const rest = many ? `\n… and ${body.length - MOST_SHOWN} more` : "";
  find("try-answer").replaceChildren(...colour(text), rest);
  find("try-status").textContent = `HTTP ${status} · ${ms} ms`;
}

function remember({ body }) {
  const isNew = action.value === "add" && body.order; // one style's answer to cancel names it too
  if (isNew) orders = orders ? `${orders},${body.order}` : String(body.order);
  const asked = Array.isArray(body) ? body : [body];
  const numbers = asked.map((one) => one.refill).filter((one) => ["string", "number"].includes(typeof one));
  if (action.value === "refill" && numbers.length) refills = numbers.join(",");
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  send.disabled = true;
  try {
    const problem = CHANGING.has(action.value) ? await objection(key) : "";
    if (problem) return leave(problem);
    const answer = await ask(given());
    show(answer);
    remember(answer);
  } catch {
    show(null);
    find("try-answer").textContent = "No answer came. Try again in a moment.";
  } finally {
    send.disabled = false;
  }
});

action.append(...ACTIONS.map((name) => element("option", {}, name)));
action.value = "add";
action.addEventListener("change", () => {
  show(null);
  drawFields();
});
fields.addEventListener("input", preview);
find("try-box").hidden = false;
