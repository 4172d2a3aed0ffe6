// Texts that stand out too little from what is under them (WCAG 2.1).
({ ratio, large }) => {
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).slice(0, 3).map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const under = (element) => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0.5) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const weak = [];
  for (const element of document.querySelectorAll("body *")) {
    const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!says || !element.checkVisibility() || element.closest("noscript")) continue;
    const style = getComputedStyle(element), a = light(style.color), b = light(under(element)), size = parseFloat(style.fontSize);
    const found = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (found < (size >= 24 || (size >= 18.6 && style.fontWeight >= 700) ? large : ratio)) weak.push([element.tagName, element.textContent, found]);
  }
  return weak;
}
