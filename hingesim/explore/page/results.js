// What happened, in words: a card for every half, with its numbers, the evidence, and the coach's scorecard.
import { at, element, filled } from "./elements.js";

const SIGNS = { pass: "✓", near: "~", fail: "✗", open: "–" };

export function tell({ halves }, about) {
  at("result").replaceChildren(
    ...halves.map((half) => {
      const box = element("article", ""), numbers = element("dl", ""), why = element("details", "");
      for (const theme of ["light", "dark"]) box.style.setProperty(`--${theme}`, about.outcomes[half.outcome][theme]);
      for (const [name, value] of half.measures) numbers.append(element("dt", name), element("dd", value));
      why.append(element("summary", about.words.evidence), element("p", half.reason));
      box.append(element("h3", half.title), element("p", half.verdict, "verdict"), element("p", half.coach), numbers, why);
      return box;
    }),
  );
}

/** The scorecards, which come after the pictures. */
export function score(cards, about) {
  for (const [i, box] of [...at("result").children].entries()) {
    const card = cards[i], whole = element("details", "", "card"), list = element("ul", "");
    if (!card?.seen) continue;
    whole.append(element("summary", `${about.words.scorecard}: ${filled(about.words.card_count, card)}`), list);
    for (const { title, status, value, says } of card.marks) {
      const item = element("li", "", status), sign = element("span", SIGNS[status], "sign");
      sign.setAttribute("role", "img");
      sign.setAttribute("aria-label", about.words[status]);
      item.append(sign, element("span", `${title}: ${value}`));
      if (says) item.append(element("em", says));
      list.append(item);
    }
    if (card.next) box.append(element("p", `${about.words.next}: ${card.next}`, "next"));
    box.append(whole);
  }
}
