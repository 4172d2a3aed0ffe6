// Plays a film (see film.py) on a canvas. All data and words are in the page; nothing is loaded.
(async () => {
  "use strict";
  const at = (id) => document.getElementById(id);
  const table = JSON.parse(at("table").textContent);
  const { film, width, height, phone, fps, times, slow, marks, words, language } = table;
  const count = times.length, canvas = at("picture"), ink = canvas.getContext("2d");
  // On a phone the page is drawn beside the screen, and its halves are put under each other.
  const narrow = matchMedia("(max-width: 479.98px)"), sheet = document.createElement("canvas");
  const stacked = () => Boolean(phone) && narrow.matches;
  let pen = ink;
  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

  // ---- the film ----
  function unpacked() {
    const stream = new Blob([bytes(at("records").textContent)]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  }
  async function faces() {
    for (const [weight, data] of Object.entries(table.fonts)) document.fonts.add(await new FontFace("Film", bytes(data), { weight }).load());
  }

  let buffer, known = [], latest = 0; // known: the last points of every track
  const starts = [0], kept = new Map();
  for (const size of film.sizes) starts.push(starts.at(-1) + size);

  /** The shapes of one record, and the points of its tracks. */
  function read(record) {
    const head = new Int32Array(buffer, starts[record]), shapes = head.subarray(2, 2 + head[0]);
    const far = head.subarray(2 + head[0], 2 + head[0] + head[1]), near = new Int8Array(buffer, far.byteOffset + far.byteLength);
    if (record % film.key === 1) known = [];
    const points = [];
    let i = 0, j = 0;
    for (const shape of shapes) {
      const track = film.shapes[shape][1], many = film.tracks[track];
      if (points[track]) continue;
      const now = (points[track] = new Int32Array(2 * many)), old = known[track];
      for (let k = 0, step = 0; k < 2 * many; k++) {
        if (k === many) step = 0;
        const next = near[i++];
        step += next === -128 ? far[j++] : next;
        now[k] = (old ? old[k] : 0) + step;
      }
      known[track] = now;
    }
    return { shapes, points };
  }

  /** One frame; the records since the last key are read first. */
  function frame(number) {
    if (!kept.has(number)) {
      const record = number + 1, key = record - ((record - 1) % film.key);
      for (let r = latest < record && latest >= key ? latest + 1 : key; r <= record; r++) kept.set(r - 1, read(r));
      latest = record;
      for (const other of kept.keys()) if (Math.abs(other - number) > 2) kept.delete(other);
    }
    return kept.get(number);
  }

  // ---- drawing ----
  /** Draws the shapes of a frame, `share` of the way to the next one. */
  function paint({ shapes, points }, next, share) {
    // When shapes come or go in between, all wait for the next frame; a line that grows waits alone.
    const moving = next && share > 0 && next.shapes.length === shapes.length;
    for (const [i, shape] of shapes.entries()) {
      const [row, id, text] = film.shapes[shape], style = film.styles[row], a = points[id];
      const b = moving && film.shapes[next.shapes[i]][1] === id ? next.points[id] : a;
      const place = (k) => (a[k] + share * (b[k] - a[k])) / film.per_point, many = a.length / 2;
      drawShape(pen, style, film.texts[text], many, place, (k) => place(many + k));
    }
  }

  let backdrop, position = 0, playing = false, speed = 1, before = 0, coming = 0;
  function draw() {
    const number = Math.floor(position), apart = stacked(), form = apart ? phone : table, scale = canvas.width / form.width;
    pen = ink;
    if (apart) {
      const size = [Math.round(width * scale), Math.round(phone.sheet * scale)];
      if (sheet.width !== size[0] || sheet.height !== size[1]) [sheet.width, sheet.height] = size;
      pen = sheet.getContext("2d");
    }
    ready(pen, scale);
    pen.clearRect(0, 0, width, apart ? phone.sheet : height);
    paint(backdrop, null, 0);
    paint(frame(number), number + 1 < count ? frame(number + 1) : null, position - number);
    if (apart) lay(scale);
    tell(number);
  }
  function lay(scale) {
    ink.setTransform(1, 0, 0, 1, 0, 0);
    ink.clearRect(0, 0, canvas.width, canvas.height);
    for (const [left, top, right, bottom, x, y] of phone.cuts) {
      const wide = (right - left) * scale, high = (bottom - top) * scale;
      ink.drawImage(sheet, left * scale, top * scale, wide, high, x * scale, y * scale, wide, high);
    }
  }

  // ---- controls ----
  const slider = at("position"), along = (number) => number / Math.max(count - 1, 1);
  const seconds = (time, digits) => time.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }) + " s";
  const frameAt = (time) => Math.max(0, times.findIndex((t) => t >= time - 1e-6) + 1 || count) - 1;

  function tell(number) {
    slider.value = number;
    slider.style.setProperty("--at", 100 * along(number) + "%");
    slider.setAttribute("aria-valuetext", (at("time").textContent = seconds(times[number], 2)));
  }
  function seek(number) {
    position = Math.min(Math.max(number, 0), count - 1);
    draw();
  }
  function run(on) {
    playing = on;
    before = performance.now();
    cancelAnimationFrame(coming);
    at("play").classList.toggle("on", on);
    at("play").title = on ? words.pause : words.play;
    at("play").setAttribute("aria-label", at("play").title);
    if (on) coming = requestAnimationFrame(tick);
    else seek(Math.floor(position));
  }
  function tick(now) {
    position = (position + (Math.min(Math.max(now - before, 0), 100) / 1000) * fps * speed) % count;
    before = now;
    draw();
    coming = requestAnimationFrame(tick);
  }
  function jump(number) {
    run(false);
    seek(number);
  }
  const step = (by) => jump(Math.floor(position) + by);
  const left = (number) => `calc(8px + (100% - 16px) * ${along(number)})`; // the middle of the thumb

  function furnish() {
    slider.max = count - 1;
    for (let a = 0, b; a < count; a++) {
      if (!slow[a] || slow[a - 1]) continue;
      for (b = a; slow[b + 1]; b++);
      const span = document.createElement("span");
      span.className = "slow";
      span.title = words.slow;
      span.style.left = left(a);
      span.style.width = `calc((100% - 16px) * ${along(b - a)})`;
      slider.before(span);
    }
    for (const [time, label] of marks) {
      const button = document.createElement("button"), hint = document.createElement("span"), number = frameAt(time);
      button.className = "mark" + (along(number) < 0.2 ? " first" : along(number) > 0.8 ? " last" : "");
      button.style.left = left(number);
      button.setAttribute("aria-label", (hint.textContent = `${label}, ${seconds(time, 1)}`));
      button.onclick = () => jump(number);
      button.append(hint);
      at("scrubber").append(button);
    }
    for (const value of [0.25, 0.5, 1, 2]) at("speed").add(new Option(`${value.toLocaleString(language)} ×`, value, value === 1, value === 1));
    at("speed").onchange = () => (speed = Number(at("speed").value));
    slider.oninput = () => jump(Number(slider.value));
    at("play").onclick = canvas.onclick = () => run(!playing);
    at("back").onclick = () => step(-1);
    at("forward").onclick = () => step(1);
    at("full").hidden = !document.fullscreenEnabled;
    at("full").onclick = async () => {
      if (document.fullscreenElement) return document.exitFullscreen();
      await document.documentElement.requestFullscreen();
      screen.orientation?.lock?.("landscape").catch(() => {}); // phones only
    };
    const keys = { " ": () => run(!playing), ArrowLeft: () => step(-1), ArrowRight: () => step(1), Home: () => jump(0), End: () => jump(count - 1) };
    onkeydown = (event) => {
      const inside = event.target.closest("button, select")?.localName;
      if (event.altKey || event.ctrlKey || event.metaKey || !keys[event.key] || inside === "select" || (inside && event.key === " ")) return;
      event.preventDefault();
      keys[event.key]();
    };
    onhashchange = () => {
      const asked = /^#t=([\d.]+)$/.exec(location.hash);
      if (asked) jump(frameAt(Number(asked[1])));
      return Boolean(asked);
    };
    const fit = () => {
      const form = stacked() ? phone : table;
      document.documentElement.style.setProperty("--aspect", form.width / form.height);
      // Twice as fine on a phone, where one zooms in.
      const fine = devicePixelRatio * (canvas.clientWidth < 600 ? 2 : 1);
      canvas.width = Math.round(canvas.clientWidth * fine);
      canvas.height = Math.round((canvas.width * form.height) / form.width);
      draw();
    };
    narrow.onchange = fit;
    fit();
    new ResizeObserver(fit).observe(canvas);
  }

  try {
    [buffer] = await Promise.all([unpacked(), faces()]);
    backdrop = read(0);
    furnish();
    if (!onhashchange()) run(!matchMedia("(prefers-reduced-motion: reduce)").matches);
  } catch (error) {
    at("trouble").hidden = false;
    at("controls").hidden = canvas.hidden = true;
    throw error;
  }
})();
