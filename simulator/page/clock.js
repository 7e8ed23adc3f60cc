// The clock panel: what time it is at the local Webex, and buttons that move it on.

import { el, icon } from "./dom.js";
import { announce, failed } from "./notices.js";
import { dayAndTime } from "./time.js";

const STEPS = [
  { name: "1h", label: "+1 hour", seconds: 3600 },
  { name: "3h", label: "+3 hours", seconds: 3 * 3600 },
  { name: "1d", label: "+1 day", seconds: 24 * 3600 },
];
const REDRAW_MS = 5000;

/** Makes the panel. Gives `now()`, `refresh()` and `setZone()`; between refreshes the time runs on by itself. */
export function makeClock(panel, { read, advance, onMoved }) {
  let ahead = 0; // milliseconds between this computer's clock and Webex's
  let zone;
  const reading = el("strong", { class: "clock-time" });
  const now = () => new Date(Date.now() + ahead);

  function draw() {
    reading.textContent = dayAndTime(now(), zone);
    panel.title = zone ? `Shown in ${zone}` : "";
  }

  function set(time) {
    ahead = time.getTime() - Date.now();
    draw();
  }

  async function move(step) {
    try {
      set(await advance(step.seconds));
      announce(`It is now ${reading.textContent}`);
      onMoved();
    } catch (error) {
      failed("The time was not moved.", error);
    }
  }

  const buttons = STEPS.map((step) =>
    el(
      "button",
      { class: "chip", type: "button", onclick: () => move(step), "data-testid": `advance-${step.name}` },
      step.label,
    ),
  );
  panel.replaceChildren(
    el("p", { class: "clock-line" }, icon("clock"), el("span", {}, "Webex time: "), reading),
    el("div", { class: "clock-steps", role: "group", "aria-label": "Move the time on" }, ...buttons),
  );
  setInterval(draw, REDRAW_MS);
  return {
    now,
    refresh: async () => set(await read()),
    setZone: (value) => {
      zone = value;
      draw();
    },
  };
}
