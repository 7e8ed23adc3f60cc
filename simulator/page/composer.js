// Where one writes: mentions, thread replies, drafts.

import { LONGEST_MESSAGE_BYTES } from "./api.js";
import { byId, el, icon } from "./dom.js";
import { inShort } from "./message.js";
import { mentionAtCaret, outgoing, pieces, suggestions } from "./mentions.js";
import { toast } from "./notices.js";
import { avatar, personOf } from "./people.js";

const TALLEST_PX = 200;
// By names, since IDs change when the simulator is started again, and what was typed shouldn't be lost then.
const placeOf = ({ me, room }) => `${me.email} ${room.type} ${room.title}`;
const bytes = (text) => new TextEncoder().encode(text).length;

export function makeComposer() {
  const field = byId("composer");
  const listbox = byId("mentions");
  const botButton = byId("mention-bot");
  const drafts = new Map(); // person and space -> {text, replyTo}
  let space = { room: null, members: [], bot: null, me: null, send: null, ready: null };
  let replyTo = null;
  let offered = [];
  let chosen = 0;

  // Everything that follows from the text.

  function update() {
    const isDone = field.value.trim() === "";
    byId("send").disabled = isDone;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, TALLEST_PX)}px`;
    drawMirror();
    drawHint();
  }

  /** The mirror lies behind the text and gives mentions their colour, which a textarea can't. */
  function drawMirror() {
    const marks = pieces(field.value, space.members).map(({ text, member }) => (member ? el("mark", {}, text) : text));
    byId("composer-mirror").replaceChildren(...marks, "\n");
    byId("composer-mirror").scrollTop = field.scrollTop;
  }

  const botIsHere = () => space.room?.type === "group" && space.members.some(({ id }) => id === space.bot?.id);

  function drawHint() {
    const typed = field.value.trim();
    const isMentioned = pieces(typed, space.members).some(({ member }) => member?.id === space.bot?.id);
    const goesUnheard = botIsHere() && typed !== "" && !isMentioned;
    byId("composer-hint").textContent = goesUnheard
      ? `${space.bot.name} only hears what mentions it`
      : "Enter sends, Shift+Enter starts a new line";
    byId("composer-hint").classList.toggle("notable", goesUnheard);
  }

  // Mentions.

  function offerMentions() {
    const at = mentionAtCaret(field.value, field.selectionStart);
    offered = at ? suggestions(at.typed, space.members) : [];
    // What is already a whole name needs no list, or Enter could not send it.
    if (offered.some(({ name }) => name.toLowerCase() === at.typed.trim().toLowerCase())) offered = [];
    chosen = 0;
    drawOffered();
  }

  function drawOffered() {
    listbox.hidden = offered.length === 0;
    listbox.replaceChildren(
      ...offered.map((member, place) =>
        el(
          "div",
          {
            class: "mention-option",
            role: "option",
            id: `mention-${place}`,
            "aria-selected": String(place === chosen),
            onmousedown: (event) => {
              event.preventDefault();
              pick(member);
            },
          },
          avatar(personOf(member.id, member.name)),
          el("span", {}, member.name),
        ),
      ),
    );
    listbox.children[chosen]?.scrollIntoView({ block: "nearest" });
    if (offered.length) field.setAttribute("aria-activedescendant", `mention-${chosen}`);
    else field.removeAttribute("aria-activedescendant");
  }

  function pick(member) {
    const { start } = mentionAtCaret(field.value, field.selectionStart);
    field.setRangeText(`@${member.name} `, start, field.selectionStart, "end");
    closeOffered();
    update();
  }

  function closeOffered() {
    offered = [];
    drawOffered();
  }

  function mentionBot() {
    const gap = /\S$/.test(field.value.slice(0, field.selectionStart)) ? " " : "";
    field.setRangeText(`${gap}@${space.bot.name} `, field.selectionStart, field.selectionEnd, "end");
    closeOffered();
    update();
    field.focus();
  }

  /** Gets to know the people of a space; oneself is left out, as nobody mentions oneself. */
  async function meet(here, members) {
    here.members = (await members).filter(({ id }) => id !== here.me.id);
    if (here !== space) return;
    botButton.hidden = !botIsHere();
    botButton.textContent = `@${here.bot?.name}`;
    update();
  }

  // Threads.

  function setReply(message, name) {
    replyTo = message && { message, name };
    byId("reply-context").hidden = !replyTo;
    if (!replyTo) return;
    const cancel = el(
      "button",
      { class: "icon-button", type: "button", "aria-label": "Don't reply in a thread", onclick: cancelReply },
      icon("close"),
    );
    byId("reply-context").replaceChildren(
      icon("reply"),
      el("span", { class: "reply-words" }, "Replying to ", el("strong", {}, name), ` “${inShort(message)}”`),
      cancel,
    );
  }

  function cancelReply() {
    setReply(null);
    field.focus();
  }

  // Sending.

  async function submit() {
    const typed = field.value.trim();
    if (!typed) return;
    const here = space;
    const answering = replyTo;
    write("", null);
    await here.ready; // Without knowing the people a mention would go out as plain text.
    const message = outgoing(typed, here.members);
    if (answering) message.parentId = answering.message.parentId ?? answering.message.id;
    const isSent = fits(message) && (await here.send(message));
    if (!isSent) giveBack(placeOf(here), typed, answering);
  }

  function fits({ markdown, text }) {
    const size = bytes(markdown ?? text);
    if (size <= LONGEST_MESSAGE_BYTES) return true;
    toast(`That is too long for Webex: ${size} bytes, and ${LONGEST_MESSAGE_BYTES} are allowed.`);
    return false;
  }

  /** Puts a text that could not be sent back where it was written, unless something new stands there. */
  function giveBack(place, text, answering) {
    if (place !== placeOf(space)) drafts.set(place, { text, replyTo: answering });
    else if (!field.value) write(text, answering);
  }

  function write(text, answering) {
    field.value = text;
    setReply(answering?.message ?? null, answering?.name);
    closeOffered();
    update();
  }

  // Keys.

  function onKey(event) {
    if (event.isComposing) return;
    if (offered.length && onListKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && replyTo) {
      cancelReply();
    }
  }

  function onListKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const picks = event.key === "Tab" || (event.key === "Enter" && !event.shiftKey);
    if (!step && !picks && event.key !== "Escape") return false;
    event.preventDefault();
    if (step) {
      chosen = (chosen + step + offered.length) % offered.length;
      drawOffered();
    } else if (picks) {
      pick(offered[chosen]);
    } else {
      closeOffered();
    }
    return true;
  }

  byId("send").append(icon("send"));
  field.addEventListener("input", () => {
    update();
    offerMentions();
  });
  field.addEventListener("keydown", onKey);
  field.addEventListener("scroll", () => (byId("composer-mirror").scrollTop = field.scrollTop));
  field.addEventListener("blur", closeOffered);
  botButton.addEventListener("click", mentionBot);
  byId("composer-form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
    field.focus();
  });

  return {
    /**
     * Turns to a space: keeps the draft of the one before and brings back this one's. `members` is a promise;
     * `send(message)` sends and gives whether that worked.
     */
    turnTo({ room, bot, me, members, send }) {
      if (space.room) drafts.set(placeOf(space), { text: field.value, replyTo });
      space = { room, bot, me, members: [], send };
      space.ready = meet(space, members);
      botButton.hidden = true;
      const label = `Message ${room.title}`;
      field.placeholder = label;
      field.setAttribute("aria-label", label);
      const draft = drafts.get(placeOf(space));
      write(draft?.text ?? "", draft?.replyTo ?? null);
    },
    replyTo(message, name) {
      setReply(message, name);
      field.focus();
    },
    focus: () => field.focus(),
  };
}
