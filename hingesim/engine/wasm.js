// MuJoCo's WebAssembly for hingesim.engine.wasm: what mujoco.py does with views into the state, done on this side of the border.
//
// Traps: the arrays of a model and its data are views into a memory that moves when it grows, and are taken anew after that; `contact` is
// a copy that must be deleted, with each of its members; what is not a number of JavaScript must be freed.

/** Add a force at x, y, z from where moments are taken: force and moment from place `o` on. */
function add_wrench(out, o, x, y, z, fx, fy, fz) {
  out[o] += fx;
  out[o + 1] += fy;
  out[o + 2] += fz;
  out[o + 3] += y * fz - z * fy;
  out[o + 4] += z * fx - x * fz;
  out[o + 5] += x * fy - y * fx;
}

class Body {
  /**
   * `options`: `effort` and `sticking` of the solver; `parts`, the part of the body that each of its links belongs to or -1, and their
   * `count`; the rates of joints `calm` and `trusted`; `root`, the number of velocities of the free root.
   */
  constructor(mujoco, xml, { effort, sticking, parts, count, calm, trusted, root }) {
    const model = mujoco.MjModel.from_xml_string(xml), joints = model.nv - root;
    model.opt.iterations = Math.round(model.opt.iterations * effort);
    model.opt.impratio = sticking;
    Object.assign(this, { mujoco, model, parts, calm, trusted, root });
    this.data = new mujoco.MjData(model);
    this.still = new mujoco.MjData(model);
    this.row = new mujoco.DoubleBuffer(model.nv);
    this.geom_body = Int32Array.from(model.geom_bodyid);
    this.last_of_sole = this.geom_body.lastIndexOf(1);
    // What is read from outside.
    this.joints_count = joints;
    this.q_and_rate = new Float64Array(2 * joints);
    this.rate = new Float64Array(joints);
    this.links = new Float64Array(13 * (model.nbody - 1));
    this.wrench = new Float64Array(6 * count);
    this.before = [model.nq, model.nv, model.nv].map((size) => new Float64Array(size));
    this.braked = false;
    this.look();
  }

  /** Take the views, unless those that are there still hold. */
  look() {
    if (this.qpos?.length) return;
    const { data, still, model, root } = this;
    Object.assign(this, {
      qpos: data.qpos, qvel: data.qvel, warm: data.qacc_warmstart, xfrc: data.xfrc_applied, com: data.xipos, quat: data.xquat,
      cvel: data.cvel, tree: data.subtree_com, torque: data.qfrc_applied.subarray(root), brake: model.dof_frictionloss.subarray(root),
      still_q: still.qpos, still_v: still.qvel, still_a: still.qacc,
    });
    this.moving = [this.qpos, this.qvel, this.warm];
  }

  // ---- the laws of the model ----
  bodies() {
    return this.geom_body;
  }

  law(name) {
    return Float64Array.from(this.model[name]);
  }

  give_law(name, values) {
    this.model[name].set(values);
  }

  stick(impratio) {
    this.model.opt.impratio = impratio;
  }

  // ---- where it begins ----
  begin() {
    this.mujoco.mj_forward(this.model, this.data);
    this.stands = false;
    this.touching = -1;
  }

  reset(q) {
    this.mujoco.mj_resetData(this.model, this.data);
    this.look();
    this.qpos.set(q, this.root + 1);
    this.begin();
  }

  set_joints(q, rate) {
    this.look();
    this.qpos.set(q, this.root + 1);
    this.qvel.set(rate, this.root);
  }

  // ---- what it is asked ----
  read_joints() {
    this.look();
    this.q_and_rate.set(this.qpos.subarray(this.root + 1), 0);
    this.q_and_rate.set(this.qvel.subarray(this.root), this.joints_count);
  }

  inverse_dynamics(q, rate, acceleration, out) {
    const { mujoco, model, still, root, joints_count: n } = this;
    this.look();
    for (let k = 0; k < out.length; k += n) {
      this.still_q.set(q.subarray(k, k + n), root + 1);
      this.still_v.set(rate.subarray(k, k + n), root);
      this.still_a.set(acceleration.subarray(k, k + n), root);
      mujoco.mj_kinematics(model, still);
      mujoco.mj_comPos(model, still);
      mujoco.mj_comVel(model, still);
      mujoco.mj_rne(model, still, 1, this.row);
      out.set(this.row.GetView().subarray(root), k);
    }
  }

