// To take away: pictures, clips, a worksheet, and lines of text.
import { ready } from "./canvas.js";
import { at, element, filled, say } from "./elements.js";
import { paint, unpacked } from "./parcel.js";

const VIDEOS = ["video/mp4;codecs=avc1.42E01E", "video/mp4", "video/webm"]; // what a browser may record, the most widely played first

const GIF_FPS = 10, GIF_WIDTH = 720, MOST_FRAMES = 400;

export class Saver {
  /** `page` as for the coach, with `player`, `whole()` once every picture is there, `link(more)` and `command`. */
  constructor(page) {
    this.page = page;
    at("link").onclick = () => this.copy(page.link({}));
    at("frame").onclick = () => {
      const address = page.link({ embed: "1" }).replaceAll("&", "&amp;").replaceAll('"', "%22");
      this.copy(`<iframe src="${address}" width="720" height="760" title="${document.title}"></iframe>`);
    };
    at("command").onclick = () => this.copy(page.command);
    at("image").onclick = async () => page.player.size && this.keep(await page.player.image(), "hinge.png");
    at("gif").onclick = () => (this.formats.includes("gif") ? this.drawn("gif") : this.painted());
    at("mp4").onclick = () => (this.formats.includes("mp4") ? this.drawn("mp4") : this.recorded());
    at("print").onclick = () => page.long({ ask: "sheet" }, (header, payload) => this.sheet(header, payload), () => {});
    at("cancel").onclick = () => (this.recorder ? this.recorder.stop() : page.stop());
  }

  describe(about) {
    this.about = about;
    this.formats = about.formats ?? [];
    at("mp4").hidden = !this.formats.includes("mp4") && !kindOfVideo();
  }

  keep(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    this.said(this.about.words.saved);
  }

  said(text) {
    at("said").textContent = text;
  }

  working(share, text) {
    at("working").hidden = text === "";
    if (share === null) at("progress").removeAttribute("value");
    else at("progress").value = share;
    this.said(text);
  }

  async copy(text) {
    at("copied").value = text;
    at("copied").hidden = false;
    at("copied").setAttribute("aria-label", at("share-name").textContent);
    try {
      await navigator.clipboard.writeText(text);
      this.said(this.about.words.copied);
    } catch {
      at("copied").select(); // not allowed here: it can be copied by hand
    }
  }

  /** The host draws the file, or makes it of pictures that are drawn here. */
  drawn(format, more = {}) {
    const take = (header, payload) => {
      if (header.kind === "drawing") return void this.working(header.share, filled(this.about.words.drawing, { percent: Math.round(100 * header.share) }));
      if (header.kind === "error") say("trouble", header.text);
      else this.keep(new Blob([payload], { type: header.media }), header.name);
      at("working").hidden = true;
      return true;
    };
    this.working(0, filled(this.about.words.drawing, { percent: 0 }));
    this.page.long({ ask: "clip", format, ...more }, take, () => this.working(0, ""), () => {});
  }

  /** The browser draws the pictures of a GIF; they become a file elsewhere. */
  async painted() {
    const { player } = this.page;
    if (!player.times || !this.page.whole()) return;
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d"), frames = [], { size, times } = player;
    const every = Math.max(player.fps / GIF_FPS, times.length / MOST_FRAMES), scale = Math.min(1, GIF_WIDTH / size[0]);
    [canvas.width, canvas.height] = size.map((points) => Math.round(scale * points));
    for (let frame = 0; frame < times.length; frame += every) {
      if (player.times !== times) return this.working(0, ""); // something else is wanted by now
      player.frameOnto(pen, scale, Math.floor(frame));
      frames.push(canvas.toDataURL("image/png").split(",")[1]);
      this.working(frame / times.length, filled(this.about.words.drawing, { percent: Math.round((100 * frame) / times.length) }));
      await new Promise((done) => setTimeout(done));
    }
    this.drawn("gif", { frames, fps: GIF_FPS });
  }

  /** The browser records the picture while it plays once, from its start. */
  recorded() {
    const { player } = this.page, kind = kindOfVideo();
    if (!player.times || !this.page.whole() || this.recorder) return;
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d"), parts = [];
    [canvas.width, canvas.height] = player.size.map((points) => 2 * Math.round(points));
    const recorder = (this.recorder = new MediaRecorder(canvas.captureStream(player.fps), { mimeType: kind, videoBitsPerSecond: 4e6 }));
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const { times } = player;
    let frame = 0;
    const next = () => {
      if (player.times !== times) return recorder.stop(); // something else is wanted by now
      player.frameOnto(pen, canvas.width / player.size[0], frame);
      this.working(frame / times.length, this.about.words.recording);
      frame += 1;
      if (frame >= times.length) recorder.stop();
    };
    next();
    const clock = setInterval(() => recorder.state === "recording" && next(), 1000 / player.fps);
    recorder.onstop = () => {
      clearInterval(clock);
      this.recorder = null;
      this.working(0, "");
      if (frame >= times.length) this.keep(new Blob(parts, { type: kind.split(";")[0] }), `hinge.${kind.includes("mp4") ? "mp4" : "webm"}`);
    };
    recorder.start();
  }

  /** Two pages to print: questions, then answers. */
  sheet(header, payload) {
    if (header.kind === "error") {
      say("trouble", header.text);
      return true;
    }
    const { texts, rows, questions, foot } = header, pictures = unpacked(header.table, payload), sheet = at("sheet");
    sheet.replaceChildren();
    let next = 0;
    for (const answers of [false, true]) {
      const page = element("section", "");
      page.append(element("h1", answers ? texts.key : texts.title));
      if (!answers) page.append(element("p", `${texts.name}: ______________________    ${texts.date}: ____________`));
      for (const { title, verdict, numbers } of rows) {
        const row = element("div", "", "row");
        for (const number of numbers) {
          const figure = element("figure", "");
          figure.append(element("figcaption", String(number)), drawing(pictures[next++], header.size));
          row.append(figure);
        }
        page.append(element("h2", answers ? `${title}: ${verdict}` : title), row);
      }
      const list = element("ol", "");
      for (const [question, answer] of questions) {
        const item = element("li", question);
        if (answers) item.append(element("strong", answer));
        list.append(item);
      }
      page.append(list, element("footer", foot));
      sheet.append(page);
    }
    window.print();
    return true;
  }
}

const kindOfVideo = () => (window.MediaRecorder && HTMLCanvasElement.prototype.captureStream ? VIDEOS.find((kind) => MediaRecorder.isTypeSupported(kind)) : undefined);

function drawing(picture, [wide, high]) {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d"), image = document.createElement("img");
  [canvas.width, canvas.height] = [2 * wide, 2 * high];
  ready(pen, 2);
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, wide, high);
  paint(pen, picture);
  image.src = canvas.toDataURL("image/png");
  image.alt = "";
  return image;
}
