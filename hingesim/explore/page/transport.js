// Questions of the page and their answers: to the server that gave it, or to the physics that is built into it.
import { builtIn, part, released } from "./parts.js";

const FONTS = { normal: "film.woff", bold: "film-bold.woff" };

/** `take` gets the header and the payload of every answer, `lost` is called when there will be no more. */
export const connect = builtIn ? toWorker : toServer;

function toServer(take, lost) {
  const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/questions`);
  socket.binaryType = "arraybuffer";
  const open = new Promise((done) => (socket.onopen = done));
  socket.onmessage = ({ data }) => {
    const long = new Uint32Array(data, 0, 1)[0];
    take(JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, long))), new Uint8Array(data, 4 + long));
  };
  socket.onclose = ({ reason }) => lost(reason);
  return async (message) => {
    await open;
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
}

/** The physics runs in a thread of the page; its words are there before it has started. */
function toWorker(take, lost) {
  let told = {};
  const words = part("words.json").then((body) => (told = JSON.parse(new TextDecoder().decode(body))));
  const ended = (why) => lost(told[document.documentElement.lang]?.words[why]);
  const worker = part("worker.js").then((body) => {
    const started = new Worker(URL.createObjectURL(new Blob([body], { type: "text/javascript" })));
    started.onmessage = ({ data }) => {
      if (!data.ended) return take(JSON.parse(data.header), data.payload);
      console.error(data.ended);
      return ended("stopped");
    };
    started.onerror = () => ended("old");
    for (const name of released()) part(name).then((bytes) => started.postMessage({ name, bytes }, [bytes.buffer]));
    return started;
  });
  worker.catch(() => ended("old"));
  return async (message) => {
    if (message.ask === "words") take({ ...(await words)[message.lang], number: message.number });
    else (await worker).postMessage(message);
  };
}

/** A font of the pictures, as FontFace wants it. */
export async function font(weight) {
  return builtIn ? (await part(FONTS[weight])).buffer : `url(${FONTS[weight]})`;
}
