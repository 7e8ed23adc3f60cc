// Saying things beside the conversation: toasts for failures and news, a line while the server is away, a voice for
// those who listen.

import { reason } from "./api.js";
import { byId, el, icon } from "./dom.js";

const TOAST_MS = 8000;
const SPOKEN_MS = 3000;

/** Shows a sentence for a while, as a failure unless it is news; the same sentence isn't stacked. */
export function toast(text, { isNews = false } = {}) {
  const shown = [...byId("toasts").children].some((other) => other.dataset.text === text);
  if (shown) return;
  const close = el("button", { class: "icon-button", type: "button", "aria-label": "Close" }, icon("close"));
  const note = el("div", { class: isNews ? "toast news" : "toast", "data-text": text, "data-testid": "toast" }, el("p", {}, text), close);
  const leave = () => note.remove();
  close.addEventListener("click", leave);
  setTimeout(leave, TOAST_MS);
  byId("toasts").append(note);
}

export const news = (text) => toast(text, { isNews: true });

export const failed = (what, error) => toast(`${what} ${reason(error)}`);

export function showDisconnected(text) {
  byId("connection").textContent = text;
  byId("connection").hidden = false;
}

export function showConnected() {
  byId("connection").hidden = true;
}

/** Says something to screen readers only. It doesn't stay: whoever walks through the page later would trip over it. */
export function announce(text) {
  const spoken = el("p", {}, text);
  byId("announcer").append(spoken);
  setTimeout(() => spoken.remove(), SPOKEN_MS);
}
