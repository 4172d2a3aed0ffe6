// One shape of a display list on a canvas: drawn the same in `.html` clips (player.js) and in the explorer (parcel.js).

/** What a pen needs before the first shape of a picture. */
export function ready(pen, scale) {
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.miterLimit = 4;
}

/** Draw a shape of a style (`film.shape_style`); `x(k)` and `y(k)` are its points, of an ellipse its centre and then its radii. */
export function drawShape(pen, style, text, count, x, y) {
  pen.globalAlpha = style.opacity ?? 1;
  pen.fillStyle = style.fill ?? "#000";
  pen.strokeStyle = style.stroke ?? style.halo ?? "#000";
  pen.lineWidth = style.width ?? style.rim ?? 1;
  pen.lineJoin = style.kind === "text" ? "round" : "miter";
  pen.setLineDash(style.dash ?? []);
  if (style.kind === "text") {
    pen.font = `${style.bold ? "bold " : ""}${style.size}px Film, sans-serif`;
    pen.textAlign = style.align;
    if (style.halo) pen.strokeText(text, x(0), y(0));
    pen.fillText(text, x(0), y(0));
    return;
  }
  pen.beginPath();
  if (style.kind === "disc") pen.ellipse(x(0), y(0), x(1), y(1), 0, 0, 2 * Math.PI);
  else for (let k = 0; k < count; k++) pen.lineTo(x(k), y(k));
  if (style.kind === "polygon") pen.closePath();
  if (style.fill) pen.fill();
  if (style.stroke) pen.stroke();
}
