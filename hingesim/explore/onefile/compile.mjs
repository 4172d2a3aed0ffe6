// node compile.mjs PYODIDE_FOLDER COMPILED.PY ZIP...: each zip again, with its modules compiled by the Python that will run them.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, code, ...zips] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.join(folder, "pyodide.mjs")));
const py = await loadPyodide({ indexURL: folder + path.sep });
py.runPython(fs.readFileSync(code, "utf8"));
for (const [k, zip] of zips.entries()) {
  py.unpackArchive(new Uint8Array(fs.readFileSync(zip)), "zip", { extractDir: `/given/${k}` });
  py.runPython(`compiled("/given/${k}", "/out.zip")`);
  fs.writeFileSync(zip, py.FS.readFile("/out.zip"));
}
