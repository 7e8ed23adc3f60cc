// The list of spaces, newest first, with what has not been read.

import { el } from "./dom.js";
import { avatar, personNamed, spaceAvatar } from "./people.js";
import { seenUntil } from "./memory.js";
import { shortWhen } from "./time.js";

export const slug = (title) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");

export const isUnread = (email, room) => new Date(room.lastActivity) > new Date(seenUntil(email, room.id) || 0);

export const directWith = (rooms, person) => rooms.find((room) => room.type === "direct" && room.title === person.name);

export function roomAvatar(room) {
  if (room.type === "group") return spaceAvatar(room.title);
  return avatar(personNamed(room.title) ?? { name: room.title });
}

function entry({ title, label = title, picture, note, href, current, unread, onOpen }) {
  const open = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen();
  };
  const props = {
    class: unread ? "space unread" : "space",
    href,
    onclick: open,
    "aria-current": current && "page",
    "data-testid": `space-${slug(title)}`,
  };
  return el(
    "a",
    props,
    picture,
    el("span", { class: "space-name", title: label }, label),
    note && el("span", { class: "space-note" }, note),
    unread && el("span", { class: "dot" }, el("span", { class: "unseen" }, "unread")),
  );
}

/** Draws the list. Where there is no direct room with the bot yet, its entry opens one. */
export function drawSpaces(list, { rooms, me, bot, openId, now, hrefOf, onOpen, onMessageBot }) {
  const entries = rooms.map((room) =>
    entry({
      title: room.title,
      picture: roomAvatar(room),
      note: shortWhen(new Date(room.lastActivity), now, me.timezone),
      href: hrefOf(room.id),
      current: room.id === openId,
      unread: room.id !== openId && isUnread(me.email, room),
      onOpen: () => onOpen(room.id),
    }),
  );
  if (bot && !directWith(rooms, bot)) {
    const picture = avatar(personNamed(bot.name));
    const label = `Message ${bot.name}`;
    entries.unshift(entry({ title: bot.name, label, picture, href: hrefOf(""), onOpen: onMessageBot }));
  }
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.testid : undefined;
  list.replaceChildren(el("h3", {}, "Spaces"), ...entries);
  if (focused) list.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
}
