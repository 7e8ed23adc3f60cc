// Files on a message. They need the person's token, so a plain link would not do.

import { el, icon } from "./dom.js";
import { failed } from "./notices.js";

function nameIn(response) {
  const given = /filename\*?=(?:UTF-8'')?"?([^";]+)"?/i.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  return given ?? "file";
}

async function save(webex, link) {
  try {
    const response = await webex.content(link);
    const address = URL.createObjectURL(await response.blob());
    el("a", { href: address, download: nameIn(response) }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  } catch (error) {
    failed("The file was not downloaded.", error);
  }
}

/** Gives a button that downloads the file; its name comes a moment later, from Webex. */
export function fileButton(webex, link) {
  const name = el("span", {}, "File");
  webex.content(link, "HEAD").then(
    (response) => name.replaceChildren(nameIn(response)),
    () => {}, // Still downloadable, under no name.
  );
  return el(
    "button",
    { class: "file", type: "button", "data-testid": "file", onclick: () => save(webex, link) },
    icon("file"),
    name,
  );
}
