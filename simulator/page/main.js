// The playground: who one is, which space is open, and what happens when something changes.

import { NotAnswering, playground, reason, webexAs } from "./api.js";
import { makeClock } from "./clock.js";
import { makeComposer } from "./composer.js";
import { openConversation } from "./conversation.js";
import { byId, el, icon } from "./dom.js";
import { drawChoice, drawWelcome, emptySpace } from "./empty.js";
import { follow } from "./live.js";
import {
  forgetOtherSpaces,
  lastOpen,
  markSeen,
  rememberEmail,
  rememberOpen,
  rememberedEmail,
  seenUntil,
} from "./memory.js";
import { announce, failed, showConnected, showDisconnected } from "./notices.js";
import { drawStrip, firstName, introduce, nameLine, personOf } from "./people.js";
import { directWith, drawSpaces, isUnread, roomAvatar } from "./spaces.js";

const CATCH_UP_MS = 3000;
const narrow = matchMedia("(max-width: 759px)");

let people = [];
let bot = null;
let me = null;
let webex = null;
let rooms = [];
let conversation = null;

const clock = makeClock(byId("clock"), {
  read: playground.now,
  advance: playground.advance,
  moveUntil: playground.moveUntil,
  endMeeting: playground.endMeeting,
  who: () => me.id,
  onMoved: refresh,
});
const composer = makeComposer();

// Where one is stands in the address: ?as=ana@example.com&space=…

const addressed = (name) => new URLSearchParams(location.search).get(name);

const hrefOf = (roomId) => `?${new URLSearchParams({ as: me.email, ...(roomId && { space: roomId }) })}`;

function goTo(roomId, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", hrefOf(roomId));
  showAddressed();
}

// People.

/** Starts, or starts again after the simulator was away: then everybody may have new tokens and spaces. */
async function enter() {
  ({ people, bot } = await playground.people());
  introduce({ people, bot });
  await clock.refresh();
  if (people.some(({ id, token }) => id === me?.id && token === me?.token)) await refreshOnce();
  else await arrive();
  isInTouch = true;
  showConnected();
}

async function arrive() {
  const email = (addressed("as") ?? rememberedEmail() ?? "").toLowerCase();
  const person = people.find((someone) => someone.email.toLowerCase() === email);
  if (person) await become(person);
  else offerChoice();
}

function offerChoice() {
  document.body.dataset.stage = "choosing";
  byId("people").hidden = byId("side").hidden = byId("conversation").hidden = true;
  byId("welcome").hidden = false;
  drawChoice(byId("welcome"), people, choose);
}

async function choose(person) {
  try {
    await become(person, { fresh: true });
  } catch (error) {
    failed(`You could not become ${firstName(person)}.`, error);
  }
}

/** Makes this person the one who is here. The open space stays open if they are in it too. */
async function become(person, { fresh = false } = {}) {
  await playground.signIn(person.id); // The consent page asks the browser who is here.
  const theirWebex = webexAs(person.token);
  const theirRooms = await theirWebex.rooms();
  [me, webex, rooms] = [person, theirWebex, theirRooms];
  const target = whereToGo();
  closeConversation();
  rememberEmail(me.email);
  forgetOtherSpaces(
    me.email,
    rooms.map(({ id }) => id),
  );
  clock.setZone(me.timezone);
  document.body.dataset.stage = "chatting";
  byId("people").hidden = byId("side").hidden = false;
  drawStrip(byId("people"), people, me, choose);
  drawAccount();
  if (fresh) history.pushState(null, "", hrefOf(target));
  goTo(target, { replace: true });
}

/** The space to open on arrival: the one in the address, the one open till now, or the one this person had open last. */
function whereToGo() {
  const withId = (id) => rooms.find((room) => room.id === id);
  const before = conversation?.room;
  // A simulator that was started again knows the same spaces by other IDs, and Bo has a talk with the bot as Ana has.
  const alike = before && rooms.find(({ type, title }) => type === before.type && title === before.title);
  const remembered = narrow.matches ? undefined : withId(lastOpen(me.email));
  return (withId(addressed("space")) ?? alike ?? remembered)?.id ?? "";
}

function drawAccount() {
  byId("account").replaceChildren(
    el("h2", {}, ...nameLine(me)),
    el("p", {}, [me.email, me.timezone].filter(Boolean).join(" · ")),
  );
}

// Spaces.

function showAddressed() {
  const room = rooms.find(({ id }) => id === addressed("space"));
  document.body.dataset.view = room ? "conversation" : "spaces";
  byId("conversation").hidden = !room;
  byId("welcome").hidden = Boolean(room);
  if (!room) {
    closeConversation();
    drawWelcome(byId("welcome"), { me, bot, onMessageBot: messageBot });
  } else if (conversation?.room.id !== room.id) {
    open(room);
    noteSeen();
  }
  drawSide();
}

function drawSide() {
  const openId = conversation?.room.id;
  drawSpaces(byId("spaces"), {
    rooms,
    me,
    bot,
    openId,
    now: clock.now(),
    hrefOf,
    onOpen: goTo,
    onMessageBot: messageBot,
  });
  const unread = rooms.filter((room) => room.id !== openId && isUnread(me.email, room)).length;
  document.title = `${unread ? `(${unread}) ` : ""}${conversation?.room.title ?? "Webex playground"}`;
}