  read_links() {
    const { mujoco, model, data, links } = this;
    mujoco.mj_kinematics(model, data);
    mujoco.mj_comPos(model, data);
    mujoco.mj_comVel(model, data);
    this.look();
    const { com, quat, cvel, tree } = this;
    for (let o = 0, b = 1; o < links.length; o += 13, b++) {
      const p = cvel[6 * b], q = cvel[6 * b + 1], r = cvel[6 * b + 2];
      const x = com[3 * b] - tree[3], y = com[3 * b + 1] - tree[4], z = com[3 * b + 2] - tree[5];
      links[o] = com[3 * b];
      links[o + 1] = com[3 * b + 1];
      links[o + 2] = com[3 * b + 2];
      links[o + 3] = cvel[6 * b + 3] + (q * z - r * y);
      links[o + 4] = cvel[6 * b + 4] + (r * x - p * z);
      links[o + 5] = cvel[6 * b + 5] + (p * y - q * x);
      links[o + 6] = p;
      links[o + 7] = q;
      links[o + 8] = r;
      links.set([quat[4 * b + 1], quat[4 * b + 2], quat[4 * b + 3], quat[4 * b]], o + 9);
    }
  }

  /** `seen` gets every contact with the index of its geom on the body. */
  contacts(seen) {
    const list = this.data.contact;
    for (let i = 0, count = list.size(); i < count; i++) {
      const contact = list.get(i);
      seen(contact, contact.geom[1]);
      contact.delete();
    }
    list.delete();
  }

  read_contacts() {
    const force = this.data.efc_force, { wrench } = this;
    wrench.fill(0);
    this.contacts((contact, geom) => {
      const row = contact.efc_address;
      if (row < 0) return;
      const n = force[row], a = force[row + 1], b = force[row + 2], f = contact.frame, [x, y, z] = contact.pos;
      const px = n * f[0] + a * f[3] + b * f[6], py = n * f[1] + a * f[4] + b * f[7], pz = n * f[2] + a * f[5] + b * f[8];
      add_wrench(wrench, 6 * this.parts[this.geom_body[geom]], x, y, z, px, py, pz);
    });
  }

  /** Whether the stance foot has left the ground since it was asked last. */
  lifted() {
    if (this.data.ncon === this.touching) return false;
    this.touching = this.data.ncon;
    const stood = this.stands;
    this.stands = false;
    this.contacts((contact, geom) => (this.stands ||= geom <= this.last_of_sole));
    return stood && !this.stands;
  }

  // ---- steps ----
  /** Torques of the joints, and forces as rows of body, point, force. */
  push(torque, forces) {
    this.look();
    this.torque.set(torque);
    this.xfrc.fill(0);
    if (!forces.length) return;
    this.mujoco.mj_kinematics(this.model, this.data);
    const { com, xfrc } = this;
    for (let i = 0; i < forces.length; i += 7) {
      const b = forces[i], x = forces[i + 1] - com[3 * b], y = forces[i + 2] - com[3 * b + 1], z = forces[i + 3] - com[3 * b + 2];
      add_wrench(xfrc, 6 * b, x, y, z, forces[i + 4], forces[i + 5], forces[i + 6]);
    }
  }

  /** At most `count` steps of the physics, up to one in which a joint turns fast, which is left undone; how many were done. */
  calm_steps(count) {
    for (let done = 0; done < count; done++) {
      if (this.fastest() > this.calm) return done;
      this.keep();
      this.attempt(null);
      if (!(this.fastest() <= this.trusted)) {
        this.back();
        return done;
      }
    }
    return count;
  }

  fastest() {
    let found = 0;
    this.look();
    for (let i = this.root; i < this.qvel.length; i++) found = Math.max(found, Math.abs(this.qvel[i]));
    return found;
  }

  /** Remember where a step begins; its rates can be read. */
  keep() {
    this.look();
    this.before.forEach((kept, k) => kept.set(this.moving[k]));
    this.rate.set(this.before[1].subarray(this.root));
    this.anew = false;
  }

  back() {
    this.look();
    this.before.forEach((kept, k) => this.moving[k].set(kept));
    this.anew = false;
  }

  /** Do the step with a brake, again from where it began if it was done before; its rates can be read. */
  attempt(brake) {
    if (this.anew) this.back();
    this.look();
    if (brake) this.brake.set(brake);
    else if (this.braked) this.brake.fill(0);
    this.braked = Boolean(brake);
    this.mujoco.mj_step(this.model, this.data);
    this.anew = true;
    this.look();
    this.rate.set(this.qvel.subarray(this.root));
  }

  free() {
    for (const each of [this.row, this.data, this.still, this.model]) each.delete();
  }
}
