// The page: what is set goes into the address and to the physics, what comes back goes to the picture, the words and the map.
import { Coach } from "./coach.js";
import { at, say } from "./elements.js";
import { Form } from "./form.js";
import { OutcomeMap } from "./map.js";
import { Player } from "./player.js";
import { score, tell } from "./results.js";
import { Saver } from "./save.js";
import { connect, font } from "./transport.js";

const LOOKS = ["lang", "units", "theme", "embed", "fields", "show", "hold", "challenge"]; // keys of the address that are not settings
const HELD = "a."; // begins the names of settings that are held
const NARROW = 480, LEAST = 320, MOST = 1100, CALM_MS = 60, SLOW_MS = 4000, FEWER_FPS = 10;

const address = new URLSearchParams(location.hash.slice(1));
const embed = address.get("embed") === "1";
let lang = address.get("lang") ?? navigator.language?.slice(0, 2) ?? "en";
let units = address.get("units") === "gym" ? "gym" : "metric";
let theme = address.get("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
let show = new Set((address.get("show") ?? "").split(",").filter(Boolean));
let values = Object.fromEntries([...address].filter(([key]) => !LOOKS.includes(key) && !key.startsWith(HELD)));
let held = address.get("hold") === "1" ? Object.fromEntries([...address].filter(([key]) => key.startsWith(HELD)).map(([key, value]) => [key.slice(HELD.length), value])) : null;
let about = null, number = 0, film = -1, idle = false, whole = false, command = "", waiting = 0, width = 0, long = null, asked = 0, slow = false;
const quick = new Map(); // by number: who takes the answer to something quick

const ask = connect(take, (reason) => say("trouble", reason || about?.words.lost || "The connection is lost."));
const player = new Player(() => {});
const form = new Form(at("settings"), changed, (field, text) => {
  page.question({ ask: "read", settings: { [field]: text } }, (header) => {
    if (header.kind === "error") {
      say("trouble", header.text);
      return form.set(field, values[field] ?? specs().find((each) => each.field === field).default);
    }
    set(field, header.values[field]);
    form.set(field, header.values[field], header.shown[field]);
    coach.moved();
    return wanted();
  });
});
const map = new OutcomeMap(at("map"), {
  ask: (settings) => (ask({ ask: "cell", number: ++number, settings }), number),
  spot: (cells, told) => page.question({ ask: "spot", cells, settings: values }, told),
  chosen: (cell) => {
    for (const [field, value] of Object.entries(cell)) {
      set(field, value);
      form.set(field, value);
    }
    coach.moved();
    player.restart();
    wanted();
    at("stage").scrollIntoView({ block: "nearest" });
  },
});

// ---- what the other parts may do ----
const page = {
  player,
  get values() {
    return values;
  },
  get held() {
    return held;
  },
  get command() {
    return command;
  },
  whole: () => whole,
  link: (more) => location.href.split("#")[0] + `#${link(more)}`,
  /** Other settings, and others that are held beside them. */
  take(given, beside) {
    values = Object.fromEntries(Object.entries(given).filter(([field, value]) => String(spec(field)?.default) !== String(value)));
    held = beside && { ...beside };
    form.all(values);
    player.restart();
    wanted();
  },
  question(message, told) {
    quick.set(++number, told);
    ask({ settings: {}, lang: about.lang, units, ...message, number });
  },
  /** Something that takes its time; it ends the film, and the next film ends it. `told` says when it is done, `ended` hears when it was ended. */
  long(message, told, ended, done = () => {}) {
    leave();
    long = { number: ++number, told, ended, done };
    const wide = width < NARROW ? 480 : 960;
    ask({ ...question(), ...message, width: wide, number });
  },
  stop() {
    ask({ ask: "stop", number: ++number });
    leave();
    resume();
  },
};
const coach = new Coach(page), saver = new Saver(page);

/** What took its time is not wanted any more. */
function leave() {
  const left = long;
  long = null;
  idle = false;
  clearTimeout(waiting);
  map.pause();
  left?.ended();
}

function resume() {
  if (!whole) return send();
  idle = true;
  return mapped() && map.go();
}

// ---- what is asked ----
const specs = () => about.groups.flatMap((group) => group.controls);
const spec = (field) => specs().find((each) => each.field === field);

function set(field, value) {
  if (spec(field) && String(spec(field).default) === String(value)) delete values[field];
  else values[field] = value;
}

function changed(field, value) {
  set(field, value);
  coach.moved();
  if (["band.name", "exercise.name"].includes(field)) form.fit(values);
  wanted();
}

function link(more = {}) {
  const found = new URLSearchParams(Object.entries(values).map(([key, value]) => [key, String(value)]));
  for (const [key, value] of Object.entries(held ?? {})) found.set(HELD + key, String(value));
  if (held) found.set("hold", "1");
  if (about.lang !== "en" || address.has("lang")) found.set("lang", about.lang);
  if (units !== "metric") found.set("units", units);
  if (address.has("theme")) found.set("theme", theme);
  if (show.size) found.set("show", [...show].join(","));
  if (coach.name) found.set("challenge", coach.name);
  if (embed) found.set("embed", "1");
  if (embed && address.has("fields")) found.set("fields", address.get("fields"));
  for (const [key, value] of Object.entries(more)) found.set(key, value);
  return found.toString().replaceAll("%2C", ",");
}

/** Something is wanted: at once, or as soon as the finger gives it a moment. */
function wanted() {
  history.replaceState(null, "", `#${link()}`);
  clearTimeout(waiting);
  waiting = setTimeout(send, performance.now() - (wanted.last ?? -1e9) < CALM_MS ? CALM_MS : 0);
  wanted.last = performance.now();
}

const question = () => ({
  settings: values, ...(held && { held }), ...(coach.name && { challenge: coach.name }), ...(slow && { fps: FEWER_FPS }),
  lang: about.lang, units, theme, width, panels: ["side", ...show],
});

function send() {
  leave();
  whole = false;
  say("trouble", "");
  width = Math.round(Math.min(MOST, Math.max(LEAST, at("stage").clientWidth)));
  film = ++number;
  asked = performance.now();
  mark("ask");
  coach.shown();
  const { hinge, band } = form.fit(values);
  at("map-help").textContent = hinge && band ? about.words.map_help : about.words.no_map;
  for (const id of ["map", "spot", "cell", "legend"]) at(id).hidden = !(hinge && band);
  if (mapped()) map.settings(values);
  ask({ ask: "film", number, ...question(), at_s: player.time });
}

const mapped = () => !embed && !at("map").hidden;

// ---- what comes back ----
function take(header, payload) {
  if (header.kind === "words") return describe(header);
  if (header.kind === "cell") return map.take(header.number, header.outcome) && idle && map.go();
  const told = quick.get(header.number);
  if (told) {
    quick.delete(header.number);
    return told(header, payload);
  }
  if (long && header.number === long.number) {
    if (!long.told(header, payload)) return undefined;
    const { done } = long;
    long = null;
    done();
    return resume();
  }
  if (header.number !== film) return header.kind === "error" && header.number === 0 && say("trouble", header.text);
  mark(header.kind);
  if (header.kind === "error") {
    say("trouble", header.text);
    say("state", "");
  } else if (header.kind === "plan") {
    command = header.command;
    player.plan(header, payload);
    say("state", about.words.plan);
  } else if (header.kind === "told") {
    player.film(header, payload);
    at("picture").setAttribute("aria-label", header.alt);
    at("engine").textContent = header.engine;
    tell(header, about);
    coach.judge(null);
    if (performance.now() - asked > SLOW_MS && !slow) {
      slow = true;
      say("slow", about.words.slow);
    }
  } else if (header.kind === "frames") {
    player.frames(header, payload);
    say("state", "");
  } else if (header.kind === "cards") {
    score(header.cards, about);
    coach.judge(header.challenge);
  }
  if (header.kind === "done" || header.kind === "error") {
    whole = header.kind === "done";
    idle = true;
    if (mapped()) map.go();
  }
  return undefined;
}

/** For measurements: when what was asked and came. */
function mark(kind) {
  if (kind === "ask") performance.clearMarks();
  performance.mark(kind, { detail: film });
}

// ---- words and looks ----
function describe(header) {
  about = header;
  lang = document.documentElement.lang = header.lang;
  if (address.has("lang")) history.replaceState(null, "", `#${link()}`);
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = header.words[each.dataset.word];
  document.title = header.words.title;
  at("language").replaceChildren(...Object.entries(header.languages).map(([code, name]) => new Option(name, code, false, code === lang)));
  at("units").value = units;
  player.say(header.words, lang);
  coach.name = about.challenges.some(({ name }) => name === address.get("challenge")) ? address.get("challenge") : coach.name;
  address.delete("challenge");
  coach.describe(header);
  saver.describe(header);
  build();
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

function build() {
  form.build(about, values, units, embed ? address.get("fields")?.split(",") ?? about.embed : null);
  if (!embed) map.build(about, units);
}

function shade() {
  document.documentElement.classList.toggle("dark", theme === "dark");
  at("theme").textContent = about.words[theme === "dark" ? "light" : "dark"];
}

at("language").onchange = () => {
  address.set("lang", at("language").value);
  ask({ ask: "words", number: ++number, lang: at("language").value });
};
at("units").onchange = () => {
  units = at("units").value;
  build();
  wanted();
};
at("theme").onclick = () => {
  theme = theme === "dark" ? "light" : "dark";
  address.set("theme", theme);
  shade();
  wanted();
};
at("reset").onclick = () => {
  coach.moved();
  coach.name = null;
  coach.variation = "";
  at("challenge").value = at("athlete").value = at("variation").value = "";
  coach.task();
  page.take({}, null);
};

// ---- the rest ----
const KEYS = { " ": () => player.run(!player.playing), k: () => player.run(!player.playing), j: () => player.step(-1), l: () => player.step(1) };
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || !KEYS[event.key]) return;
  if (event.target.closest("button, select, input, summary, a, progress")) return;
  event.preventDefault();
  KEYS[event.key]();
});
document.addEventListener("visibilitychange", () => idle && mapped() && map.go());
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
for (const weight of ["normal", "bold"]) {
  font(weight)
    .then((source) => new FontFace("Film", source, { weight }).load())
    .then((face) => {
      document.fonts.add(face);
      player.draw();
    });
}
ask({ ask: "words", number: ++number, lang: ["en", "es", "de", "fr"].includes(lang) ? lang : "en" });
