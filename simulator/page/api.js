// Talking to the local Webex: the Webex API as the chosen person, and the few extra calls of the playground.

const PATIENCE_MS = 15_000;
export const LONGEST_MESSAGE_BYTES = 7439; // Webex counts bytes of UTF-8, not characters.

export class NotAnswering extends Error {}

export class Refused extends Error {
  constructor(status, detail, pause) {
    super(detail);
    this.status = status;
    this.pause = pause; // seconds, or undefined
  }
}

async function call(path, { method = "GET", token, body, patience = PATIENCE_MS } = {}) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  let response;
  try {
    const signal = AbortSignal.timeout(patience);
    response = await fetch(path, { method, headers, body: body && JSON.stringify(body), cache: "no-store", signal });
  } catch {
    throw new NotAnswering();
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response) {
  // The bodies of 429 and 5xx can be HTML: what isn't JSON is no text for people.
  const body = await response.json().catch(() => ({}));
  const detail = body.errors?.[0]?.description ?? body.message ?? "";
  const pause = Number.parseInt(response.headers.get("Retry-After"), 10);
  return new Refused(response.status, detail, Number.isNaN(pause) ? undefined : pause);
}

async function json(path, options) {
  const response = await call(path, options);
  return response.json().catch(() => {
    throw new Refused(502, "The answer could not be read.");
  });
}

/** Gives `{items, next}`: one page, with the path of the next one. */
async function page(path, token) {
  const response = await call(path, { token });
  const { items } = await response.json().catch(() => {
    throw new Refused(502, "The answer could not be read.");
  });
  const next = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get("Link") ?? "")?.[1];
  return { items: items ?? [], next: next && ownPath(next) };
}

/** Links name Webex's host, or another name of this one. Only path and query are used, so the token never leaves. */
function ownPath(link) {
  const { pathname, search } = new URL(link, location.href);
  return pathname + search;
}

const query = (values) => new URLSearchParams(values).toString();

/** Gives the Webex API as the owner of `token`. */
export function webexAs(token) {
  return {
    rooms: async () => (await page("/v1/rooms?sortBy=lastactivity&max=1000", token)).items,
    messages: (roomId) => page(`/v1/messages?${query({ roomId, max: 50 })}`, token),
    older: (next) => page(next, token),
    post: (message) => json("/v1/messages", { method: "POST", token, body: message }),
    remove: (messageId) => call(`/v1/messages/${encodeURIComponent(messageId)}`, { method: "DELETE", token }),
    press: (messageId, inputs) =>
      call("/v1/attachment/actions", { method: "POST", token, body: { type: "submit", messageId, inputs } }),
    person: (personId) => json(`/v1/people/${encodeURIComponent(personId)}`, { token }),
    content: (link, method = "GET") => call(ownPath(link), { method, token }),
  };
}

export const playground = {
  people: () => json("/playground/people"),
  signIn: (personId) => call("/playground/me", { method: "POST", body: { personId } }),
  now: async () => new Date((await json("/playground/clock")).now),
  advance: async (seconds) =>
    new Date((await json("/playground/clock", { method: "POST", body: { advance: seconds } })).now),
  moveUntil: async (until, personId) =>
    new Date((await json("/playground/clock", { method: "POST", body: { until, personId } })).now),
  endMeeting: async (personId) =>
    (await json("/playground/meetings", { method: "POST", body: { personId } })).title,
  changes: (since, wait) => json(`/playground/changes?${query({ since, wait })}`, { patience: (wait + 10) * 1000 }),
  direct: async (personId, withPersonId) =>
    (await json("/playground/direct", { method: "POST", body: { personId, withPersonId } })).roomId,
  members: async (roomId) => (await json(`/playground/spaces/${encodeURIComponent(roomId)}/people`)).people,
};

/** Gives the reason of a failure in words for people. */
export function reason(error) {
  if (error instanceof NotAnswering) return "The local Webex is not answering; start it again with make demo.";
  if (!(error instanceof Refused)) return "Something on this page went wrong; reload it.";
  const { status, message, pause } = error;
  if (status === 401) return "Webex doesn't accept this person's token; choose the person again.";
  if (status === 403) return `Webex doesn't allow it. ${message}`.trim();
  if (status === 404) return "It is no longer there: deleted, or you are not in this space any more.";
  if (status === 429) return `Webex asks for a pause of ${pause ?? 15} seconds.`;
  if (status >= 500) return `Webex has a problem of its own (${status}); try again in a moment.`;
  return `Webex did not accept it. ${message}`.trim();
}
