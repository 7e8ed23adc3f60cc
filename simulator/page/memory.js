// What this browser remembers: who one was, the space last open, and how far each person has read.

const KEY = "webex-playground";

function recall() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // Storage can be switched off or hold what an older page left; the page works without.
  }
}

function keep(changed) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...recall(), ...changed }));
  } catch {
    // Not remembered, then.
  }
}

export const rememberedEmail = () => recall().email;
export const rememberEmail = (email) => keep({ email });

export const lastOpen = (email) => recall().open?.[email];
export const rememberOpen = (email, roomId) => keep({ open: { ...recall().open, [email]: roomId } });

/** Gives when `email` last looked at the space, as ISO time, or "" for never. */
export const seenUntil = (email, roomId) => recall().seen?.[email]?.[roomId] ?? "";

export function markSeen(email, roomId, until) {
  const seen = recall().seen ?? {};
  keep({ seen: { ...seen, [email]: { ...seen[email], [roomId]: until } } });
}

/** Drops the marks of spaces that are no more: each start of the simulator makes new ones. */
export function forgetOtherSpaces(email, roomIds) {
  const seen = recall().seen ?? {};
  const known = new Set(roomIds);
  const kept = Object.entries(seen[email] ?? {}).filter(([roomId]) => known.has(roomId));
  keep({ seen: { ...seen, [email]: Object.fromEntries(kept) } });
}
