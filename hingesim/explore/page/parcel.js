// Parcels of pictures (hingesim/explore/packing.py): read, moved from one to the next, painted on a canvas.
import { drawShape } from "./canvas.js";

/** The pictures of a parcel. */
export function unpacked(table, payload) {
  const { buffer, byteOffset } = payload, { count } = table;
  const heads = new Uint32Array(buffer, byteOffset, 2 * count);
  let row = byteOffset + 8 * count, place = row;
  for (let i = 0; i < count; i++) place += 2 * heads[2 * i];
  place += (place - byteOffset) % 4;
  const out = [];
  for (let i = 0; i < count; i++) {
    out.push({ table, rows: new Uint16Array(buffer, row, heads[2 * i]), places: new Int16Array(buffer, place, heads[2 * i + 1]) });
    row += 2 * heads[2 * i];
    place += 2 * heads[2 * i + 1];
  }
  return out;
}

/** Whether two pictures show the same things, so that one can be moved toward the other. */
function alike(a, b) {
  if (a.places.length !== b.places.length || a.rows.length !== b.rows.length) return false;
  for (let i = 0; i < a.rows.length; i++) {
    const one = a.table.rows[a.rows[i]], other = b.table.rows[b.rows[i]];
    if (one[1] !== other[1] || a.table.names[one[3]] !== b.table.names[other[3]]) return false;
  }
  return true;
}

let moved = new Float32Array(0); // for all pictures that are painted: one for each would be three megabytes of garbage a second

/** The places of a picture, a share of the way to the next one; they hold until it is called again. */
function between(now, next, share) {
  if (!next || next === now || share <= 0 || !alike(now, next)) return now.places;
  const count = now.places.length;
  if (moved.length < count) moved = new Float32Array(count);
  for (let i = 0; i < count; i++) moved[i] = now.places[i] + share * (next.places[i] - now.places[i]);
  return moved;
}

/** Paint a picture, `share` of the way to `next`. */
export function paint(pen, now, next = null, share = 0) {
  const { rows, table } = now, places = between(now, next, share), per = table.per_point;
  let at = 0;
  const x = (k) => places[at + 2 * k] / per, y = (k) => places[at + 2 * k + 1] / per;
  for (const row of rows) {
    const [look, count, text] = table.rows[row];
    drawShape(pen, table.styles[look], table.texts[text], count, x, y);
    at += 2 * count;
  }
}
