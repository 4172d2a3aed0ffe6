// What a coach does: holds one setting and changes the other, names athletes, variations, faults and cues, asks what works, sets a challenge.
import { at, element, filled, say } from "./elements.js";

const LISTS = ["athlete", "variation", "fault", "cue", "challenge"];

export class Coach {
  /**
   * `page` gives `values` and `held`, `take(values, held)` shows other ones, `question(message, take)` asks something quick and
   * `long(message, take, ended)` something that takes its time; `stop()` ends that.
   */
  constructor(page) {
    Object.assign(this, { page, base: null, name: null, variation: "", best: new Map(), found: null });
    at("coach").onsubmit = (event) => event.preventDefault();
    at("hold").onclick = () => page.take(page.values, { ...page.values });
    at("release").onclick = () => page.take(page.values, null);
    at("swap").onclick = () => page.take(page.held, page.values);
    at("athlete").onchange = () => this.change({ athlete: at("athlete").value }, page.values, false);
    at("variation").onchange = () => {
      const variation = at("variation").value, instead = this.variation;
      if (variation) this.variation = variation;
      this.change({ variation, instead }, page.values, false);
    };
    at("cue").onchange = () => {
      this.change({ cue: at("cue").value }, page.values, true);
      at("cue").value = "";
    };
    at("fault").onchange = () => {
      const before = this.base;
      if (!before) this.base = { ...page.values };
      if (at("fault").value) this.fault();
      else if (before) this.back();
    };
    at("degree").oninput = () => this.fault();
    at("challenge").onchange = () => this.challenge(at("challenge").value);
    at("find").onclick = () => (this.searching ? page.stop() : this.search());
    at("apply").onclick = () => {
      page.take(this.found.values, this.found.before);
      at("stage").scrollIntoView({ block: "nearest" });
    };
  }

  describe(about) {
    this.about = about;
    const lists = { ...about.presets, challenge: about.challenges.map(({ name, title }) => ({ name, label: title })) };
    for (const name of LISTS) {
      const list = at(name), chosen = name === "challenge" ? this.name ?? "" : list.value;
      const none = new Option(name === "challenge" ? about.words.no_challenge : about.words.choose, "");
      list.replaceChildren(none, ...lists[name].map((each) => new Option(each.label, each.name)));
      list.value = chosen;
    }
    at("compare").setAttribute("aria-label", about.words.compare);
    this.degree();
    this.task();
    say("advice", "");
    at("apply").hidden = true;
  }

  /** What is shown has been changed by somebody else: there is nothing to go back to. */
  moved() {
    this.base = null;
    at("fault").value = "";
    at("degree-row").hidden = true;
  }

  shown() {
    at("hold").hidden = this.page.held !== null;
    at("swap").hidden = at("release").hidden = this.page.held === null;
    at("advise").hidden = !this.about.hinges.includes(this.page.values["exercise.name"] ?? this.about.hinges[0]);
  }

  /** Ask for other settings; what was is held beside them where that is wanted. */
  change(change, settings, beside) {
    const before = { ...settings };
    if (!Object.values(change)[0]) return;
    if (!change.fault) this.moved();
    this.page.question({ ask: "change", settings, change }, (header) => {
      if (header.kind === "error") return say("trouble", header.text);
      return this.page.take(header.values, beside ? before : this.page.held);
    });
  }

  fault() {
    this.degree();
    this.change({ fault: at("fault").value, share: Number(at("degree").value) }, this.base, true);
  }

  degree() {
    const said = `${Math.round(100 * at("degree").value)} %`;
    at("degree-row").hidden = !at("fault").value;
    at("degree-said").textContent = said;
    at("degree").setAttribute("aria-valuetext", said);
    at("degree").style.setProperty("--at", said.replace(" ", ""));
  }

  back() {
    const before = this.base;
    this.moved();
    this.page.take(before, null);
  }

  // ---- what works ----
  search() {
    const before = { ...this.page.values };
    const ended = () => {
      this.searching = false;
      at("find").textContent = this.about.words.advise;
    };
    this.searching = true;
    this.found = null;
    at("apply").hidden = true;
    at("find").textContent = this.about.words.cancel;
    const take = (header) => {
      if (header.kind === "searching") return void (at("advice").textContent = filled(this.about.words.searching, { percent: Math.round(100 * header.share) }));
      if (header.kind === "error") at("advice").textContent = header.text;
      else {
        at("advice").replaceChildren(element("strong", header.told), element("span", header.evidence ? ` (${header.evidence})` : ""));
        this.found = { values: header.values, before };
        at("apply").hidden = !Object.keys(header.values).length;
      }
      return true;
    };
    at("advice").hidden = false;
    this.page.long({ ask: "advice" }, take, () => {
      if (!this.found) at("advice").textContent = "";
      ended();
    }, ended);
  }

  // ---- challenges ----
  challenge(name) {
    this.name = name || null;
    this.task();
    const chosen = this.about.challenges.find((each) => each.name === name);
    if (chosen) this.page.take({ ...chosen.start }, null);
    else this.page.take(this.page.values, this.page.held);
  }

  task() {
    say("task", this.about.challenges.find((each) => each.name === this.name)?.task ?? "");
    at("worth").hidden = true;
  }

  /** What the run is worth; the best that met the challenge is kept while the page is open. */
  judge(worth) {
    at("worth").hidden = !worth;
    if (!worth) return;
    const { met, checks, score, more, name } = worth, words = this.about.words, had = this.best.get(name);
    if (met && (!had || (more ? score.value > had.value : score.value < had.value))) this.best.set(name, score);
    const list = element("ul", "");
    for (const check of checks) {
      const item = element("li", `${check.met ? "✓" : "✗"} ${check.text}`);
      item.append(element("span", ` (${check.value})`));
      list.append(item);
    }
    const best = this.best.get(name);
    at("worth").replaceChildren(
      element("h3", met ? words.met : words.unmet),
      list,
      element("p", score.value === null ? "" : `${score.label}: ${score.shown}. ${best ? filled(words.best, { value: best.shown }) : ""}`),
    );
  }
}
