// One run on the page: its network, the current formula, the arithmetic of a chosen node or connection, the loss curve and the tables.
import { drawArithmetic, scrolling, type Line, type Terms } from '../view/arithmetic';
import { drawCurves, placeOf, type Curve } from '../view/curve';
import { el } from '../view/dom';
import { makeFormula } from '../view/formula';
import { NetworkView } from '../view/network';
import { digitsToTell, formatNumber } from '../view/numbers';
import type { Data, Moment, Run, Step } from './data';
import { facesOf, largestWeight, shapeOf } from './faces';
import { formulaOf } from './formulas';
import { RowsView } from './rows';
import { knownAt, meanOver, meanWidth, momentsAbout, nameOf, valueOf, type Known } from './timeline';

// As StepScript in C#: longer sums are shortened.
const mostTermsInFormula = 12;

// Buttons to the connections of a node; of more, the table has them.
const mostNeighbours = 24;

export interface Settings { digits: number; subject: string | null; curves: [number, number][][]; differs: boolean }
export interface Actions { goTo(k: number): void; choose(subject: string | null): void; refresh(): void; goToStep(stepIndex: number): void }

export class RunView {
  readonly root: HTMLElement;
  readonly picture: NetworkView;
  private readonly run: Run;
  private readonly rows: RowsView | null;
  private readonly largest: number;
  private stepAt: ((x: number) => number) | undefined;

  constructor(private readonly data: Data, runIndex: number, readonly moments: Moment[], private readonly actions: Actions) {
    this.run = data.runs[runIndex];
    this.largest = largestWeight(data);
    this.root = (document.getElementById("run") as HTMLTemplateElement).content.firstElementChild!.cloneNode(true) as HTMLElement;
    this.root.setAttribute("aria-label", this.run.name);
    this.part("h2").textContent = this.run.name;
    this.part(".curve").hidden = this.run.loss.length < 2;
    const curve = this.part(".curve").querySelector("svg")!;
    curve.addEventListener("click", (event) => this.stepAt && this.goToStep(this.stepAt(placeOf(curve, event))));
    this.rows = this.run.rows === undefined ? null : new RowsView(data, this.part(".rows"), this.run.rows);
    this.part(".numbers").addEventListener("toggle", () => this.actions.refresh());
    const network = this.part(".network");
    network.setAttribute("aria-label", `Network of ${this.run.name}. Arrow keys move from node to node, Enter shows a node's arithmetic.`);
    this.picture = new NetworkView(network.querySelector("svg")!, { choose: (name) => this.actions.choose(name.replace(/^b_/, "")) }, "one");
    new ResizeObserver(() => this.actions.refresh()).observe(network);
  }

  part(selector: string) { return this.root.querySelector<HTMLElement>(selector)!; }

  /** Shows moment k: a formula, and what is known by then. Both are moments of this run; where two runs go different ways the formula may be of another moment than the picture. */
  show(k: number, formulaMoment: number | null, settings: Settings) {
    const { data, moments } = this;
    const moment = formulaMoment === null ? null : moments[formulaMoment];
    const known = knownAt(data, moments, k);
    const network = this.part(".network");
    network.dataset.phase = moment?.line.phase ?? "";
    network.classList.toggle("busy", moment !== null && moment.formulas.length > 0);
    this.picture.show(shapeOf(data, moment, settings.subject), facesOf(data, this.largest, known, moment, settings.digits, settings.subject));
    this.showFormula(moment, settings);
    this.showSubject(k, settings);
    this.showCurve(moments[k].step, settings);
    this.rows?.show(moments[k], settings.digits);
    if ((this.part(".numbers") as HTMLDetailsElement).open) this.part(".tables").replaceChildren(...this.makeTables(known, settings));
  }

  /** Goes to the first moment of the recorded step that is nearest to a step of the run. */
  private goToStep(number: number) {
    const distance = (step: Step) => Math.abs(step.at - number);
    const nearest = this.run.steps.reduce((best, step) => (distance(step) < distance(best) ? step : best));
    this.actions.goToStep(this.run.steps.indexOf(nearest));
  }

