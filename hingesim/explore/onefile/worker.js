// The session in a thread of the page: questions come as messages and are answered by Python; nothing is fetched.
//
// A classic worker, as a page that is a file cannot start a module. Before it stand the runtimes of Python and MuJoCo, `Body` and `started`.

const KINDS = { wasm: "application/wasm", json: "application/json" };
const LONG = ["film", "advice", "clip", "sheet", "stop"]; // as asked.LONG
const slots = new Map(), quick = [], cells = [];
let long = null, wish = 0, called = () => {};

/** A file of the page, once it is there; whoever takes it has it alone. */
function file(name) {
  if (!slots.has(name)) {
    const slot = {};
    slot.bytes = new Promise((given) => (slot.given = given));
    slots.set(name, slot);
  }
  return slots.get(name);
}

// What the runtimes ask of the network they get from the page.
self.fetch = async (address) => {
  const name = String(address.url ?? address).split("/").at(-1).split("?")[0];
  return new Response(await file(name).bytes, { headers: { "content-type": KINDS[name.split(".").at(-1)] ?? "application/octet-stream" } });
};

self.onmessage = ({ data }) => {
  if (data.name) return file(data.name).given(data.bytes);
  if (LONG.includes(data.ask)) {
    // The newest ends whatever was wanted before, cells as well.
    long = data;
    wish += 1;
    cells.length = 0;
  } else (data.ask === "cell" ? cells : quick).push(data);
  return called();
};

/** Let messages in; a promise alone would not. */
const channel = new MessageChannel(), breaths = [];
channel.port1.onmessage = () => breaths.shift()();
const breath = () => new Promise((taken) => {
  breaths.push(taken);
  channel.port2.postMessage(null);
});

async function answer(inside, question) {
  const mine = wish, passing = question.ask !== "cell" && !LONG.includes(question.ask), wanted = () => passing || wish === mine;
  const found = inside.answered(JSON.stringify(question), wanted, breath);
  try {
    for (;;) {
      // Where the browser can halt Python, a run that is stale ends at the next breath; elsewhere with its pair.
      const next = inside.suspends() ? await inside.next_of.callPromising(found) : inside.next_of(found);
      if (next === undefined || !wanted()) return;
      postMessage({ header: next[0], payload: next[1] }, [next[1].buffer]);
      await breath();
      while (!passing && quick.length) await answer(inside, quick.shift());
      if (!wanted()) return;
    }
  } catch (error) {
    const text = String(error.message ?? error).trim();
    console.error(text);
    postMessage({ header: JSON.stringify({ kind: "error", number: question.number, text: text.split("\n").at(-1) }), payload: new Uint8Array() });
  } finally {
    found.destroy();
  }
}

async function serve() {
  const base = "http://inside.invalid/"; // names are needed, a place is not
  const inside = await started({
    python: () => loadPyodide({ indexURL: base, stdLibURL: `${base}python_stdlib.zip`, lockFileURL: `${base}pyodide-lock.json` }),
    mujoco: async () => loadMujoco({ wasmBinary: await file("mujoco.wasm").bytes, locateFile: (name) => name }),
    site: () => file("site.zip").bytes,
  });
  for (;;) {
    const question = quick.shift() ?? long ?? cells.shift();
    if (!question) {
      await new Promise((done) => (called = done));
      continue;
    }
    if (question === long) long = null;
    await answer(inside, question);
  }
}

serve().catch((error) => postMessage({ ended: String(error?.message ?? error) }));
