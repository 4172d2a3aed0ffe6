// The page: what is set goes into the address and to the physics, what comes back goes to the picture, the words and the map.
import { Form } from "./form.js";
import { OutcomeMap } from "./map.js";
import { Player } from "./player.js";
import { connect, FONTS } from "./transport.js";

const at = (id) => document.getElementById(id);
const LOOKS = ["lang", "theme", "embed", "show"]; // keys of the address that are not settings
const NARROW = 480, LEAST = 320, MOST = 1100, CALM_MS = 60;

const address = new URLSearchParams(location.hash.slice(1));
const embed = address.get("embed") === "1";
let lang = address.get("lang") ?? navigator.language?.slice(0, 2) ?? "en";
let theme = address.get("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
let show = new Set((address.get("show") ?? "").split(",").filter(Boolean));
let values = Object.fromEntries([...address].filter(([key]) => !LOOKS.includes(key)));
let about = null, number = 0, film = -1, idle = false, command = "", waiting = 0, width = 0;

const ask = connect(take, (reason) => trouble(reason || about?.words.lost || "The connection is lost."));
const player = new Player(() => {});
const form = new Form(at("settings"), (field, value) => {
  set(field, value);
  wanted();
});
const map = new OutcomeMap(at("map"), {
  ask: (settings) => (ask({ ask: "cell", number: ++number, settings }), number),
  chosen: (cell) => {
    for (const [field, value] of Object.entries(cell)) {
      set(field, value);
      form.set(field, value);
    }
    player.restart();
    wanted();
    at("stage").scrollIntoView({ block: "nearest" });
  },
});

// ---- what is asked ----
const specs = () => about.groups.flatMap((group) => group.controls);

function set(field, value) {
  const spec = specs().find((each) => each.field === field);
  if (spec && String(spec.default) === String(value)) delete values[field];
  else values[field] = value;
}

function link() {
  const found = new URLSearchParams(Object.entries(values).map(([key, value]) => [key, String(value)]));
  if (about.lang !== "en" || address.has("lang")) found.set("lang", about.lang);
  if (address.has("theme")) found.set("theme", theme);
  if (show.size) found.set("show", [...show].join(","));
  if (embed) found.set("embed", "1");
  return found.toString().replaceAll("%2C", ",");
}

/** Something is wanted: at once, or as soon as the finger gives it a moment. */
function wanted() {
  history.replaceState(null, "", `#${link()}`);
  clearTimeout(waiting);
  waiting = setTimeout(send, performance.now() - (wanted.last ?? -1e9) < CALM_MS ? CALM_MS : 0);
  wanted.last = performance.now();
}

function send() {
  idle = false;
  trouble("");
  width = Math.round(Math.min(MOST, Math.max(LEAST, at("stage").clientWidth)));
  film = ++number;
  mark("ask");
  if (!embed) map.settings(values);
  ask({ ask: "film", number, settings: values, lang: about.lang, theme, width, panels: ["side", ...show], at_s: player.time });
}

// ---- what comes back ----
function take(header, payload) {
  if (header.kind === "words") return describe(header);
  if (header.kind === "cell") return map.take(header.number, header.outcome) && idle && map.go();
  if (header.number !== film) return header.kind === "error" && header.number === 0 && trouble(header.text);
  mark(header.kind);
  if (header.kind === "error") {
    trouble(header.text);
    state("");
  } else if (header.kind === "plan") {
    command = header.command;
    player.plan(header, payload);
    state(about.words.plan);
  } else if (header.kind === "told") {
    player.film(header, payload);
    tell(header);
  } else if (header.kind === "frames") {
    player.frames(header, payload);
    state("");
  }
  if ((header.kind === "done" || header.kind === "error") && !embed) {
    idle = true;
    map.go();
  }
  return undefined;
}

/** For measurements: when what was asked and came. */
function mark(kind) {
  if (kind === "ask") performance.clearMarks();
  performance.mark(kind, { detail: film });
}

function tell({ halves, alt, engine }) {
  at("picture").setAttribute("aria-label", alt);
  at("engine").textContent = engine;
  at("result").replaceChildren(
    ...halves.map((half) => {
      const box = document.createElement("article"), numbers = document.createElement("dl"), why = document.createElement("details");
      box.style.setProperty("--tone", about.outcomes[half.outcome][theme]);
      for (const [name, value] of half.measures) numbers.append(element("dt", name), element("dd", value));
      why.append(element("summary", about.words.evidence), element("p", half.reason));
      box.append(element("h3", half.title), element("p", half.verdict, "verdict"), element("p", half.coach), numbers, why);
      return box;
    }),
  );
}

function element(name, text, kind = "") {
  const out = document.createElement(name);
  out.textContent = text;
  if (kind) out.className = kind;
  return out;
}

function state(text) {
  at("state").textContent = text;
  at("state").hidden = !text;
}

function trouble(text) {
  at("trouble").textContent = text;
  at("trouble").hidden = !text;
}

// ---- words and looks ----
function describe(header) {
  about = header;
  lang = document.documentElement.lang = header.lang;
  if (address.has("lang")) history.replaceState(null, "", `#${link()}`);
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = header.words[each.dataset.word];
  document.title = header.words.title;
  at("language").replaceChildren(...Object.entries(header.languages).map(([code, name]) => new Option(name, code, false, code === lang)));
  player.say(header.words, lang);
  form.build(header.groups, values, lang, embed ? header.embed : null);
  if (!embed) map.build(header);
  const boxes = Object.entries(header.panels).map(([name, label]) => {
    const row = document.createElement("label"), box = document.createElement("input");
    Object.assign(box, { type: "checkbox", checked: show.has(name) });
    box.onchange = () => {
      if (box.checked) show.add(name);
      else show.delete(name);
      wanted();
    };
    row.append(box, label);
    return row;
  });
  at("panels").replaceChildren(at("panels").querySelector("legend"), ...boxes);
  shade();
  send();
}

function shade() {
  document.documentElement.classList.toggle("dark", theme === "dark");
  at("theme").textContent = about.words[theme === "dark" ? "light" : "dark"];
}

at("language").onchange = () => {
  address.set("lang", at("language").value);
  ask({ ask: "words", number: ++number, lang: at("language").value });
};
at("theme").onclick = () => {
  theme = theme === "dark" ? "light" : "dark";
  address.set("theme", theme);
  shade();
  wanted();
};
at("reset").onclick = () => {
  values = {};
  form.build(about.groups, values, lang);
  player.restart();
  wanted();
};

// ---- to take away ----
async function copy(text) {
  at("copied").value = text;
  at("copied").hidden = false;
  at("copied").setAttribute("aria-label", at("share-name").textContent);
  try {
    await navigator.clipboard.writeText(text);
    at("said").textContent = about.words.copied;
  } catch {
    at("copied").select(); // not allowed here: it can be copied by hand
  }
}
at("link").onclick = () => copy(location.href.split("#")[0] + `#${link()}`);
at("command").onclick = () => copy(command);
at("image").onclick = async () => {
  if (!player.size) return;
  const saved = document.createElement("a");
  saved.href = URL.createObjectURL(await player.image());
  saved.download = "hinge.png";
  saved.click();
  setTimeout(() => URL.revokeObjectURL(saved.href), 1000);
};

// ---- the rest ----
const KEYS = { " ": () => player.run(!player.playing), k: () => player.run(!player.playing), j: () => player.step(-1), l: () => player.step(1) };
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || !KEYS[event.key]) return;
  if (event.target.closest("button, select, input, summary, a")) return;
  event.preventDefault();
  KEYS[event.key]();
});
document.addEventListener("visibilitychange", () => idle && map.go());
let turned = 0;
new ResizeObserver(() => {
  clearTimeout(turned);
  turned = setTimeout(() => {
    const now = at("stage").clientWidth;
    if (about && film >= 0 && (now < NARROW !== width < NARROW || Math.abs(now - width) > 0.25 * width)) send();
  }, 300);
}).observe(at("stage"));
document.documentElement.classList.toggle("embed", embed);
document.documentElement.classList.toggle("dark", theme === "dark");
for (const [weight, file] of Object.entries(FONTS)) {
  new FontFace("Film", `url(${file})`, { weight }).load().then((face) => {
    document.fonts.add(face);
    player.draw();
  });
}
ask({ ask: "words", number: ++number, lang: ["en", "es", "de", "fr"].includes(lang) ? lang : "en" });
