// What the replay shows at each moment, as pure functions of the data and the moment's number k. No page needed.
//
// A run is a list of steps. A step has a table of numbers and a script: the list of moments, in the order in which they happen. Steps of the same shape share one script,
// so a script never holds numbers: its formulas name them, and the step's table has them.
//   formula     "[n h1] = {w x1:h1} · {a x1} + {b h1} = {n h1}"
//   [n h1]      the name of a quantity: the net input of h1
//   {n h1}      its number
//   {n h1 #2}   its number in the batch's third example
//   {n h1 =0.5} this number, where a step used another than the table's (mistakes do)

import { formatNumber } from '../view/numbers';
import type { Data, Moment, Run, Step } from './data';

export interface NumberPart { kind: string; id: string; name?: undefined; example: number | null; value: number | null; text?: undefined }
export type Part = { text: string; name?: undefined } | { name: true; kind: string; id: string; text?: undefined } | NumberPart;
/** What is known at a moment: numbers by "kind id". */
export type Known = Map<string, number>;

/** The data as the page uses it: connections by the names of their nodes, which come as numbers. */
export function readData(text: string): Data {
  const data = JSON.parse(text);
  data.edges = data.edges.map((ends: number[]) => ends.map((index) => data.nodes[index].id));
  return data;
}

