// Short ways to the parts of the page.

export const at = (id) => document.getElementById(id);

export function element(name, text, kind = "") {
  const out = document.createElement(name);
  out.textContent = text;
  if (kind) out.className = kind;
  return out;
}

/** A text with its names filled in: `{done} of {count}`. */
export const filled = (text, values) => text.replace(/\{(\w+)[^}]*\}/g, (_, name) => values[name]);

/** A text in its place, which is hidden while there is none. */
export function say(id, text) {
  at(id).textContent = text;
  at(id).hidden = !text;
}
