// What the replay shows at each moment, as pure functions of the data and the moment's number k. No page needed: the tests run this file on its own.
//
// A run is a list of steps. A step has a table of numbers and a script: the list of moments, in the order in which they happen. Steps of the same shape share one script,
// so a script never holds numbers: its formulas name them, and the step's table has them.
//   formula     "[n h1] = {w x1:h1} · {a x1} + {b h1} = {n h1}"
//   [n h1]      the name of a quantity: the net input of h1
//   {n h1}      its number
//   {n h1 #2}   its number in the batch's third example
//   {n h1 =0.5} this number, where a step used another than the table's (mistakes do)

/** The phases of a step, in their order. */
const phases = { forward: "Forward pass", loss: "Loss", backward: "Backward pass: δ", update: "Update", after: "Did it help?" };

/** The data as the page uses it: connections by the names of their nodes, which come as numbers. */
function readData(text) {
  const data = JSON.parse(text);
  data.edges = data.edges.map((ends) => ends.map((index) => data.nodes[index].id));
  return data;
}

const partPattern = /\{(\w+)(?: ([^ {}#=]+))?(?: #(\d+))?(?: =([^ {}]+))?\}|\[(\w+)(?: ([^ [\]]+))?\]/g;

/** A formula's text cut into pieces: {text}, {name: true, kind, id} or {kind, id, example, value}. */
function parseFormula(formula) {
  const parts = [];
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
function positionOf(data, kind, id) {
  data.positions ??= {
    node: new Map(data.nodes.map((node, index) => [node.id, index])),
    edge: new Map(data.edges.map((edge, index) => [`${edge[0]}:${edge[1]}`, index])),
  };
  const of = data.kinds[kind].of;
  return of === "step" ? 0 : data.positions[of].get(id);
}

/** A quantity's number in a step; null where there is none. What is not finite comes as text. */
function valueOf(data, step, example, kind, id) {
  const numbers = step.values[kind] ?? step.examples[example]?.[kind];
  const value = numbers?.[positionOf(data, kind, id)] ?? null;
  return typeof value === "string" ? Number(value) : value;
}

/** The number that a formula's part stands for, at a moment. */
function numberOf(data, moment, part) {
  return part.value ?? valueOf(data, moment.step, part.example ?? moment.example, part.kind, part.id);
}

/** All moments of a run, in order. Their words and formulas are written once in the data and named by number. */
function momentsOf(data, run) {
  const moments = [];
  run.steps.forEach((step, stepIndex) => {
    for (const line of data.scripts[step.script]) {
      const words = (index) => (index === undefined ? "" : data.texts[index].replaceAll("*", shortName(line.about ?? "")).replaceAll("@", line.for ?? ""));
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
function stopsOf(moments, pace) {
  const isLastOf = (index, same) => index === moments.length - 1 || !same(moments[index], moments[index + 1]);
  const samePhase = (a, b) => a.stepIndex === b.stepIndex && a.example === b.example && a.line.phase === b.line.phase;
  const sameStep = (a, b) => a.stepIndex === b.stepIndex;
  const isStop = {
    connection: (moment) => moment.line.pace !== "node",
    node: (moment) => moment.line.pace !== "connection",
    phase: (moment, index) => isLastOf(index, samePhase),
    step: (moment, index) => isLastOf(index, sameStep),
  }[pace];
  const stops = [];
  moments.forEach((moment, index) => {
    if (index === 0 || isStop(moment, index)) stops.push(index);
  });
  return stops;
}

/** The last stop at or before k, as its place in the list of stops. */
function placeOf(stops, k) {
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
function stopAfter(stops, k) {
  return stops.find((stop) => stop > k) ?? k;
}
function stopBefore(stops, k) {
  return stops.findLast((stop) => stop < k) ?? k;
}

/** The nodes or connections that a moment's "shows" names: one, all of the kind, or with ">h1" what leads to h1. */
function idsOf(data, kind, id) {
  const { of } = data.kinds[kind];
  if (of === "step") return [""];
  data.ids ??= { node: data.nodes.map((node) => node.id), edge: data.edges.map(([from, to]) => `${from}:${to}`) };
  if (id === undefined) return data.ids[of];
  if (!id.startsWith(">")) return [id];
  return of === "node" ? [id.slice(1)] : data.ids.edge.filter((_, index) => data.edges[index][1] === id.slice(1));
}

/** What is known at moment k, as a map from "kind id" to the number: everything that this step's moments up to k have shown. What belongs to one example goes when the next one comes. */
function knownAt(data, moments, k) {
  const { stepIndex, step } = moments[k];
  let first = k;
  while (first > 0 && moments[first - 1].stepIndex === stepIndex) first--;
  const known = new Map();
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
function momentsAbout(moments, k, subject) {
  const { stepIndex } = moments[k];
  const found = [];
  moments.forEach((moment, index) => {
    if (moment.stepIndex === stepIndex && moment.line.about === subject && moment.formulas.length > 0) found.push(index);
  });
  return found;
}

/** For each moment of one run, the moment of another run that is the same (of the same step, example and quantity), or null. */
function counterparts(moments, others) {
  const byKey = new Map(others.map((moment, index) => [moment.key, index]));
  return moments.map((moment) => byKey.get(moment.key) ?? null);
}

/** How far another run has come when the first is at k: as far as the counterparts of the moments up to k. So a run that does things in another order never goes back while the first goes on. */
function progressOf(partners, k) {
  let furthest = 0;
  for (let index = 0; index <= k; index++) furthest = Math.max(furthest, partners[index] ?? 0);
  return furthest;
}

/** The number that a moment's formula ends in, or null. */
function resultOf(data, moment) {
  const formula = moment.formulas.at(-1);
  if (formula === undefined) return null;
  const last = parseFormula(formula).at(-1);
  return last.kind !== undefined && !last.name ? numberOf(data, moment, last) : null;
}

/** Whether two runs show different numbers (as written with so many digits) at moments that belong together. */
function differs(data, moment, other, digits) {
  if (other === null) return true;
  const [one, two] = [resultOf(data, moment), resultOf(data, other)];
  return formatNumber(one, digits) !== formatNumber(two, digits);
}

/** A place in the replay as the end of an address: "#at=12&pace=node&digits=4&chosen=h1". */
function addressOf({ k, pace, digits, subject }) {
  return `#at=${k}&pace=${pace}&digits=${digits}${subject === null ? "" : `&chosen=${encodeURIComponent(subject)}`}`;
}

/** The place that an address names; what it does not name, or names wrongly, is left out. */
function placeIn(address, data, moments) {
  const named = new URLSearchParams(address.replace(/^#/, ""));
  const place = {};
  const at = named.get("at") ?? "";
  if (/^\d{1,7}$/.test(at) && Number(at) < moments.length) place.k = Number(at);
  if (["connection", "node", "phase", "step"].includes(named.get("pace"))) place.pace = named.get("pace");
  if (["3", "4", "6", "10", "17"].includes(named.get("digits"))) place.digits = named.get("digits");
  const chosen = named.get("chosen");
  if (chosen !== null && idsOf(data, "a", undefined).concat(data.edges.map(([from, to]) => `${from}:${to}`)).includes(chosen)) place.subject = chosen;
  return place;
}

/** "h1", or "x1 → h1" for a connection. */
function shortName(id) {
  return id.replace(":", " → ");
}

/** How a node or connection is called: "x3 petal length", "x1 → h1". */
function nameOf(data, id) {
  if (id.includes(":")) return shortName(id);
  const { label } = data.nodes.find((node) => node.id === id);
  return label ? `${id} ${label}` : id;
}

/** The node that an arrow key leads to: within a column the next above or below; to the left or right the nearest in the next column. Null for other keys, and at the rim. */
function neighbourOf(nodes, id, key) {
  const from = nodes.find((node) => node.id === id);
  const distance = (node) => (key === "ArrowUp" || key === "ArrowDown" ? Math.abs(node.y - from.y) : Math.abs(node.x - from.x) * 1000 + Math.abs(node.y - from.y));
  const isThere = {
    ArrowUp: (node) => node.x === from.x && node.y < from.y,
    ArrowDown: (node) => node.x === from.x && node.y > from.y,
    ArrowLeft: (node) => node.x < from.x,
    ArrowRight: (node) => node.x > from.x,
  }[key];
  const found = isThere === undefined ? [] : nodes.filter(isThere).sort((a, b) => distance(a) - distance(b));
  return found[0]?.id ?? null;
}

/** Over how many steps a loss curve of a length is averaged: the curves of up to a hundred steps are shown as they are. */
function meanWidth(length) {
  return length <= 100 ? 1 : 2 * Math.round(length / 100) + 1;
}

/** A curve of points [x, y] with every y the mean of those around it, fewer at the ends. A y that is not finite makes its neighbours so. */
function meanOver(curve, width) {
  if (width === 1) return curve;
  const reach = (width - 1) / 2;
  return curve.map(([x], index) => {
    const around = curve.slice(Math.max(0, index - reach), index + reach + 1);
    return [x, around.reduce((sum, [, y]) => sum + y, 0) / around.length];
  });
}
