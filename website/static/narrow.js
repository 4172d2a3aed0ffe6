// What is wider than a phone. Code and tables that scroll sideways are reached by a keyboard, and no others; a table of many columns is
// shown there row by row, each value under the head of its column (narrow screens only: site.css).
"use strict";

const watch = new ResizeObserver((changed) => {
  for (const { target } of changed) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

for (const table of document.querySelectorAll("article table:has(th:nth-child(4))")) {
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  table.classList.add("by-row");
  // Shown as blocks, a table would no longer be told as one.
  table.setAttribute("role", "table");
  for (const part of [table.tHead, ...table.tBodies]) part.setAttribute("role", "rowgroup");
  for (const row of table.rows) {
    row.setAttribute("role", "row");
    for (const [place, cell] of [...row.cells].entries()) {
      cell.setAttribute("role", cell.tagName === "TH" ? "columnheader" : "cell");
      cell.dataset.head = heads[place] ?? "";
    }
  }
}

for (const wide of document.querySelectorAll("article pre, article .table-wrapper")) watch.observe(wide);
