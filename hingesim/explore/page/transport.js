// Questions to the server that gave this page, and its answers.

/** `take` gets the header and the payload of every answer, `lost` is called when there will be no more. */
export function connect(take, lost) {
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

/** Where the fonts of the pictures are. */
export const FONTS = { normal: "film.woff", bold: "film-bold.woff" };
