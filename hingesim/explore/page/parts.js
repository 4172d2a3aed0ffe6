// What is built into the page: parts in base64 of gzip. A page that a server gave has none.

const OWN = ["worker.js", "words.json", "film.woff", "film-bold.woff"]; // the others are for the worker
const place = (name) => document.querySelector(`script[data-part="${name}"]`);

export const builtIn = place("worker.js") !== null;

/** The names of the parts that the worker needs. */
export function released() {
  return [...document.querySelectorAll("script[data-part]")].map((each) => each.dataset.part).filter((name) => !OWN.includes(name));
}

/** The bytes of a part; its text leaves the page, as it would stay in memory. */
export async function part(name) {
  const text = place(name).textContent;
  place(name).remove();
  const packed = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Uint8Array(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}
