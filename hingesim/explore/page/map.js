// The outcome map: every cell is asked for while nothing else is going on, from coarse to fine, and what was found is kept.

const KEPT = 8; // maps of other settings that are kept
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
export const SIGNS = {
  posterior_shift: "✓", mid_foot: "○", on_heel: "◂", stood: "|", on_toes: "▸", stalled: "×",
  forward_fall: "▶", backward_fall: "◀", sideways_fall: "▼", foot_touch: "▽", null: "–",
};

export class OutcomeMap {
  /** `ask` sends a cell and gives its number; `chosen` is called with the values of a cell. */
  constructor(place, { ask, spot, chosen }) {
    Object.assign(this, { place, ask, spot, chosen, kept: new Map(), coming: new Map(), spots: new Map(), focus: null, units: "metric" });
    document.getElementById("spot-go").onclick = () => this.choose(...this.sweet);
  }

  /** What was asked for has been ended. */
  pause() {
    this.coming.clear();
  }

  choose(i, j) {
    this.chosen({ [this.grid.x]: this.grid.xs[i], [this.grid.y]: this.grid.ys[j] });
  }

  build(description, units) {
    this.units = units;
    this.spots.clear(); // told in other words

    Object.assign(this, { about: description, grid: description.map, words: description.words, outcomes: description.outcomes, lanes: description.lanes ?? 1 });
    const { xs, ys } = this.grid, spec = (field) => description.groups.flatMap((group) => group.controls).find((each) => each.field === field);
    this.specs = { x: spec(this.grid.x), y: spec(this.grid.y) };
    const table = document.createElement("table"), had = this.place.contains(document.activeElement);
    table.setAttribute("role", "grid");
    table.setAttribute("aria-labelledby", "map-name");
    table.setAttribute("aria-describedby", "map-help");
    table.createCaption().textContent = `${this.specs.y.label} ↑`;
    table.caption.className = "name";
    this.cells = new Map();
    for (let j = ys.length - 1; j >= 0; j--) {
      const row = table.insertRow();
      head(row, "row", this.said(ys[j], "y"));
      for (let i = 0; i < xs.length; i++) row.insertCell().append(this.cell(i, j));
    }
    const foot = table.insertRow();
    head(foot, "", "");
    xs.forEach((x, i) => head(foot, "col", i % 2 ? "" : units === "gym" ? this.grid.gym.x[i] : x.toLocaleString(this.about.lang)));
    const name = document.createElement("p");
    name.className = "name";
    name.style.textAlign = "right";
    name.textContent = `${this.specs.x.label}${units === "gym" ? "" : ` (${this.specs.x.unit})`} →`;
    this.place.replaceChildren(table, name);
    const legend = [...Object.entries(this.outcomes), ["null", { label: this.words.not_possible, fill: "#ffffff" }]].map(([key, { label, fill }]) => {
      const item = document.createElement("li"), sign = document.createElement("span");
      sign.style.setProperty("--fill", fill);
      sign.textContent = SIGNS[key];
      sign.ariaHidden = "true";
      item.append(sign, label);
      item.dataset.outcome = key;
      return item;
    });
    document.getElementById("legend").replaceChildren(...legend);
    if (had) this.cells.get(this.focus)?.focus();
    if (this.found) this.show();
  }

  said(value, axis) {
    const { unit } = this.specs[axis], place = this.grid[`${axis}s`].indexOf(value);
    if (this.units === "gym" && place >= 0) return this.grid.gym[axis][place];
    return value.toLocaleString(this.about.lang, { maximumFractionDigits: 2 }) + (unit === "°" ? unit : ` ${unit}`);
  }

  cell(i, j) {
    const button = document.createElement("button"), key = `${i} ${j}`;
    button.type = "button";
    button.tabIndex = -1;
    button.onclick = () => this.choose(i, j);
    button.onfocus = () => this.visit(key);
    button.onkeydown = (event) => {
      const move = MOVES[event.key];
      if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.cells.get(`${i + move[0]} ${j + move[1]}`)?.focus();
    };
    button.onpointerenter = () => (document.getElementById("cell").textContent = button.getAttribute("aria-label"));
    this.cells.set(key, button);
    return button;
  }

  visit(key) {
    this.focus = key;
    for (const [other, button] of this.cells) button.tabIndex = other === key ? 0 : -1;
    document.getElementById("cell").textContent = this.cells.get(key).getAttribute("aria-label");
  }

