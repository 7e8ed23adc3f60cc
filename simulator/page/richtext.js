// The html of a message, made safe: it is parsed apart from the page and only known elements are built anew.

import { el } from "./dom.js";

const KEPT = new Map(
  Object.entries({
    P: "p",
    BR: "br",
    STRONG: "strong",
    B: "strong",
    EM: "em",
    I: "em",
    UL: "ul",
    OL: "ol",
    LI: "li",
    BLOCKQUOTE: "blockquote",
    CODE: "code",
    PRE: "pre",
  }),
);
const DROPPED_WHOLE = new Set([
  "SCRIPT",
  "STYLE",
  "TEMPLATE",
  "IFRAME",
  "OBJECT",
  "SVG",
  "MATH",
  "TITLE",
  "NOSCRIPT",
  "TEXTAREA",
  "SELECT",
]);
const LINKS_IN_TEXT = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]']/g;

/** Gives nodes for the html of a message. Unknown elements leave their text behind, dangerous ones nothing. */
export function fromHtml(html, myId) {
  const parsed = new DOMParser().parseFromString(html, "text/html"); // runs and loads nothing
  return rebuilt(parsed.body, myId);
}

function rebuilt(parent, myId) {
  return [...parent.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data)];
    if (node.nodeType !== Node.ELEMENT_NODE || DROPPED_WHOLE.has(node.tagName.toUpperCase())) return [];
    const children = rebuilt(node, myId);
    const made = shell(node, myId);
    if (!made) return children;
    made.append(...children);
    return [made];
  });
}

/** Gives the empty element that stands for `node`, or null when only its content may stay. */
function shell(node, myId) {
  if (node.tagName === "A") return webAddress(node.getAttribute("href")) && link(node.getAttribute("href"));
  if (node.tagName === "SPARK-MENTION") return mention(node, myId);
  const tag = KEPT.get(node.tagName);
  if (!tag) return null;
  const start = tag === "ol" ? Number.parseInt(node.getAttribute("start"), 10) : Number.NaN;
  return el(tag, { start: Number.isNaN(start) ? undefined : String(start) });
}

function mention(node, myId) {
  const isForMe = node.dataset.objectId === myId || node.dataset.objectType === "groupMention";
  return el("span", { class: isForMe ? "mention for-me" : "mention" });
}

const link = (href) => el("a", { href, target: "_blank", rel: "noopener noreferrer" });

/** True for an absolute http(s) address; javascript: and its kin are not. */
export function webAddress(text) {
  try {
    return ["http:", "https:"].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** Gives nodes for plain text, with its web addresses as links. */
export function fromText(text) {
  const nodes = [];
  let done = 0;
  for (const match of text.matchAll(LINKS_IN_TEXT)) {
    const made = link(match[0]);
    made.append(match[0]);
    nodes.push(document.createTextNode(text.slice(done, match.index)), made);
    done = match.index + match[0].length;
  }
  return [...nodes, document.createTextNode(text.slice(done))];
}
