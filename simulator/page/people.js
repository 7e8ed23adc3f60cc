// Who is who: names and avatars, and the strip where one chooses who to be.

import { el, icon } from "./dom.js";

const TONES = 8;
const known = new Map(); // person ID -> {name, email, initials, isBot}
const asked = new Set();

export function introduce({ people, bot }) {
  known.clear();
  asked.clear();
  people.forEach((person, place) => known.set(person.id, { ...person, tone: place % TONES }));
  if (bot) known.set(bot.id, { ...bot, isBot: true });
}

/** Gives what is known of a person; of a stranger the address, and `lookUp` is asked once, then `onFound` called. */
export function personOf(id, email, lookUp, onFound) {
  if (!known.has(id) && lookUp && !asked.has(id)) {
    asked.add(id);
    lookUp(id).then(
      ({ displayName, emails, type }) => {
        known.set(id, { id, name: displayName, email: emails?.[0], isBot: type === "bot" });
        onFound();
      },
      () => {}, // The address will do.
    );
  }
  return known.get(id) ?? { id, name: email ?? "Somebody", email };
}

export const personNamed = (name) => [...known.values()].find((person) => person.name === name);

export const firstName = (person) => person.name.split(" ")[0];

function initials(person) {
  if (person.initials) return person.initials;
  const words = person.name.split(/\s+/);
  return words.length > 1 ? words[0][0] + words.at(-1)[0] : person.name.slice(0, 2);
}

/** Strangers and spaces take their colour from their name; the people one can be have each their own. */
function tone(text) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return sum % TONES;
}

export function avatar(person) {
  if (person.isBot) return el("span", { class: "avatar bot", "aria-hidden": "true" }, icon("record"));
  const colour = known.get(person.id)?.tone ?? tone(person.name);
  return el("span", { class: "avatar", "data-tone": colour, "aria-hidden": "true" }, initials(person).toUpperCase());
}

export const spaceAvatar = (title) =>
  el(
    "span",
    { class: "avatar square", "data-tone": tone(title), "aria-hidden": "true" },
    (title[0] ?? "?").toUpperCase(),
  );

const testId = (person) => `person-${person.email}`;

/** A real link, so that a second person can be opened in a window beside this one. */
export function personLink(person, onChoose, props, ...children) {
  const choose = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onChoose(person);
  };
  const href = `?as=${encodeURIComponent(person.email)}`;
  return el("a", { href, onclick: choose, "data-testid": testId(person), ...props }, ...children);
}

/** The name, and beside it what this person is besides a user. */
export const nameLine = (person) =>
  person.role ? [person.name, " ", el("span", { class: "role" }, person.role)] : [person.name];

export function drawStrip(strip, people, me, onChoose) {
  const links = people.map((person) => {
    const current = person.email === me.email;
    const props = { class: "person", title: `${[person.name, person.role].filter(Boolean).join(", ")} (${person.email})`, "aria-current": current && "true" };
    return personLink(person, onChoose, props, avatar(person), el("span", { class: "person-name" }, firstName(person)));
  });
  strip.replaceChildren(...links);
}
