// Adaptive Cards, drawn by the official renderer and dressed in this page's colours.

import { el } from "./dom.js";
import { announce, toast } from "./notices.js";
import { webAddress } from "./richtext.js";

const SENT_MS = 1800;
const CARD_TYPE = "application/vnd.microsoft.card.adaptive";

export const cardIn = (message) => message.attachments?.find((part) => part.contentType === CARD_TYPE)?.content;

// Colours are CSS variables (the renderer passes on what is no #hex), so a change of theme needs no redrawing.
const colour = (name) => ({
  default: `var(--card-${name})`,
  subtle: name === "default" || name === "dark" || name === "light" ? "var(--quiet)" : `var(--card-${name})`,
  highlightColors: { default: "var(--highlight)", subtle: "var(--highlight)" },
});
const foregroundColors = Object.fromEntries(
  ["default", "dark", "light", "accent", "good", "warning", "attention"].map((name) => [name, colour(name)]),
);
const surface = (name) => ({ backgroundColor: `var(--surface-${name})`, foregroundColors, borderColor: "var(--line)" });
const fontSizes = { small: 13, default: 15, medium: 17, large: 21, extraLarge: 26 };
const fontWeights = { lighter: 300, default: 400, bolder: 600 };

const LOOK = {
  supportsInteractivity: true,
  spacing: { small: 4, default: 10, medium: 16, large: 22, extraLarge: 30, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  fontTypes: {
    default: { fontFamily: "var(--font)", fontSizes, fontWeights },
    monospace: { fontFamily: "var(--mono)", fontSizes, fontWeights },
  },
  lineHeights: { small: 18, default: 21, medium: 24, large: 28, extraLarge: 34 },
  imageSizes: { small: 40, medium: 80, large: 160 },
  containerStyles: Object.fromEntries(
    ["default", "emphasis", "accent", "good", "attention", "warning"].map((name) => [name, surface(name)]),
  ),
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { color: "attention", size: "small" },
  },
  // The margins between buttons are CSS gaps: spacers, the renderer's way, don't survive wrapping.
  actions: {
    maxActions: 20,
    spacing: "medium",
    buttonSpacing: 0,
    showCard: { actionMode: "inline", inlineTopMargin: 14, style: "emphasis" },
    actionsOrientation: "horizontal",
    actionAlignment: "left",
  },
  factSet: {
    title: { weight: "default", isSubtle: true, wrap: true, maxWidth: 160 },
    value: { wrap: true },
    spacing: 12,
  },
  textBlock: { headingLevel: 3 },
};

let hostConfig;

function prepare() {
  const { AdaptiveCards, markdownit } = window;
  hostConfig = new AdaptiveCards.HostConfig(LOOK);
  // Webex cards know a small markdown; html stays text, and a picture in a text would be fetched from anywhere.
  const markdown = markdownit({ html: false, linkify: false }).disable(["image"]);
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };
  // Lines are clamped by CSS instead of by measuring, which needs a card that is already on the page.
  AdaptiveCards.GlobalSettings.useAdvancedTextBlockTruncation = false;
  AdaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false;
}

/** Gives the drawn card, or null when it can't be drawn. `onSubmit(inputs)` is called for each press of a button. */
export function drawCard(content, onSubmit) {
  try {
    if (!hostConfig) prepare();
    const card = new window.AdaptiveCards.AdaptiveCard();
    card.hostConfig = hostConfig;
    card.parse(content);
    card.onExecuteAction = (action) => execute(action, onSubmit);
    const drawn = card.render();
    return drawn && framed(drawn);
  } catch (error) {
    console.error("A card could not be drawn", error);
    return null;
  }
}

/** A form of its own for each card: radio buttons are grouped by name, and two lists of the bot use the same names. */
function framed(drawn) {
  for (const anchor of drawn.querySelectorAll("a")) anchor.rel = "noopener noreferrer";
  return el("form", { class: "card", "data-testid": "card", onsubmit: (event) => event.preventDefault() }, drawn);
}

function execute(action, onSubmit) {
  const kind = action.getJsonTypeName();
  if (kind === "Action.OpenUrl") openUrl(action.url);
  if (kind === "Action.Submit") submit(action, onSubmit);
}

function openUrl(url) {
  if (webAddress(url)) window.open(url, "_blank", "noopener,noreferrer");
  else toast(`This button doesn't lead to a web address: ${url}`);
}

async function submit(action, onSubmit) {
  const { data } = action; // by now the button's data with the inputs laid over it, as strings
  const inputs = data && typeof data === "object" && !Array.isArray(data) ? { ...data } : {};
  const button = action.renderedElement;
  if (button) button.dataset.press = "sending";
  const accepted = await onSubmit(inputs);
  if (button) accepted ? showSent(button, action.title) : delete button.dataset.press;
}

/** Shows "Sent" on the button for a moment. It stays usable: Webex lets people press again and again. */
function showSent(button, title) {
  const label = button.lastElementChild ?? button;
  button.style.minWidth = `${button.offsetWidth}px`;
  button.dataset.press = "sent";
  label.textContent = "Sent";
  announce("Your press arrived.");
  clearTimeout(button.backToNormal);
  button.backToNormal = setTimeout(() => {
    delete button.dataset.press;
    label.textContent = title;
    button.style.minWidth = "";
  }, SENT_MS);
}
