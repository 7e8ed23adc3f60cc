// Messages in order: days, threads, and who goes on speaking.

import { arrange, el } from "./dom.js";
import { drawMessage } from "./message.js";
import { dayKey, dayName } from "./time.js";

const SAME_BREATH_MS = 5 * 60 * 1000;

const byTime = (one, other) => (one.created < other.created ? -1 : one.created > other.created ? 1 : 0);

/** Groups messages into threads, oldest first. A thread whose first message isn't here has `root` undefined. */
export function threadsOf(messages) {
  const threads = new Map();
  for (const message of [...messages].sort(byTime)) {
    const rootId = message.parentId ?? message.id;
    if (!threads.has(rootId)) threads.set(rootId, { rootId, root: undefined, replies: [] });
    if (message.parentId) threads.get(rootId).replies.push(message);
    else threads.get(rootId).root = message;
  }
  const start = ({ root, replies }) => root ?? replies[0];
  return [...threads.values()].sort((one, other) => byTime(start(one), start(other)));
}

/**
 * Makes a timeline in `container`. What is drawn stays as long as its message doesn't change, so that half-filled cards
 * survive news. `context` is that of messages, with now().
 */
export function makeTimeline(container, context) {
  let drawn = new Map(); // key -> element; keys are message IDs, "thread ID", "day …"
  let used;

  function keepOr(key, make) {
    const element = drawn.get(key) ?? make();
    used.set(key, element);
    return element;
  }

  function messageElement(message, isContinued) {
    const author = context.authorOf(message);
    const key = JSON.stringify([message.id, message.updated, message.text, message.html, author.name]);
    const element = keepOr(key, () => drawMessage(message, context));
    element.classList.toggle("continued", isContinued);
    return element;
  }

  const continues = (message, before) =>
    before?.personId === message.personId && new Date(message.created) - new Date(before.created) < SAME_BREATH_MS;

  function threadElement(thread, before, hasOlder) {
    const root = thread.root ? messageElement(thread.root, continues(thread.root, before)) : rootless(thread, hasOlder);
    const element = keepOr(`thread ${thread.rootId}`, () => el("div", { class: "exchange" }));
    arrange(element, thread.replies.length ? [root, repliesElement(thread, hasOlder)] : [root]);
    return element;
  }

  const rootless = (thread, hasOlder) =>
    keepOr(`rootless ${thread.rootId} ${hasOlder}`, () =>
      el(
        "p",
        { class: "rootless" },
        hasOlder ? "Replies to an earlier message" : "Replies to a message that was deleted",
      ),
    );

  function repliesElement({ rootId, root, replies }, hasOlder) {
    const element = keepOr(`replies ${rootId}`, () =>
      el("div", { class: "thread", "data-testid": "thread", role: "group", "aria-label": "Replies" }),
    );
    const answer = keepOr(`answer ${rootId}`, () =>
      el(
        "button",
        { class: "thread-reply", type: "button", onclick: () => context.onReply(root ?? replies[0]) },
        "Reply to this thread",
      ),
    );
    const messages = replies.map((reply, place) => messageElement(reply, continues(reply, replies[place - 1])));
    // Webex refuses replies to what was deleted.
    arrange(element, root || hasOlder ? [...messages, answer] : messages);
    return element;
  }

  const separator = (kind, text) =>
    keepOr(`${kind} ${text}`, () =>
      el("div", { class: `separator ${kind}`, role: "separator", "aria-label": text }, el("span", {}, text)),
    );

  /** Draws these messages, with a line above the one that was the first not read yet. */
  function draw(messages, { hasOlder, firstNewId }) {
    used = new Map();
    const wanted = [];
    let day;
    let before;
    for (const thread of threadsOf(messages)) {
      const first = thread.root ?? thread.replies[0];
      const created = new Date(first.created);
      const isNewDay = dayKey(created, context.me.timezone) !== day;
      if (isNewDay) {
        day = dayKey(created, context.me.timezone);
        wanted.push(separator("day", dayName(created, context.now(), context.me.timezone)));
      }
      const isFirstNew = first.id === firstNewId;
      if (isFirstNew) wanted.push(separator("new", "New"));
      wanted.push(threadElement(thread, isNewDay || isFirstNew ? undefined : before, hasOlder));
      before = thread.root && !thread.replies.length ? thread.root : undefined;
    }
    arrange(container, wanted);
    drawn = used;
  }

  return { draw, elementOf: (id) => container.querySelector(`[data-id="${CSS.escape(id)}"]`) };
}