  private showFormula(moment: Moment | null, settings: Settings) {
    const { digits, differs } = settings;
    const now = this.part(".now");
    now.hidden = settings.subject !== null;
    now.classList.toggle("differs", differs);
    now.dataset.phase = moment?.line.phase ?? "";
    this.part(".now h3").textContent = moment?.title ?? "Not in this run";
    this.part(".now .say").textContent = moment === null ? "This run does nothing of the kind here." : (moment.say) + (differs ? " The two runs differ here." : "");
    this.part(".formulas").replaceChildren(...(moment?.formulas ?? []).map((formula) => makeFormula(formulaOf(this.data, moment!, formula, digits), Math.max(22, Math.floor(this.part(".formulas").clientWidth / 11)), (id) => this.picture.hint(id))));
    this.fit();
  }

  /** Makes the picture as high as the window leaves room for, where it stands beside the formula and nothing is below it. */
  private grow() {
    const network = this.part(".network"), isAlone = !document.body.classList.contains("compare") && this.rows === null && window.innerWidth >= 960;
    const room = window.innerHeight - document.getElementById("controls")!.offsetHeight - (network.getBoundingClientRect().top + window.scrollY) - 12;
    network.style.height = isAlone ? `${Math.max(320, Math.min(704, Math.floor(room)))}px` : "";
  }

  /** Writes the formulas as large as they can be without leaving the window. */
  fit() {
    this.grow();
    if (this.part(".now").hidden) return;
    const [now, network, curve] = [".now", ".network", ".curve"].map((selector) => this.part(selector));
    const isBeside = this.part(".beside").offsetTop < network.offsetTop + network.offsetHeight;
    const below = document.getElementById("controls")!.offsetHeight + (isBeside && !curve.hidden ? curve.offsetHeight + 24 : 12);
    for (const size of ["large", "medium", "small", "least"]) {
      this.part(".formulas").dataset.size = size;
      if (now.offsetHeight <= window.innerHeight - below - (now.getBoundingClientRect().top + window.scrollY) && this.part(".formulas").scrollWidth <= this.part(".formulas").clientWidth + 1) return;
    }
  }

  /** The whole arithmetic of the chosen node or connection in this step; what has not happened yet at k is named, without numbers. */
  private showSubject(k: number, { subject, digits }: Settings) {
    const about = this.part(".about");
    about.hidden = subject === null;
    if (subject === null) return;
    const { data, moments, actions } = this;
    const isConnection = subject.includes(":");
    const lines = momentsAbout(moments, k, subject).filter((index) => moments[index].line.pace !== "connection" || isConnection).map((index): Line => ({
      title: moments[index].title, formulas: moments[index].formulas.map((formula) => formulaOf(data, moments[index], formula, digits)),
      ...(index > k ? { later: "not yet" } : {}), isNow: index === k, go: () => actions.goTo(index),
    }));
    const nothing = isConnection && data.byNodes ? "Its numbers stand in the table of its node." : "Nothing is computed for it in this step.";
    drawArithmetic(about, {
      title: `The arithmetic of ${nameOf(data, subject)}`,
      controls: [el("button", { type: "button", class: "close", click: () => actions.choose(null) }, "Close")],
      parts: [...(lines.length > 0 ? lines : [nothing]), ...this.termsOf(k, subject, digits)],
      ways: this.neighboursOf(subject).map(({ id, text }) => ({ text, go: () => actions.choose(id) })),
    }, false, window.innerWidth < 640 ? 24 : 36);
  }

  /** Puts the focus on the heading of the arithmetic. */
  focusSubject() {
    this.part(".about h3")?.focus();
  }

  /** All that leads to a node, as a table, where its formulas leave terms out. */
  private termsOf(k: number, subject: string, digits: number): Terms[] {
    const { data, moments } = this;
    const into = data.edges.filter(([, to]) => to === subject);
    if (into.length <= mostTermsInFormula) return [];
    const known = knownAt(data, moments, k);
    const example = moments[k].example;
    const columns: [string, (edge: [string, string]) => string | number | null | undefined][] = [["from", ([from]) => nameOf(data, from)], ["activation", ([from]) => known.get(`a ${from}`)],
      ["weight", ([from, to]) => known.get(`w ${from}:${to}`)],
      ["weighted input", ([from, to]) => (known.has(`z ${to}`) ? valueOf(data, moments[k].step, example, "q", `${from}:${to}`) : undefined)],
      ["change", ([from, to]) => known.get(`c ${from}:${to}`)], ["new weight", ([from, to]) => known.get(`W ${from}:${to}`)]];
    const text = (value: string | number | null | undefined) => (typeof value === "string" ? value : value === undefined || value === null ? "" : formatNumber(value, digits));
    return [{ caption: `All that leads to ${subject}`, head: columns.map(([name]) => name), rows: into.map((edge) => columns.map(([, get]) => text(get(edge)))) }];
  }

