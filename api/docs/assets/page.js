// Tabs, copy buttons, colours, and the contents that follow the reader.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

document.documentElement.classList.add("live");

// ── tabs: choosing a language once chooses it everywhere ──────────────────────────────────────

function choose(language) {
  for (const tab of all('[role="tab"]')) {
    const chosen = tab.dataset.language === language;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
  }
}

function stay(element, change) {
  const before = element.getBoundingClientRect().top;
  change();
  window.scrollBy({ top: element.getBoundingClientRect().top - before, behavior: "instant" });
}

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

for (const list of all('[role="tablist"]')) {
  const tabs = all('[role="tab"]', list);
  list.addEventListener("click", (event) => {
    const tab = event.target.closest('[role="tab"]');
    if (tab) stay(list, () => choose(tab.dataset.language));
  });
  list.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs.at((tabs.indexOf(document.activeElement) + step) % tabs.length);
    stay(list, () => choose(next.dataset.language));
    next.focus({ preventScroll: true });
  });
}

// ── copying ──────────────────────────────────────────────────────────────────────────────────

function textOf(button) {
  return all("code", button.closest(".panel")).find((code) => !code.closest("[hidden]")).innerText;
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const reader = document.activeElement;
  const box = document.createElement("textarea"); // plain http has no clipboard
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  reader.focus({ preventScroll: true });
  if (!done) throw new Error("not copied");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest(".copy");
  if (!button) return;
  button.dataset.label ??= button.getAttribute("aria-label");
  const done = await copy(textOf(button)).then(() => true, () => false);
  name(button, done ? "Copied" : "Press Ctrl+C", done);
  setTimeout(() => name(button, "Copy", false), 1600);
});

function name(button, words, done) {
  button.textContent = words;
  button.setAttribute("aria-label", words === "Copy" ? button.dataset.label : words);
  button.classList.toggle("done", done);
}

// ── colours ──────────────────────────────────────────────────────────────────────────────────

const theme = document.querySelector(".theme");
const dark = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : dark.matches;
}

function nameTheme() {
  theme.textContent = isDark() ? "Light" : "Dark";
  theme.setAttribute("aria-label", `Change to ${isDark() ? "light" : "dark"} colours`);
}

theme.addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  nameTheme();
});
dark.addEventListener("change", nameTheme);
nameTheme();

// ── contents ─────────────────────────────────────────────────────────────────────────────────

const contents = document.getElementById("contents");
const menu = document.querySelector(".menu");
const links = all("a", contents);
const places = links.map((link) => document.querySelector(link.hash));

function open(wanted) {
  contents.classList.toggle("open", wanted);
  menu.setAttribute("aria-expanded", String(wanted));
}

menu.addEventListener("click", () => open(!contents.classList.contains("open")));
contents.addEventListener("click", (event) => event.target.closest("a") && open(false));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !contents.classList.contains("open")) return;
  open(false);
  menu.focus();
});

function follow() {
  const line = window.innerHeight * 0.3;
  const end = window.scrollY + window.innerHeight >= document.body.scrollHeight - 2;
  const passed = places.filter((place) => place.getBoundingClientRect().top <= line).length;
  const current = end ? links.length - 1 : Math.max(passed - 1, 0);
  links.forEach((link, number) => {
    if (number === current) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  });
}

let waiting = false;
document.addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    follow();
  });
}, { passive: true });
follow();
