/* Light and dark: the system's wish, unless the switch says otherwise. */

import { byId, icon } from "./dom.js";

const KEY = "local-telegram-theme";
const system = window.matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  return localStorage.getItem(KEY) || (system.matches ? "dark" : "light");
}

function apply() {
  const theme = chosen();
  document.documentElement.dataset.theme = theme;
  const button = byId("theme");
  button.replaceChildren(icon(theme === "dark" ? "sun" : "moon"));
  button.setAttribute("aria-label", theme === "dark" ? "Switch to light" : "Switch to dark");
  button.title = button.getAttribute("aria-label");
}

export function startTheme() {
  apply();
  system.addEventListener("change", apply);
  byId("theme").addEventListener("click", () => {
    localStorage.setItem(KEY, chosen() === "dark" ? "light" : "dark");
    apply();
  });
}