  private neighboursOf(subject: string) {
    const { data } = this;
    if (subject.includes(":")) return subject.split(":").map((id) => ({ id, text: nameOf(data, id) }));
    return data.edges.filter((edge) => edge.includes(subject)).slice(0, mostNeighbours).map(([from, to]) => ({ id: `${from}:${to}`, text: `${from} → ${to}` }));
  }

  private showCurve(step: Step, { digits, curves }: Settings) {
    const figure = this.part(".curve"), { run } = this;
    if (figure.hidden) return;
    const all = curves.flatMap((curve) => curve.map(([, loss]) => Number(loss))).filter(Number.isFinite), [low, high] = [Math.min(...all), Math.max(...all)];
    const [first, last] = [Math.min(...curves.map((curve) => curve[0][0])), Math.max(...curves.map((curve) => curve.at(-1)![0]))];
    const loss = run.loss.find(([at]) => at === step.at)?.[1] ?? NaN;
    // The loss of single steps jumps from example to example; in a long run a mean over neighbouring steps shows where it goes.
    const width = meanWidth(Math.max(...curves.map((curve) => curve.length)));
    const lines = curves.map((curve): Curve => ({ kind: curve === run.loss ? "own" : "other", points: meanOver(curve, width) }));
    // Steps where an epoch is not known; otherwise epochs, of which the loss is told step by step.
    const ticks = digitsToTell(low, high, 3); // which differ where the losses do
    const perEpoch = run.stepsInEpoch, svg = figure.querySelector("svg")!;
    this.stepAt = drawCurves(svg, {
      width: 420, height: 170, at: [step.at, loss], first, last, low, high,
      curves: width > 1 ? [{ kind: "single", points: run.loss }, ...lines] : lines,
      texts: {
        low: formatNumber(low, ticks), high: formatNumber(high, ticks), y: "loss", x: perEpoch ? "epoch" : "step",
        first: perEpoch ? "1" : String(first), last: String(perEpoch ? Math.ceil(last / perEpoch) : last),
      },
    });
    const legend = [...(width > 1 ? [`line: mean over ${width} steps`] : []), ...(curves.length > 1 ? ["dashed: the other run"] : [])];
    const words = `Loss: ${formatNumber(loss, digits)} in step ${step.at}; highest ${formatNumber(high, digits)}, lowest ${formatNumber(low, digits)}${legend.length > 0 ? ` (${legend.join(", ")})` : ""}`;
    svg.setAttribute("aria-label", `${words}. A click leads to the recorded step nearest to it.`);
    figure.querySelector("figcaption")!.textContent = words;
  }

  private makeTables(known: Known, { digits, subject }: Settings) {
    const { data } = this;
    // Thousands of rows would be read by nobody, and be slow: of a large network those of the chosen node.
    const edges = data.byNodes ? data.edges.filter((edge) => subject !== null && edge.includes(subject)) : data.edges;
    const before: Record<string, string> = { W: "w", B: "b" };
    const text = (kind: string, id: string) => {
      const value = known.get(`${kind} ${id}`);
      return value === undefined ? "" : formatNumber(value, before[kind] === undefined ? digits : digitsToTell(value, known.get(`${before[kind]} ${id}`) ?? NaN, digits));
    };
    const tables: [string, string, string[]][] = [["node", "Nodes", data.nodes.map((node) => node.id)],
      ["edge", data.byNodes ? "Connections of the chosen node" : "Connections", edges.map((edge) => edge.join(":"))]];
    return tables.map(([of, caption, ids]) => {
      const kinds = Object.keys(data.kinds).filter((kind) => data.kinds[kind].of === of && ids.some((id) => known.has(`${kind} ${id}`)));
      const head = el("tr", {}, ...[of === "node" ? "node" : "connection", ...kinds.map((kind) => data.kinds[kind].name)].map((name) => el("th", { scope: "col" }, name)));
      const rows = ids.map((id) => el("tr", {}, el("th", { scope: "row" }, nameOf(data, id)), ...kinds.map((kind) => el("td", {}, text(kind, id)))));
      return scrolling(el("table", {}, el("caption", {}, caption), el("thead", {}, head), el("tbody", {}, ...rows)), caption);
    });
  }
}
