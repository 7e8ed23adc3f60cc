// Mentions: what is typed as "@RecBot" and what Webex wants to be sent for it.

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Gives a pattern for "@Name" of any of these people, or null; longest first, so that "Ana Ruiz" wins over "Ana". */
function mentionPattern(members) {
  if (!members.length) return null;
  const names = members.map(({ name }) => name).sort((one, other) => other.length - one.length);
  return new RegExp(`(?<![\\p{L}\\p{N}_@])@(${names.map(escaped).join("|")})(?![\\p{L}\\p{N}_])`, "giu");
}

/** Cuts a text into `{text, member}` pieces; `member` is undefined between mentions. */
export function pieces(text, members) {
  const pattern = mentionPattern(members);
  if (!pattern) return [{ text }];
  const found = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const member = members.find(({ name }) => name.toLowerCase() === match[1].toLowerCase());
    found.push({ text: text.slice(done, match.index) }, { text: match[0], member });
    done = match.index + match[0].length;
  }
  return [...found, { text: text.slice(done) }];
}

// Commands go out as they were typed; only what is clearly meant as formatting, or mentions somebody, is markdown.
const FORMATTED =
  /\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\]\([^)\s]+\)|(^|\s)[*_][^\s*_][^*_]*[*_](\s|$)|^\s*(?:[-+*]|\d+\.|>)\s/m;

/** Gives `{text}` or `{markdown}`, as the message has to be sent. */
export function outgoing(text, members) {
  const parts = pieces(text, members);
  if (!parts.some(({ member }) => member) && !FORMATTED.test(text)) return { text };
  const marked = parts
    .map(({ text: part, member }) => (member ? `<@personId:${member.id}|${member.name}>` : part))
    .join("");
  return { markdown: withLineBreaks(marked) };
}

/** In markdown a single line end is a space; people who pressed Shift+Enter meant a new line. Code keeps its own. */
const withLineBreaks = (markdown) =>
  markdown
    .split(/(```[^]*?```)/)
    .map((part, place) => (place % 2 ? part : part.replace(/(?<!\n)\n(?!\n)/g, "  \n")))
    .join("");

/** Gives `{start, typed}` when the caret stands in a "@…" that may become a mention, otherwise null. */
export function mentionAtCaret(text, caret) {
  const match = /(?:^|[\s(])@([\p{L}\p{N}.' -]{0,30})$/u.exec(text.slice(0, caret));
  return match && { start: caret - match[1].length - 1, typed: match[1] };
}

/** Gives the members whose name, or a word of it, begins with what was typed. */
export function suggestions(typed, members) {
  const wanted = typed.toLowerCase();
  return members.filter(({ name }) => {
    const lower = name.toLowerCase();
    return lower.startsWith(wanted) || lower.split(" ").some((word) => word.startsWith(wanted));
  });
}