const partPattern = /\{(\w+)(?: ([^ {}#=]+))?(?: #(\d+))?(?: =([^ {}]+))?\}|\[(\w+)(?: ([^ [\]]+))?\]/g;

/** A formula's text cut into pieces: {text}, {name: true, kind, id} or {kind, id, example, value}. */
export function parseFormula(formula: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of formula.matchAll(partPattern)) {
    if (match.index > end) parts.push({ text: formula.slice(end, match.index) });
    const [, kind, id, example, value, namedKind, namedId] = match;
    if (namedKind !== undefined) parts.push({ name: true, kind: namedKind, id: namedId ?? "" });
    else parts.push({ kind, id: id ?? "", example: example === undefined ? null : Number(example), value: value === undefined ? null : Number(value) });
    end = match.index + match[0].length;
  }
  if (end < formula.length) parts.push({ text: formula.slice(end) });
  return parts;
}

/** Where a quantity's number is in the arrays of a step: by node, by connection, or alone. */
export function positionOf(data: Data, kind: string, id: string): number {
  data.positions ??= {
    node: new Map(data.nodes.map((node, index) => [node.id, index])),
    edge: new Map(data.edges.map((edge, index) => [`${edge[0]}:${edge[1]}`, index])),
  };
  const of = data.kinds[kind].of;
  return of === "step" ? 0 : data.positions[of].get(id)!;
}

/** A quantity's number in a step; null where there is none. What is not finite comes as text. */
export function valueOf(data: Data, step: Step, example: number, kind: string, id: string): number | null {
  const numbers = step.values[kind] ?? step.examples[example]?.[kind];
  const value = numbers?.[positionOf(data, kind, id)] ?? null;
  return typeof value === "string" ? Number(value) : value;
}

/** The number that a formula's part stands for, at a moment. */
export function numberOf(data: Data, moment: Moment, part: NumberPart): number | null {
  return part.value ?? valueOf(data, moment.step, part.example ?? moment.example, part.kind, part.id);
}

/** All moments of a run, in order. Their words and formulas are written once in the data and named by number. */
export function momentsOf(data: Data, run: Run): Moment[] {
  const moments: Moment[] = [];
  run.steps.forEach((step, stepIndex) => {
    for (const line of data.scripts[step.script]) {
      const words = (index: number | undefined) => (index === undefined ? "" : data.texts[index].replaceAll("*", shortName(line.about ?? "")).replaceAll("@", line.for ?? ""));
      const example = line.x ?? 0;
      moments.push({
        line, step, stepIndex, example,
        title: words(line.title),
        say: words(line.say),
        formulas: (line.formulas ?? []).map((index) => data.formulas[index]),
        key: [step.at, example, line.phase, line.title, line.about, line.for, line.pace].join("|"),
      });
    }
  });
  return moments;
}

/** The moments at which "forward" and "back" stop: at every connection, at every node, at the end of every phase or of every step. The first moment is always one. */
export function stopsOf(moments: Moment[], pace: string): number[] {
  const isLastOf = (index: number, same: (a: Moment, b: Moment) => boolean) => index === moments.length - 1 || !same(moments[index], moments[index + 1]);
  const samePhase = (a: Moment, b: Moment) => a.stepIndex === b.stepIndex && a.example === b.example && a.line.phase === b.line.phase;
  const sameStep = (a: Moment, b: Moment) => a.stepIndex === b.stepIndex;
  const isStop = ({
    connection: (moment) => moment.line.pace !== "node",
    node: (moment) => moment.line.pace !== "connection",
    phase: (moment, index) => isLastOf(index, samePhase),
    step: (moment, index) => isLastOf(index, sameStep),
  } as Record<string, (moment: Moment, index: number) => boolean>)[pace];
  const stops: number[] = [];
  moments.forEach((moment, index) => {
    if (index === 0 || isStop(moment, index)) stops.push(index);
  });
  return stops;
}

/** The last stop at or before k, as its place in the list of stops. */
export function placeOf(stops: number[], k: number): number {
  let low = 0;
  let high = stops.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (stops[middle] <= k) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The next stop after k (back: before k); k itself where there is none. */
export function stopAfter(stops: number[], k: number): number {
  return stops.find((stop) => stop > k) ?? k;
}
export function stopBefore(stops: number[], k: number): number {
  return stops.findLast((stop) => stop < k) ?? k;
}

/** The nodes or connections that a moment's "shows" names: one, all of the kind, or with ">h1" what leads to h1. */
export function idsOf(data: Data, kind: string, id: string | undefined): string[] {
  const { of } = data.kinds[kind];
  if (of === "step") return [""];
  data.ids ??= { node: data.nodes.map((node) => node.id), edge: data.edges.map(([from, to]) => `${from}:${to}`) };
  if (id === undefined) return data.ids[of];
  if (!id.startsWith(">")) return [id];
  return of === "node" ? [id.slice(1)] : data.ids.edge.filter((_, index) => data.edges[index][1] === id.slice(1));
}

/** What is known at moment k, as a map from "kind id" to the number: everything that this step's moments up to k have shown. What belongs to one example goes when the next one comes. */
export function knownAt(data: Data, moments: Moment[], k: number): Known {
  const { stepIndex, step } = moments[k];
  let first = k;
  while (first > 0 && moments[first - 1].stepIndex === stepIndex) first--;
  const known: Known = new Map();
  for (let index = first; index <= k; index++) {
    const { line, example } = moments[index];
    if (index > first && example !== moments[index - 1].example) {
      for (const name of [...known.keys()]) {
        if (step.values[name.split(" ")[0]] === undefined) known.delete(name);
      }
    }
    for (const name of line.shows ?? []) {
      const [kind, id] = name.split(" ");
      for (const one of idsOf(data, kind, id)) {
        const value = valueOf(data, step, example, kind, one);
        if (value !== null) known.set(`${kind} ${one}`, value);
      }
    }
  }
  return known;
}

/** The moments of k's step that are about a node or a connection, as their numbers. */
export function momentsAbout(moments: Moment[], k: number, subject: string): number[] {
  const { stepIndex } = moments[k];
  const found: number[] = [];
  moments.forEach((moment, index) => {
    if (moment.stepIndex === stepIndex && moment.line.about === subject && moment.formulas.length > 0) found.push(index);
  });
  return found;
}

/** For each moment of one run, the moment of another run that is the same (of the same step, example and quantity), or null. */
export function counterparts(moments: Moment[], others: Moment[]): (number | null)[] {
  const byKey = new Map(others.map((moment, index) => [moment.key, index]));
  return moments.map((moment) => byKey.get(moment.key) ?? null);
}

/** How far another run has come when the first is at k: as far as the counterparts of the moments up to k. So a run that does things in another order never goes back while the first goes on. */
export function progressOf(partners: (number | null)[], k: number): number {
  let furthest = 0;
  for (let index = 0; index <= k; index++) furthest = Math.max(furthest, partners[index] ?? 0);
  return furthest;
}

/** The number that a moment's formula ends in, or null. */
export function resultOf(data: Data, moment: Moment): number | null {
  const formula = moment.formulas.at(-1);
  if (formula === undefined) return null;
  const last = parseFormula(formula).at(-1)!;
  return last.text === undefined && !last.name ? numberOf(data, moment, last) : null;
}

/** Whether two runs show different numbers (as written with so many digits) at moments that belong together. */
export function differs(data: Data, moment: Moment, other: Moment | null, digits: number): boolean {
  if (other === null) return true;
  const [one, two] = [resultOf(data, moment), resultOf(data, other)];
  return formatNumber(one, digits) !== formatNumber(two, digits);
}

/** A place in the replay as the end of an address: "#at=12&pace=node&digits=4&chosen=h1". */
export function addressOf({ k, pace, digits, subject }: { k: number; pace: string; digits: string; subject: string | null }): string {
  return `#at=${k}&pace=${pace}&digits=${digits}${subject === null ? "" : `&chosen=${encodeURIComponent(subject)}`}`;
}

/** The place that an address names; what it does not name, or names wrongly, is left out. */
export function placeIn(address: string, data: Data, moments: Moment[]) {
  const named = new URLSearchParams(address.replace(/^#/, ""));
  const place: { k?: number; pace?: string; digits?: string; subject?: string } = {};
  const at = named.get("at") ?? "";
  if (/^\d{1,7}$/.test(at) && Number(at) < moments.length) place.k = Number(at);
  if (["connection", "node", "phase", "step"].includes(named.get("pace") ?? "")) place.pace = named.get("pace")!;
  if (["3", "4", "6", "10", "17"].includes(named.get("digits") ?? "")) place.digits = named.get("digits")!;
  const chosen = named.get("chosen");
  if (chosen !== null && idsOf(data, "a", undefined).concat(data.edges.map(([from, to]) => `${from}:${to}`)).includes(chosen)) place.subject = chosen;
  return place;
}

/** "h1", or "x1 → h1" for a connection. */
export function shortName(id: string): string {
  return id.replace(":", " → ");
}

/** How a node or connection is called: "x3 petal length", "x1 → h1". */
export function nameOf(data: Data, id: string): string {
  if (id.includes(":")) return shortName(id);
  const label = data.nodes.find((node) => node.id === id)?.label;
  return label ? `${id} ${label}` : id;
}

/** Over how many steps a loss curve of a length is averaged: the curves of up to a hundred steps are shown as they are. */
export function meanWidth(length: number): number {
  return length <= 100 ? 1 : 2 * Math.round(length / 100) + 1;
}

/** A curve of points [x, y] with every y the mean of those around it, fewer at the ends. A y that is not finite makes its neighbours so. */
export function meanOver(curve: [number, number][], width: number): [number, number][] {
  if (width === 1) return curve;
  const reach = (width - 1) / 2;
  return curve.map(([x], index) => {
    const around = curve.slice(Math.max(0, index - reach), index + reach + 1);
    return [x, around.reduce((sum, [, y]) => sum + y, 0) / around.length];
  });
}