async function messageBot() {
  try {
    const roomId = directWith(rooms, bot)?.id ?? (await playground.direct(me.id, bot.id));
    if (!rooms.some(({ id }) => id === roomId)) rooms = await webex.rooms();
    goTo(roomId);
  } catch (error) {
    failed(`The space with ${bot.name} did not open.`, error);
  }
}

// The open conversation.

function open(room) {
  closeConversation();
  const say = sender(room);
  conversation = openConversation({
    me,
    room,
    webex,
    now: clock.now,
    seenBefore: seenUntil(me.email, room.id),
    authorOf: ({ personId, personEmail }) =>
      personOf(personId, personEmail, webex.person, () => conversation?.redraw()),
    onReply: (message) => composer.replyTo(message, personOf(message.personId, message.personEmail).name),
    emptyState: () => emptySpace(room, bot, (text) => say({ text })),
  });
  rememberOpen(me.email, room.id);
  drawHead(room, []);
  composer.turnTo({ room, bot, me, members: membersOf(room), send: say });
  if (!narrow.matches) composer.focus(); // On a phone the keyboard would cover what one came to read.
  refreshConversation();
}

function closeConversation() {
  conversation?.close();
  conversation = null;
}

function drawHead(room, members) {
  byId("space-avatar").replaceChildren(roomAvatar(room));
  byId("space-title").textContent = room.title;
  const names = members.map(({ id, name }) => (id === me.id ? "you" : name)).join(", ");
  byId("space-subtitle").textContent = room.type === "group" ? names : "Only the two of you";
}

async function membersOf(room) {
  try {
    const members = await playground.members(room.id);
    if (conversation?.room.id === room.id) drawHead(room, members);
    return members;
  } catch (error) {
    failed("The people of this space are not known.", error);
    return [];
  }
}

/** Gives a function that sends a message to this space as who is here now, and gives whether Webex took it. */
function sender(room) {
  const asMe = webex;
  return async (message) => {
    try {
      const sent = await asMe.post({ roomId: room.id, ...message });
      if (conversation?.room.id === room.id) conversation.add(sent);
      return true;
    } catch (error) {
      failed("Your message was not sent.", error);
      return false;
    }
  };
}

async function refreshConversation() {
  const opened = conversation;
  try {
    await opened?.refresh();
  } catch (error) {
    if (opened === conversation) catchUpLater(error);
  }
}

// Staying current.

let isInTouch = false;
let isRefreshing = false;
let isStale = false;

/** Brings everything up to date; calls that come meanwhile lead to one more round. */
async function refresh() {
  isStale = true;
  if (isRefreshing || !me) return;
  isRefreshing = true;
  try {
    while (isStale) {
      isStale = false;
      await refreshOnce();
    }
  } catch (error) {
    catchUpLater(error);
  } finally {
    isRefreshing = false;
  }
}

async function refreshOnce() {
  const asked = webex;
  const current = await webex.rooms();
  if (asked !== webex) return; // Somebody else is here by now.
  announceUnread(current);
  rooms = current;
  await clock.refresh();
  const isPutOut = conversation && !rooms.some(({ id }) => id === conversation.room.id);
  if (isPutOut) return goTo("", { replace: true });
  await conversation?.refresh();
  noteSeen();
  drawSide();
}

function announceUnread(current) {
  const wasUnread = new Set(rooms.filter((room) => isUnread(me.email, room)).map(({ id }) => id));
  for (const room of current) {
    const isNews = room.id !== conversation?.room.id && isUnread(me.email, room) && !wasUnread.has(room.id);
    if (isNews) announce(`New in ${room.title}`);
  }
}

/** What is on screen has been read. */
function noteSeen() {
  const room = rooms.find(({ id }) => id === conversation?.room.id);
  if (room && document.visibilityState === "visible") markSeen(me.email, room.id, room.lastActivity);
}

function catchUpLater(error) {
  if (!(error instanceof NotAnswering)) failed("The newest did not come.", error);
  // Out of touch, the long poll starts afresh by itself, perhaps with new people and tokens.
  setTimeout(() => isInTouch && refresh(), (error.pause ?? 0) * 1000 || CATCH_UP_MS);
}

function comeBack() {
  if (!me) return;
  playground.signIn(me.id).catch(() => {}); // Another window may have been somebody else meanwhile.
  noteSeen();
  drawSide();
}

byId("back").append(icon("back"));
byId("back").addEventListener("click", () => goTo(""));
window.addEventListener(
  "popstate",
  () => me && (addressed("as") === me.email ? showAddressed() : arrive().catch(catchUpLater)),
);
window.addEventListener("focus", comeBack);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && comeBack());

follow(playground.changes, {
  onChange: refresh,
  onBack: enter,
  onLost: (error) => {
    isInTouch = false;
    showDisconnected(`${reason(error)} This page reconnects by itself.`);
  },
});
