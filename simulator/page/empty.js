// What stands where there is nothing yet: who to be, which space to open, what to say first.

import { el, icon } from "./dom.js";
import { avatar, firstName, nameLine, personLink } from "./people.js";

const FIRST_WORDS = ["help", "connect", "list"];

const mark = () => el("span", { class: "mark", "aria-hidden": "true" }, icon("record"));

export function drawChoice(stage, people, onChoose) {
  const choices = people.map((person) => {
    const about = [
      el("strong", {}, ...nameLine(person)),
      el("span", {}, person.email),
      el("span", {}, person.timezone ?? ""),
    ];
    return personLink(
      person,
      onChoose,
      { class: "choice" },
      avatar(person),
      el("span", { class: "choice-words" }, ...about),
    );
  });
  const offer =
    "This Webex runs on your computer, with made-up people and recordings. " +
    "Be one of them, or several in windows side by side.";
  stage.replaceChildren(
    mark(),
    el("h2", {}, "Who would you like to be?"),
    el("p", {}, offer),
    el("div", { class: "choices" }, ...choices),
  );
}

export function drawWelcome(stage, { me, bot, onMessageBot }) {
  const hello = [mark(), el("h2", {}, `Hello ${firstName(me)}`)];
  const invitation = bot
    ? [
        el("p", {}, `Open a space, or write to ${bot.name} about your recordings.`),
        el("button", { class: "button primary", type: "button", onclick: onMessageBot }, `Write to ${bot.name}`),
      ]
    : [el("p", {}, "Open a space. No bot is here yet.")];
  stage.replaceChildren(...hello, ...invitation);
}

/** Gives what a space without messages shows; `onSay(text)` sends one. */
export function emptySpace(room, bot, onSay) {
  const title = el("h3", {}, "Nothing here yet");
  if (room.type === "group" && bot) {
    return [
      title,
      el("p", {}, `In a space ${bot.name} only hears messages that mention it, like “@${bot.name} help”.`),
    ];
  }
  if (room.title !== bot?.name) return [title, el("p", {}, `Say hello to ${room.title}.`)];
  const words = FIRST_WORDS.map((word) =>
    el("button", { class: "chip", type: "button", onclick: () => onSay(word) }, word),
  );
  const picture = avatar({ ...bot, isBot: true });
  return [
    picture,
    title,
    el("p", {}, `Words ${bot.name} knows, to begin with:`),
    el("div", { class: "first-words" }, ...words),
  ];
}
