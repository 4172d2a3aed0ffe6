// The picture: the plan while it is all there is, then the film of the physics, played, stepped and scrubbed.
import { ready } from "./canvas.js";
import { paint, unpacked } from "./parcel.js";

const SPEEDS = [0.25, 0.5, 1, 2];
const at = (id) => document.getElementById(id);

export class Player {
  /** `moved` is called with the recorded time whenever another picture is shown. */
  constructor(moved) {
    this.canvas = at("picture");
    this.pen = this.canvas.getContext("2d");
    this.moved = moved;
    this.size = null; // nothing to draw yet
    this.time = 0; // recorded time that is shown, kept from film to film
    this.playing = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.speed = 1;
    this.pictures = [];
    at("position").oninput = () => this.jump(Number(at("position").value));
    at("play").onclick = this.canvas.onclick = () => this.run(!this.playing);
    at("back").onclick = () => this.step(-1);
    at("forward").onclick = () => this.step(1);
    at("speed").onchange = () => (this.speed = Number(at("speed").value));
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  say(words, lang) {
    this.words = words;
    this.lang = lang;
    for (const id of ["back", "forward", "position", "speed"]) at(id).setAttribute("aria-label", words[id]);
    for (const id of ["back", "forward"]) at(id).title = words[id];
    at("speed").replaceChildren(...SPEEDS.map((value) => new Option(`${value.toLocaleString(lang)} ×`, value, value === 1, value === this.speed)));
    this.buttons();
  }

  buttons() {
    at("play").classList.toggle("on", this.playing);
    at("play").title = this.playing ? this.words.pause : this.words.play;
    at("play").setAttribute("aria-label", at("play").title);
  }

  /** The pose that is meant: at once, before any physics. */
  plan(header, payload) {
    const [backdrop, picture] = unpacked(header.table, payload);
    Object.assign(this, { size: header.size, page: header.page, backdrop, still: picture, pictures: [], times: null });
    at("position").disabled = true;
    this.draw();
  }

  /** The frame of the physics; its pictures come after. */
  film(header, payload) {
    this.next = { size: header.size, page: header.page, backdrop: unpacked(header.table, payload)[0], header };
  }

  frames(header, payload) {
    const got = unpacked(header.table, payload);
    if (this.next) {
      const { size, page, backdrop, header: film } = this.next;
      Object.assign(this, { size, page, backdrop, still: null, pictures: [], times: film.times, order: film.pictures, fps: film.fps, next: null });
      at("position").max = this.times.length - 1;
      at("position").disabled = false;
      this.position = this.frameAt(this.time);
      header.numbers.forEach((number, i) => (this.pictures[number] = got[i]));
      this.run(this.playing);
      return;
    }
    header.numbers.forEach((number, i) => (this.pictures[number] = got[i]));
    if (!this.playing) this.draw();
  }

  frameAt(time) {
    const found = this.times.findIndex((each) => each >= time - 1e-6);
    return found < 0 ? this.times.length - 1 : found;
  }

  /** The pictures on both sides of a place among the frames, and the share of the way from the one to the other. Some are not here, or not yet. */
  around(position) {
    const { order, pictures } = this, frame = Math.min(Math.floor(position), order.length - 1), number = order[frame];
    const wanted = number + (order[frame + 1] === number + 1 ? position - frame : 0);
    let before = number, after = Math.ceil(wanted);
    while (before > 0 && !pictures[before]) before--;
    while (after < pictures.length && !pictures[after]) after++;
    if (!pictures[before]) return [pictures.find(Boolean)];
    return after > before && pictures[after] ? [pictures[before], pictures[after], (wanted - before) / (after - before)] : [pictures[before]];
  }

  draw() {
    if (!this.size) return;
    const [wide, high] = this.size, canvas = this.canvas;
    canvas.style.aspectRatio = `${wide} / ${high}`;
    const dots = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
    if (canvas.width !== dots || canvas.height !== Math.round((dots * high) / wide)) {
      canvas.width = dots;
      canvas.height = Math.round((dots * high) / wide);
    }
    this.onto(this.pen, dots / wide);
    if (this.times) this.tell(Math.floor(this.position));
  }

  /** Paint what is shown now on any canvas. */
  onto(pen, scale) {
    this.under(pen, scale);
    if (this.still) return paint(pen, this.still);
    paint(pen, ...this.around(this.position));
  }

  /** Paint one frame of the film on any canvas. */
  frameOnto(pen, scale, frame) {
    this.under(pen, scale);
    paint(pen, ...this.around(frame));
  }

  under(pen, scale) {
    const [wide, high] = this.size;
    ready(pen, scale);
    pen.globalAlpha = 1;
    pen.fillStyle = this.page;
    pen.fillRect(0, 0, wide, high);
    paint(pen, this.backdrop);
  }

  tell(frame) {
    const slider = at("position"), said = `${this.times[frame].toLocaleString(this.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} s`;
    slider.value = frame;
    slider.style.setProperty("--at", `${(100 * frame) / Math.max(1, this.times.length - 1)}%`);
    slider.setAttribute("aria-valuetext", said);
    at("time").textContent = said;
    this.time = this.times[frame];
    this.moved(this.time);
  }

  run(on) {
    this.playing = on;
    this.buttons();
    cancelAnimationFrame(this.coming);
    this.before = performance.now();
    if (on && this.times) this.coming = requestAnimationFrame((now) => this.tick(now));
    else this.draw();
  }

  tick(now) {
    if (!this.times) return;
    const passed = Math.min(Math.max(now - this.before, 0), 100) / 1000;
    this.position = (this.position + passed * this.fps * this.speed) % this.times.length;
    this.before = now;
    this.draw();
    this.coming = requestAnimationFrame((later) => this.tick(later));
  }

  jump(frame) {
    if (!this.times) return;
    this.position = Math.min(Math.max(frame, 0), this.times.length - 1);
    this.run(false);
  }

  step(by) {
    if (this.times) this.jump(Math.floor(this.position) + by);
  }

  /** From the start, playing: what was chosen is wanted whole. */
  restart() {
    this.time = 0;
    this.playing = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** The picture as a PNG, twice as fine as it was laid out. */
  image() {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = this.size.map((points) => 2 * points);
    this.onto(canvas.getContext("2d"), 2);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }
}
