// Code and tables that are wider than the page scroll by themselves; whoever uses a keyboard reaches those, and no others.
"use strict";

const watch = new ResizeObserver((changed) => {
  for (const { target } of changed) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

for (const wide of document.querySelectorAll("article pre, article .table-wrapper")) watch.observe(wide);
