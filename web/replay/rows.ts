// What the network answers: every row of a run with its target and prediction, how many are right, and for two inputs the whole plane. The numbers are NodeNet's;
// the page only chooses among them.
import { scrolling } from '../view/arithmetic';
import { el } from '../view/dom';
import { formatNumber } from '../view/numbers';
import type { Data, Moment, Rows, Run, Saved } from './data';
import { nameOf } from './timeline';

/** Whether targets say yes or no (0 and 1, or −1 and 1): only then an answer can be right or wrong. */
function classesOf(targets: number[][]) {
  const values = [...new Set(targets.flat())].sort((a, b) => a - b);
  const isPair = values.length === 2 && values[1] === 1 && (values[0] === 0 || values[0] === -1);
  return isPair ? { middle: (values[0] + values[1]) / 2 } : null;
}

/** Whether a row's answer is right: for one output on the right side of the middle, for several the largest at the right place. */
function isRightAnswer(target: number[], prediction: number[], { middle }: { middle: number }) {
  if (target.length === 1) return target[0] > middle === prediction[0] > middle;
  return target.indexOf(Math.max(...target)) === prediction.indexOf(Math.max(...prediction));
}

const numbers = (list: Saved[]) => list.map(Number);

export class RowsView {
  private readonly targets: number[][];
  private readonly classes: { middle: number } | null;
  private last?: [Moment, number];

  /** Of a run with rows. */
  constructor(private readonly data: Data, private readonly root: HTMLElement, private readonly rows: Rows) {
    this.targets = this.rows.targets.map(numbers);
    this.classes = classesOf(this.targets);
    root.hidden = false;
    root.querySelector("canvas")!.hidden = this.rows.plane === undefined;
    root.querySelector("details")!.addEventListener("toggle", () => this.last && this.show(...this.last));
  }

  /** The answers at a moment: from the end of a step on, those with its new weights. */
  show(moment: Moment, digits: number) {
    this.last = [moment, digits];
    const step = this.rows.steps[moment.stepIndex];
    const isAfter = moment.line.phase === "after";
    const predictions = (isAfter ? step.after : step.before).map(numbers);
    const { classes } = this, rights = classes && predictions.map((prediction, index) => isRightAnswer(this.targets[index], prediction, classes));
    const when = `${isAfter ? "after" : "before"} step ${moment.step.at}`;
    const right = rights?.filter(Boolean).length;
    const some = this.rows.of > this.targets.length ? ` (the first ${this.targets.length} of ${this.rows.of})` : "";
    this.root.querySelector("summary")!.textContent = rights
      ? `Rows and predictions: ${right} of ${rights.length} right ${when}${some}`
      : `Rows and predictions ${when}${some}`;
    if (this.root.querySelector("details")!.open) this.root.querySelector(".table")!.replaceChildren(this.table(predictions, rights, digits));
    if (this.rows.plane !== undefined) this.paint(isAfter ? step.planeAfter : step.planeBefore, when);
  }

  table(predictions: number[][], rights: boolean[] | null, digits: number) {
    const { data } = this;
    const names = (layer: number) => data.nodes.filter((node) => node.layer === layer).map(({ id }) => nameOf(data, id));
    const outputs = names(Math.max(...data.nodes.map(({ layer }) => layer)));
    const heads = ["row", ...names(0), ...outputs.map((name) => `target of ${name}`), ...outputs.map((name) => `prediction of ${name}`), ...(rights ? ["right?"] : [])];
    const head = el("tr", {}, ...heads.map((text) => el("th", { scope: "col" }, text)));
    const body = predictions.map((prediction, index) => el("tr", {},
      el("th", { scope: "row" }, String(index + 1)),
      ...[...numbers(this.rows.inputs[index]), ...this.targets[index], ...prediction].map((value) => el("td", {}, formatNumber(value, digits))),
      ...(rights ? [el("td", { class: rights[index] ? "yes" : "no" }, rights[index] ? "yes" : "no")] : []),
    ));
    return scrolling(el("table", {}, el("caption", {}, "Rows"), el("thead", {}, head), el("tbody", {}, ...body)), "Rows and predictions");
  }

  /** The plane of the two inputs: orange where the smallest target is answered, blue where the largest is, pale between; each row a dot in its target's colour. */
  paint(plane: string, when: string) {
    const canvas = this.root.querySelector("canvas")!;
    const { squares, low, high } = this.rows.plane!;
    const context = canvas.getContext("2d")!;
    const [width, height] = [canvas.width, canvas.height];
    const style = getComputedStyle(this.root);
    const [positive, negative, ground, ink] = ["--positive", "--negative", "--ground", "--ink"].map((name) => style.getPropertyValue(name).trim());
    const bytes = Uint8Array.from(atob(plane), (letter) => letter.charCodeAt(0));
    context.globalAlpha = 1;
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
    bytes.forEach((byte, index) => {
      const share = byte / 127.5 - 1;
      context.globalAlpha = 0.65 * Math.abs(share);
      context.fillStyle = share > 0 ? positive : negative;
      const [x, y] = [index % squares, Math.floor(index / squares)];
      context.fillRect((x * width) / squares, (y * height) / squares, width / squares, height / squares);
    });
    context.globalAlpha = 1;
    const all = this.targets.flat();
    const middle = (Math.min(...all) + Math.max(...all)) / 2;
    this.rows.inputs.map(numbers).forEach(([x, y], index) => {
      context.beginPath();
      context.arc(((x - low[0]) / (high[0] - low[0])) * width, (1 - (y - low[1]) / (high[1] - low[1])) * height, 6, 0, 2 * Math.PI);
      context.fillStyle = this.targets[index][0] > middle ? positive : negative;
      context.fill();
      context.lineWidth = 2;
      context.strokeStyle = ink;
      context.stroke();
    });
    const [first, second] = this.data.nodes.filter((node) => node.layer === 0).map(({ id }) => nameOf(this.data, id));
    const words = `What the network answers ${when}: ${first} from ${formatNumber(low[0], 3)} to ${formatNumber(high[0], 3)} to the right, ${second} from ${formatNumber(low[1], 3)} to ${formatNumber(high[1], 3)} upwards; blue near ${Math.max(...all)}, orange near ${Math.min(...all)}; the dots are the rows.`;
    canvas.setAttribute("aria-label", words);
    this.root.querySelector(".plane")!.textContent = words;
  }
}
