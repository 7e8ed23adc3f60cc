// The open space: loads its messages, keeps them current, and keeps the reader's place.

import { byId, el, icon } from "./dom.js";
import { failed } from "./notices.js";
import { makeTimeline } from "./timeline.js";

const NEAR_END_PX = 80;
const SETTLED_MS = 500;

/**
 * Opens a space. `context` holds me, room, webex, authorOf, now, onReply, emptyState and seenBefore (until when one had
 * read, or "").
 * Gives `refresh()`, `add(message)`, `redraw()` and `close()`.
 */
export function openConversation(context) {
  const scroller = byId("scroller");
  const jump = byId("jump");
  const list = el("div", { class: "timeline", role: "log", "aria-label": "Messages", "aria-live": "off" });
  const earlier = el(
    "button",
    { class: "chip earlier", type: "button", onclick: loadEarlier, hidden: true },
    "Show earlier messages",
  );
  const empty = el("div", { class: "empty", hidden: true });
  const timeline = makeTimeline(list, { ...context, onDelete: askToDelete });

  const messages = new Map();
  let next; // where the page before the oldest message is, if there is one
  let isLoaded = false;
  let firstNewId; // settled at the opening: what comes while one looks on needs no line
  let isOpen = true;
  let isAtEnd = true;
  let changes = 0; // counts what was done here, so that an answer that was on its way meanwhile isn't believed

  async function refresh() {
    const before = changes;
    const page = await context.webex.messages(context.room.id);
    if (!isOpen) return;
    if (changes !== before) return refresh();
    const fresh = absorb(page);
    if (!isLoaded) firstNewId = firstUnread(fresh);
    if (!isLoaded || page.items.length === messages.size) next = page.next;
    redraw();
    if (isLoaded) welcome(fresh);
    else toEnd();
    isLoaded = true;
    speakUp();
  }

  /** Has new messages read out, but not the history: what was drawn just now must have settled before. */
  function speakUp() {
    setTimeout(() => list.setAttribute("aria-live", "polite"), SETTLED_MS);
  }

  /** Takes over the newest page, drops what was deleted within it, and gives what others wrote since the last time. */
  function absorb({ items, next: hasMore }) {
    const present = new Set(items.map(({ id }) => id));
    const reach = hasMore ? items.at(-1)?.created : "";
    for (const [id, { created }] of messages) if (created > reach && !present.has(id)) messages.delete(id);
    const fresh = items.filter(({ id, personId }) => !messages.has(id) && personId !== context.me.id);
    for (const message of [...items].reverse()) messages.set(message.id, message);
    return fresh.reverse();
  }

  const firstUnread = (fresh) =>
    context.seenBefore && fresh.find(({ created, parentId }) => !parentId && created > context.seenBefore)?.id;

  function redraw() {
    timeline.draw([...messages.values()], { hasOlder: Boolean(next), firstNewId });
    earlier.hidden = !next;
    empty.hidden = messages.size > 0;
    if (isAtEnd) toEnd();
  }

  function welcome(fresh) {
    const unseen = fresh
      .map(({ id }) => timeline.elementOf(id))
      .find((element) => isAway(element.getBoundingClientRect()));
    if (!unseen) return;
    // Whoever reads the end, or the very thread, is led on; nobody is torn away from another place.
    const thread = unseen.closest(".thread");
    const isFollowed = thread ? !isAway(thread.getBoundingClientRect(), true) : isAtEnd;
    if (isFollowed) reveal(unseen);
    else offerJump(unseen);
  }

  /** Whether a box begins outside the visible part, or, if any of it will do, is outside altogether. */
  function isAway(box, anyPart = false) {
    const frame = scroller.getBoundingClientRect();
    return (anyPart ? box.bottom : box.top) < frame.top || box.top >= frame.bottom;
  }

  /** Scrolls as little as possible; to the top of what is taller than the window, since one reads from there. */
  function reveal(element) {
    element.scrollIntoView({ block: element.offsetHeight > scroller.clientHeight ? "start" : "nearest" });
  }

  function offerJump(element) {
    const isAbove = element.getBoundingClientRect().top < scroller.getBoundingClientRect().top;
    jump.replaceChildren(icon(isAbove ? "up" : "down"), "New message");
    jump.onclick = () => {
      jump.hidden = true;
      reveal(element);
    };
    jump.hidden = false;
  }

  function add(message) {
    changes += 1;
    messages.set(message.id, message);
    isAtEnd = isAtEnd || !message.parentId;
    redraw();
    if (message.parentId) reveal(timeline.elementOf(message.id));
  }

  async function loadEarlier() {
    const anchor = list.querySelector(".message"); // stays where it is for the eye
    const offset = anchor?.getBoundingClientRect().top;
    try {
      const page = await context.webex.older(next);
      if (!isOpen) return;
      next = page.next;
      list.setAttribute("aria-live", "off");
      for (const message of [...page.items].reverse()) messages.set(message.id, message);
      redraw();
      if (anchor) scroller.scrollTop += anchor.getBoundingClientRect().top - offset;
      speakUp();
    } catch (error) {
      failed("Earlier messages did not come.", error);
    }
  }

  function askToDelete(message) {
    const dialog = byId("confirm");
    dialog.returnValue = "";
    dialog.onclose = () => dialog.returnValue === "delete" && remove(message);
    dialog.showModal();
  }

  async function remove(message) {
    try {
      await context.webex.remove(message.id);
      changes += 1;
      messages.delete(message.id);
      redraw();
      byId("composer").focus();
    } catch (error) {
      failed("The message was not deleted.", error);
    }
  }

  function toEnd() {
    scroller.scrollTop = scroller.scrollHeight;
    isAtEnd = true;
  }

  function onScroll() {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
    if (isAtEnd) jump.hidden = true;
  }

  // Pictures load and cards unfold after they were drawn: who reads the end stays there.
  const growth = new ResizeObserver(() => isAtEnd && toEnd());

  function close() {
    isOpen = false;
    growth.disconnect();
    scroller.removeEventListener("scroll", onScroll);
  }

  empty.replaceChildren(...context.emptyState());
  byId("messages").replaceChildren(earlier, empty, list);
  jump.hidden = true;
  scroller.addEventListener("scroll", onScroll, { passive: true });
  growth.observe(byId("messages"));
  growth.observe(scroller);
  return { room: context.room, refresh, add, redraw, close };
}
