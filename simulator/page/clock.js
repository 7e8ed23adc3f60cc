// The clock panel: what time it is at the local Webex, and buttons that move it on.

import { el, icon } from "./dom.js";
import { announce, failed, news } from "./notices.js";
import { dayAndTime } from "./time.js";

const STEPS = [
  { name: "1h", label: "+1 hour", seconds: 3600 },
  { name: "3h", label: "+3 hours", seconds: 3 * 3600 },
  { name: "1d", label: "+1 day", seconds: 24 * 3600 },
];
const REDRAW_MS = 5000;

/** Makes the panel; `who` gives the id of the person one is. Gives `now()`, `refresh()` and `setZone()`; between refreshes the time runs on by itself. */
export function makeClock(panel, { read, advance, moveUntil, endMeeting, who, onMoved }) {
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

  async function moved(to) {
    try {
      set(await to());
      announce(`It is now ${reading.textContent}`);
      onMoved();
    } catch (error) {
      failed("The time was not moved.", error);
    }
  }

  async function end() {
    try {
      news(`“${await endMeeting(who())}” has ended. Its recording, transcript and notes are being made.`);
    } catch (error) {
      failed("The meeting did not end.", error);
    }
  }

  const chip = (testid, label, title, onclick) =>
    el("button", { class: "chip", type: "button", title, onclick, "data-testid": testid }, label);
  const steps = STEPS.map((step) =>
    chip(`advance-${step.name}`, step.label, "", () => moved(() => advance(step.seconds))),
  );
  const stories = [
    chip("end-meeting", "End a meeting", "A meeting of yours ends now; say “notify on” to RecBot before", end),
    chip("finish-processing", "Finish processing", "On to when its recording, transcript and notes are made", () =>
      moved(() => moveUntil("processed")),
    ),
    chip("next-morning", "Next morning", "On to just after nine o’clock; say “digest daily 09:00” to RecBot before", () =>
      moved(() => moveUntil("morning", who())),
    ),
  ];
  panel.replaceChildren(
    el("p", { class: "clock-line" }, icon("clock"), el("span", {}, "Webex time: "), reading),
    el("div", { class: "clock-steps", role: "group", "aria-label": "Move the time on" }, ...steps),
    el("div", { class: "clock-stories", role: "group", "aria-label": "Let something happen" }, ...stories),
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
