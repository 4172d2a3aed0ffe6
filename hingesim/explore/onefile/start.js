// Python with hingesim and MuJoCo in one place, wherever JavaScript runs.

/** `python` and `mujoco` give their runtimes, `site` the packages as a zip; the module `hingesim.explore.onefile.inside`, ready for questions. */
async function started({ python, mujoco, site }) {
  const [py, physics, packages] = await Promise.all([python(), mujoco(), site()]);
  py.unpackArchive(packages, "zip", { extractDir: "/lib/python3.12/site-packages" });
  const inside = py.pyimport("hingesim.explore.onefile.inside");
  inside.register((xml, options) => new Body(physics, xml, options), physics.mj_versionString());
  return inside;
}
