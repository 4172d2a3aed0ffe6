// The settings: one control for every field, made of what the fields say of themselves.

const STANCE = ["exercise.hold", "exercise.duration_s"]; // fields that a hinge has no use for

export class Form {
  /** `changed` is called with the name of a field and its value, `typed` with the name and a text that is still to be read. */
  constructor(form, changed, typed) {
    this.form = form;
    this.changed = changed;
    this.typed = typed;
    this.inputs = new Map();
    form.onsubmit = (event) => event.preventDefault();
  }

  /** Build all controls in the words of a language; `only` names the fields of a page with few. */
  build({ groups, words, lang, hinges }, values, units, only = null) {
    Object.assign(this, { lang, words, units, hinges });
    const open = new Set([...this.form.querySelectorAll("details[open]")].map((each) => each.dataset.name));
    this.inputs.clear();
    this.form.replaceChildren();
    const controls = groups.flatMap((group) => group.controls);
    if (only) {
      this.form.append(...only.map((field) => controls.find((each) => each.field === field)).filter(Boolean).map((each) => this.control(each, values)));
    } else {
      for (const [i, group] of groups.entries()) {
        const details = document.createElement("details"), summary = document.createElement("summary");
        details.dataset.name = group.name;
        details.open = open.size ? open.has(group.name) : i === 0;
        summary.textContent = group.title;
        details.append(summary, ...group.controls.map((each) => this.control(each, values)));
        this.form.append(details);
      }
    }
    this.fit(values);
  }

  control(spec, values) {
    const row = document.createElement("div"), label = document.createElement("label");
    row.className = "control";
    label.textContent = spec.label;
    if (this.lang === "en") label.title = spec.help;
    const [input, out] = { number: () => this.slider(spec), entry: () => [entry(spec)], choice: () => [choice(spec)], switch: () => [box()] }[spec.kind]();
    label.htmlFor = input.id = `field-${spec.field}`;
    input.name = spec.field;
    row.append(label, ...(out ? [out] : []), input);
    const set = (value, shown) => {
      if (spec.kind === "switch") input.checked = String(value) === "true";
      else input.value = value;
      out?.tell(shown);
    };
    input.addEventListener(spec.kind === "number" ? "input" : "change", () => {
      out?.tell();
      this.changed(spec.field, spec.kind === "switch" ? input.checked : spec.kind === "choice" ? input.value : Number(input.value));
    });
    this.inputs.set(spec.field, { set, row, spec });
    set(values[spec.field] ?? spec.default);
    return row;
  }

  /** A slider and its value, which can be typed: in it, or by digits on the slider. */
  slider(spec) {
    const { low, high, step, unit, gym, label, field } = spec, input = document.createElement("input"), out = document.createElement("input");
    Object.assign(input, { type: "range", min: low, max: high, step });
    Object.assign(out, { type: "text", className: "value", tabIndex: -1, ariaLabel: this.words.typed.replace("{label}", label), autocomplete: "off" });
    const digits = (String(step).split(".")[1] ?? "").length;
    out.tell = (shown) => {
      const number = Number(input.value).toLocaleString(this.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
      const metric = number + (unit === "°" ? unit : unit && ` ${unit}`);
      out.said = shown ?? ((this.units === "gym" && gym?.[Math.round((input.value - low) / step)]) || metric);
      out.value = out.said;
      out.size = Math.max(4, out.said.length);
      input.setAttribute("aria-valuetext", out.said);
      input.style.setProperty("--at", `${(100 * (input.value - low)) / (high - low)}%`);
    };
    out.onfocus = () => out.select();
    out.onchange = () => this.typed(field, out.value);
    out.onblur = () => (out.value = out.said);
    out.onkeydown = (event) => {
      if (event.key === "Escape") out.value = out.said;
      if (event.key !== "Escape" && event.key !== "Enter") return;
      event.preventDefault();
      if (out.value !== out.said) this.typed(field, out.value);
      out.onchange = null; // leaving would read it twice
      input.focus();
      out.onchange = () => this.typed(field, out.value);
    };
    input.onkeydown = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !/^[\d.,-]$/.test(event.key)) return;
      event.preventDefault();
      out.focus();
      out.value = event.key;
    };
    return [input, out];
  }

  /** Show another value, as it was said where it lies between two stops of a slider. */
  set(field, value, shown) {
    this.inputs.get(field)?.set(value, shown);
  }

  /** Show other values, and the controls that the exercise needs. */
  all(values) {
    for (const [field, { set, spec }] of this.inputs) set(values[field] ?? spec.default);
    this.fit(values);
  }

  fit(values) {
    const hinge = this.hinges.includes(values["exercise.name"] ?? this.hinges[0]), band = values["band.name"] !== "none";
    for (const [field, { row }] of this.inputs) {
      row.hidden = (hinge && STANCE.includes(field)) || (!band && field.startsWith("band.") && field !== "band.name");
    }
    return { hinge, band };
  }
}

function entry({ low, high, step }) {
  const input = document.createElement("input");
  Object.assign(input, { type: "number", min: low, max: high, step });
  return input;
}

function choice({ choices }) {
  const input = document.createElement("select");
  input.append(...choices.map(({ value, label }) => new Option(label, value)));
  return input;
}

function box() {
  const input = document.createElement("input");
  input.type = "checkbox";
  return input;
}
