"use strict";
// Asks for the epochs once a second and draws their curves, until the training has ended or nobody answers.

const box = { width: 640, height: 280, left: 70, right: 14, top: 12, bottom: 40 };
const kinds = { training: "training (solid)", validation: "validation (dashed)" };
const find = (id) => document.getElementById(id);
const text = (value, digits = 4) => value === null ? "" : Number(value.toPrecision(digits)).toString();
const percent = (value) => value === null ? "" : `${(value * 100).toFixed(1)}%`;

class Curve {
  constructor(id, names, format) {
    Object.assign(this, { figure: find(id), names, format, at: null, epochs: [] });
    this.svg = this.figure.querySelector("svg");
    this.svg.addEventListener("keydown", (event) => this.move(event));
    this.svg.addEventListener("blur", () => this.mark(null));
    this.svg.addEventListener("pointermove", (event) => this.mark(this.nearest(event)));
    this.svg.addEventListener("pointerleave", () => this.mark(null));
  }

  show(epochs, logarithmic) {
    this.epochs = epochs;
    this.logarithmic = logarithmic;
    const values = (name) => epochs.map((one) => one[name]).filter((value) => value !== null && (!logarithmic || value > 0));
    this.present = Object.keys(kinds).filter((kind) => values(this.names[kind]).length > 0);
    this.figure.hidden = this.present.length === 0;
    if (this.figure.hidden) return;
    const all = this.present.flatMap((kind) => values(this.names[kind]));
    const range = (pick) => all.reduce((a, b) => pick(a, b));
    [this.low, this.high] = [range(Math.min), range(Math.max)];
    this.draw();
    this.figure.querySelector(".legend").replaceChildren(...this.present.flatMap((kind) => [element("span", kind, kinds[kind]), " "]));
    const last = epochs.at(-1);
    const ends = this.present.map((kind) => `${kind} from ${this.format(epochs[0][this.names[kind]])} to ${this.format(last[this.names[kind]])}`);
    this.svg.setAttribute("aria-label", `${this.figure.querySelector("h2").textContent} of epochs ${epochs[0].epoch} to ${last.epoch}: ${ends.join(", ")}`);
  }

  draw() {
    const { left, right, top, bottom, width, height } = box;
    const [end, floor] = [width - right, height - bottom];
    const label = (words, x, y, anchor) => Object.assign(draw("text", { x, y, "text-anchor": anchor }), { textContent: words });
    const paths = this.present.map((kind) => draw("path", { class: `curve ${kind}`, d: this.path(this.names[kind]) }));
    const [first, last] = [this.epochs[0].epoch, this.epochs.at(-1).epoch];
    const mark = this.at === null ? [] : [draw("path", { class: "mark", d: `M${this.x(this.epochs[this.at].epoch)},${top}V${floor}` })];
    this.svg.replaceChildren(
      draw("path", { class: "axis", d: `M${left},${top}V${floor}H${end}` }),
      label(this.format(this.high), left - 8, top + 10, "end"), label(this.format(this.low), left - 8, floor, "end"),
      label(String(first), left, floor + 18, "middle"), label(String(last), end, floor + 18, "end"), label("epoch", (left + end) / 2, floor + 32, "middle"),
      ...paths, ...mark);
  }

  path(name) {
    const parts = [];
    let isOn = false; // a gap where nothing was measured, or nothing can be drawn
    for (const one of this.epochs) {
      const value = one[name];
      const isDrawn = value !== null && (!this.logarithmic || value > 0);
      if (isDrawn) parts.push(`${isOn ? "L" : "M"}${this.x(one.epoch)},${this.y(value)}`);
      isOn = isDrawn;
    }
    return parts.length === 1 ? `${parts[0]}h1` : parts.join("");
  }

  x(epoch) {
    const [first, last] = [this.epochs[0].epoch, this.epochs.at(-1).epoch];
    return (box.left + ((box.width - box.left - box.right) * (epoch - first)) / (last - first || 1)).toFixed(1);
  }

  y(value) {
    const place = (number) => this.logarithmic ? Math.log(number) : number;
    const share = (place(value) - place(this.low)) / (place(this.high) - place(this.low) || 1);
    return (box.height - box.bottom - (box.height - box.top - box.bottom) * share).toFixed(1);
  }

  nearest(event) {
    const x = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse()).x;
    const away = (one) => Math.abs(this.x(one.epoch) - x);
    return this.epochs.reduce((best, one, index) => (away(one) < away(this.epochs[best]) ? index : best), 0);
  }

  move(event) {
    const last = this.epochs.length - 1;
    const from = this.at ?? last;
    const to = { ArrowLeft: Math.max(0, from - 1), ArrowRight: Math.min(last, from + 1), Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.mark(to);
  }

  mark(at) {
    this.at = at;
    const one = at === null ? null : this.epochs[at];
    const words = one && this.present.filter((kind) => one[this.names[kind]] !== null).map((kind) => `${kind} ${this.format(one[this.names[kind]])}`);
    this.figure.querySelector(".read").textContent = one ? `epoch ${one.epoch}: ${words.join(", ")}` : "";
    if (this.present?.length > 0) this.draw();
  }
}

function draw(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function element(name, className, words) {
  return Object.assign(document.createElement(name), { className, textContent: words });
}

const loss = new Curve("loss", { training: "loss", validation: "validationLoss" }, text);
const accuracy = new Curve("accuracy", { training: "accuracy", validation: "validationAccuracy" }, percent);
let state = null;

function show() {
  find("title").textContent = state.title;
  document.title = `${state.ended === null ? "" : "ended: "}${state.title}`;
  const last = state.epochs.at(-1);
  if (state.ended !== null) say(`The training has ended: ${state.ended}.`, "ended");
  else if (last) say(`Epoch ${last.epoch} of ${state.mostEpochs} at most; the best loss, ${text(state.best.loss)}, is that of epoch ${state.best.epoch}.`, "");
  find("progress").max = state.mostEpochs;
  find("progress").value = last?.epoch ?? 0;
  if (!last) return;
  loss.show(state.epochs, find("logarithmic").checked);
  accuracy.show(state.epochs, false);
  find("rows").replaceChildren(...state.epochs.slice(-10).map((one) => {
    const row = document.createElement("tr");
    row.append(...[String(one.epoch), text(one.loss), text(one.validationLoss), percent(one.accuracy), percent(one.validationAccuracy), text(one.rate),
      one.seconds.toFixed(1)].map((words) => element("td", "", words)));
    return row;
  }));
}

function say(words, className) {
  const place = find("state");
  if (place.textContent !== words) place.textContent = words;
  place.className = className;
  // Only the end is read out by itself: a reader that spoke every second would be no help.
  if (className !== "" && find("news").textContent !== words) find("news").textContent = words;
}

async function follow() {
  try {
    state = await (await fetch("data")).json();
    show();
    if (state.ended === null) setTimeout(follow, 1000);
  } catch {
    say("nodenet does not answer any more: the training has been stopped, or has ended while this page was asleep. The curves are as far as they had come.", "lost");
  }
}

find("logarithmic").addEventListener("change", () => state && show());
follow();
