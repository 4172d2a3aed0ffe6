// node wasm.mjs FOLDER CODE.PY: Python of the page with its engine, outside a browser; prints what the code prints.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

const [folder, code] = process.argv.slice(2);
const here = (name) => path.join(folder, name);
const { loadPyodide } = await import(pathToFileURL(here("pyodide.mjs")));
const { default: loadMujoco } = await import(pathToFileURL(here("mujoco.mjs")));
for (const name of ["wasm.js", "start.js"]) vm.runInThisContext(fs.readFileSync(here(name), "utf8"));
let py;
await vm.runInThisContext("started")({
  python: async () => (py = await loadPyodide({ indexURL: folder + path.sep })),
  mujoco: () => loadMujoco({ wasmBinary: fs.readFileSync(here("mujoco.wasm")) }),
  site: async () => new Uint8Array(fs.readFileSync(here("site.zip"))),
});
py.runPython(fs.readFileSync(code, "utf8"));
