// Making elements. Everything that is text here stays text: no function of this page sets innerHTML.

/** Gives an element. Props named on… listen, all others become attributes; null, undefined and false leave them out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

/** Brings the children of `parent` to exactly `wanted`, touching only what differs: half-filled cards stay as they are. */
export function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((child, place) => {
    if (parent.children[place] !== child) parent.insertBefore(child, parent.children[place] ?? null);
  });
}

const SHAPES = {
  back: ["M15 5l-7 7 7 7"],
  bin: ["M4.5 7h15", "M9.5 7V4.5h5V7", "M6.5 7l1 12.5h9l1-12.5", "M10.2 10.5v5.5", "M13.8 10.5v5.5"],
  clock: ["M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17z", "M12 7.5V12l3 2"],
  close: ["M6.5 6.5l11 11", "M17.5 6.5l-11 11"],
  down: ["M12 5v13", "M6.5 12.5L12 18l5.5-5.5"],
  file: ["M6.5 3.5h7l4 4v13h-11z", "M13.5 3.5v4h4"],
  record: ["M12 3.8a8.2 8.2 0 1 0 0 16.4a8.2 8.2 0 1 0 0-16.4z", "M12 9.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6z"],
  reply: ["M9.5 6L4.5 11l5 5", "M4.5 11h9a6 6 0 0 1 6 6v1.5"],
  up: ["M12 19V6", "M6.5 11.5L12 6l5.5 5.5"],
  send: ["M4 12L20 4.5l-4.5 15.5-4-6.2z", "M20 4.5l-8.5 9.3"],
};

/** Gives a line icon of 24 units in the colour of the text around it; it says nothing to a screen reader. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24",
    class: `icon icon-${name}`,
    "aria-hidden": "true",
  })) {
    svg.setAttribute(key, value);
  }
  for (const shape of SHAPES[name]) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", shape);
    svg.append(path);
  }
  return svg;
}