  /** The settings are these: the map is that of everything but its two axes. */
  settings(values) {
    const { [this.grid.x]: x, [this.grid.y]: y, ...others } = values, key = JSON.stringify(Object.entries(others).sort());
    this.here = { x: Number(x ?? this.specs.x.default), y: Number(y ?? this.specs.y.default) };
    this.others = others;
    this.key = key;
    this.coming.clear(); // a newer hinge has ended them
    this.found = this.kept.get(key) ?? new Map();
    this.kept.delete(key);
    this.kept.set(key, this.found);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    this.show();
  }

  /** Go on with what is missing; called whenever there is nothing else to do. */
  go() {
    if (!this.found || document.hidden) return;
    for (const [i, j] of this.grid.order) {
      if (this.coming.size >= this.lanes) return;
      const key = `${i} ${j}`;
      if (this.found.has(key) || [...this.coming.values()].includes(key)) continue;
      this.coming.set(this.ask({ ...this.others, [this.grid.x]: this.grid.xs[i], [this.grid.y]: this.grid.ys[j] }), key);
    }
  }

  /** An answer, if it is to one of its own questions that still counts. */
  take(number, outcome) {
    const key = this.coming.get(number);
    if (key === undefined) return false;
    this.coming.delete(number);
    this.found.set(key, outcome);
    this.show();
    return true;
  }

  /** The sweet spot, asked for once the map is full. */
  sweetSpot() {
    const { xs, ys } = this.grid, full = this.found.size === xs.length * ys.length, found = this.found, key = this.key;
    const told = this.spots.get(key), text = document.getElementById("spot-told"), said = told?.told ?? this.words.spot_wait;
    this.sweet = told?.cell ?? null;
    const where = this.sweet ? this.words.spot_place.replace(/\{(\w+)\}/g, (_, name) => told[name]) : "";
    if (text.textContent !== (where ? `${where}. ${said}` : said)) text.textContent = where ? `${where}. ${said}` : said;
    document.getElementById("spot-go").hidden = !this.sweet;
    if (!full || told) return;
    this.spots.set(key, {});
    this.spot(ys.map((_, j) => xs.map((_, i) => found.get(`${i} ${j}`))), (header) => {
      this.spots.set(key, header);
      this.show();
    });
  }

  show() {
    this.sweetSpot();
    const { xs, ys } = this.grid, near = (values, at) => values.findIndex((each) => Math.abs(each - at) <= (values[1] - values[0]) / 2 + 1e-9);
    const here = `${near(xs, this.here.x)} ${near(ys, this.here.y)}`, seen = new Set();
    for (const [key, button] of this.cells) {
      const known = this.found.has(key), outcome = known ? this.found.get(key) : this.nearest(key), look = this.outcomes[outcome];
      button.className = outcome === undefined ? "unknown" : known ? "" : "guess";
      button.classList.toggle("here", key === here);
      button.classList.toggle("sweet", key === this.sweet?.join(" "));
      button.style.setProperty("--fill", look?.fill ?? "#ffffff");
      button.textContent = known ? SIGNS[outcome] : "";
      if (outcome !== undefined) seen.add(String(outcome));
      const [i, j] = key.split(" ").map(Number), told = known ? look?.label ?? this.words.not_possible : this.words.waiting;
      const label = this.words.map_cell.replace("{x}", this.said(xs[i], "x")).replace("{y}", this.said(ys[j], "y")).replace("{outcome}", told);
      const more = [key === here && this.words.here, key === this.sweet?.join(" ") && this.words.spot].filter(Boolean).join(", ");
      button.setAttribute("aria-label", more ? `${label} (${more})` : label);
    }
    if (!this.cells.has(this.focus)) this.focus = this.cells.has(here) ? here : "0 0";
    for (const [key, button] of this.cells) button.tabIndex = key === this.focus ? 0 : -1;
    for (const item of document.getElementById("legend").children) item.hidden = !seen.has(item.dataset.outcome);
    const focused = this.cells.get(this.focus), line = document.getElementById("cell"), count = xs.length * ys.length;
    if (focused === document.activeElement) line.textContent = focused.getAttribute("aria-label");
    else if (!this.place.matches(":hover")) line.textContent = this.words.progress.replace(/\{done.*?\}/, this.found.size).replace(/\{count.*?\}/, count);
  }

  /** The outcome of the nearest cell that is known. */
  nearest(key) {
    const [i, j] = key.split(" ").map(Number);
    let best = Infinity, found;
    for (const [other, outcome] of this.found) {
      const [k, l] = other.split(" ").map(Number), far = (k - i) ** 2 + (l - j) ** 2;
      if (far < best) [best, found] = [far, outcome];
    }
    return found;
  }
}

function head(row, scope, text) {
  const cell = document.createElement(text ? "th" : "td");
  if (scope && text) cell.scope = scope;
  cell.textContent = text;
  row.append(cell);
}
