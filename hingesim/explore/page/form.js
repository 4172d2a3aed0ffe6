// The settings: one control for every field, made of what the fields say of themselves.

export class Form {
  /** `changed` is called with the name of a field and its value. */
  constructor(form, changed) {
    this.form = form;
    this.changed = changed;
    this.inputs = new Map();
    form.onsubmit = (event) => event.preventDefault();
  }

  /** Build all controls in the words of a language; `only` names the fields of a page with few. */
  build(groups, values, lang, only = null) {
    this.lang = lang;
    const open = new Set([...this.form.querySelectorAll("details[open]")].map((each) => each.dataset.name));
    this.inputs.clear();
    this.form.replaceChildren();
    if (only) {
      const controls = groups.flatMap((group) => group.controls);
      this.form.append(...only.map((field) => this.control(controls.find((each) => each.field === field), values)));
      return;
    }
    for (const [i, group] of groups.entries()) {
      const details = document.createElement("details"), summary = document.createElement("summary");
      details.dataset.name = group.name;
      details.open = open.size ? open.has(group.name) : i === 0;
      summary.textContent = group.title;
      details.append(summary, ...group.controls.map((each) => this.control(each, values)));
      this.form.append(details);
    }
  }

  control(spec, values) {
    const row = document.createElement("div"), label = document.createElement("label");
    row.className = "control";
    label.textContent = spec.label;
    if (this.lang === "en") label.title = spec.help;
    const [input, out] = { number: slider, entry, choice, switch: box }[spec.kind](spec, this.lang);
    label.htmlFor = input.id = `field-${spec.field}`;
    input.name = spec.field;
    row.append(label, ...(out ? [out] : []), input);
    const set = (value) => {
      if (spec.kind === "switch") input.checked = String(value) === "true";
      else input.value = value;
      out?.tell();
    };
    input.addEventListener(spec.kind === "number" ? "input" : "change", () => {
      out?.tell();
      this.changed(spec.field, spec.kind === "switch" ? input.checked : spec.kind === "choice" ? input.value : Number(input.value));
    });
    this.inputs.set(spec.field, set);
    set(values[spec.field] ?? spec.default);
    return row;
  }

  /** Show another value. */
  set(field, value) {
    this.inputs.get(field)?.(value);
  }
}

function slider({ low, high, step, unit }, lang) {
  const input = document.createElement("input"), out = document.createElement("output");
  Object.assign(input, { type: "range", min: low, max: high, step });
  const digits = (String(step).split(".")[1] ?? "").length;
  out.tell = () => {
    const shown = Number(input.value).toLocaleString(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    out.textContent = shown + (unit === "°" ? unit : unit && ` ${unit}`);
    input.setAttribute("aria-valuetext", out.textContent);
    input.style.setProperty("--at", `${(100 * (input.value - low)) / (high - low)}%`);
  };
  return [input, out];
}

function entry({ low, high, step }) {
  const input = document.createElement("input");
  Object.assign(input, { type: "number", min: low, max: high, step });
  return [input, null];
}

function choice({ choices }) {
  const input = document.createElement("select");
  input.append(...choices.map(({ value, label }) => new Option(label, value)));
  return [input, null];
}

function box() {
  const input = document.createElement("input");
  input.type = "checkbox";
  return [input, null];
}
