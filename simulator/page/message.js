// One message: who, when, the words or the card, and what one can do with it.

import { cardIn, drawCard } from "./cards.js";
import { el, icon } from "./dom.js";
import { fileButton } from "./files.js";
import { failed } from "./notices.js";
import { avatar } from "./people.js";
import { fromHtml, fromText } from "./richtext.js";
import { dayAndTime, hourMinute } from "./time.js";

/** Gives the element of a message. `context` holds me, webex, authorOf, onReply and onDelete. */
export function drawMessage(message, context) {
  const author = context.authorOf(message);
  const created = new Date(message.created);
  const time = hourMinute(created, context.me.timezone);
  const full = dayAndTime(created, context.me.timezone);
  return el(
    "article",
    { class: "message", "data-testid": "message", "data-id": message.id, "aria-label": `${author.name}, ${time}` },
    el(
      "div",
      { class: "message-side" },
      avatar(author),
      el("span", { class: "message-aside-time", "aria-hidden": "true" }, time),
    ),
    el(
      "div",
      { class: "message-main" },
      el(
        "header",
        { class: "message-head" },
        el("span", { class: "author" }, author.name),
        author.isBot && el("span", { class: "badge" }, "Bot"),
        el("time", { datetime: message.created, title: full }, time),
        message.updated && el("span", { class: "edited" }, "edited"),
      ),
      ...content(message, context),
    ),
    tools(message, context),
  );
}

function content(message, context) {
  const parts = [];
  const sent = cardIn(message);
  const card = sent && drawCard(sent, (inputs) => press(message, inputs, context));
  // The text beside a card is for lock screens and for clients that can't draw it.
  if (!card) parts.push(words(message, context));
  if (sent && !card) parts.push(el("p", { class: "undrawn" }, "This message has a card that could not be drawn."));
  if (card) parts.push(card);
  if (message.files?.length) {
    parts.push(el("div", { class: "files" }, ...message.files.map((link) => fileButton(context.webex, link))));
  }
  return parts;
}

function words(message, { me }) {
  if (message.html) return el("div", { class: "words" }, ...fromHtml(message.html, me.id));
  return message.text ? el("div", { class: "words plain" }, ...fromText(message.text)) : "";
}

/** Sends the press of a card's button to Webex; gives whether Webex took it. */
async function press(message, inputs, { webex }) {
  try {
    await webex.press(message.id, inputs);
    return true;
  } catch (error) {
    failed("Your press did not arrive.", error);
    return false;
  }
}

function tools(message, { me, onReply, onDelete }) {
  const reply = {
    class: "icon-button",
    type: "button",
    "data-testid": "reply",
    "aria-label": "Reply",
    title: "Reply in a thread",
  };
  const bin = {
    class: "icon-button",
    type: "button",
    "data-testid": "delete",
    "aria-label": "Delete",
    title: "Delete your message",
  };
  return el(
    "div",
    { class: "tools" },
    el("button", { ...reply, onclick: () => onReply(message) }, icon("reply")),
    message.personId === me.id && el("button", { ...bin, onclick: () => onDelete(message) }, icon("bin")),
  );
}

/** Gives the words of a message on one line, for quoting it and reading it out. */
export const inShort = (message) => (message.text || "a file").replace(/\s+/g, " ").trim();
