// The network as SVG: nodes and edges are made once for a shape, then only their numbers change, so that focus stays where it is.
import { byId, show, svg, telling } from './dom';
import type { EdgeView, NodeView, State } from './protocol';

type Place = { x: number; y: number };
export interface NetworkActs {
  /** Chooses a node, weight or bias; with a place, a field opens there. */
  choose(name: string, edit?: Place): void;
  /** Changes a number by hand: a weight, a bias, or an input or target of the current row. */
  set(name: string, value: number, again: boolean): void;
  words: { weight: string; bias: string; target: string };
}

/** Layers of more nodes than this are drawn as a grid of squares. */
const mostCircles = 10;
let radius = 24, narrow = false, crowded = false, dense = false, roomy = false;
let shape = '', places = new Map<string, Place>(), grids = new Map<string, number>();
const parts = new Map<string, SVGElement>();
let state: State, acts: NetworkActs, changed = 0;

export function drawNetwork(next: State, chosen: string | undefined, does: NetworkActs) {
  state = next; acts = does;
  const root = byId<HTMLElement>('net') as unknown as SVGSVGElement, field = byId('field');
  const width = field.clientWidth, height = field.clientHeight;
  const now = JSON.stringify([width, height, state.nodes.map(n => n.name + (n.bias === undefined ? '' : ' b')), state.edges.map(e => e.name)]);
  if (now !== shape) {
    shape = now;
    const focused = [...parts].find(([, part]) => part === document.activeElement)?.[0];
    root.replaceChildren();
    root.setAttribute('viewBox', `0 0 ${width} ${height}`);
    parts.clear();
    arrange(state.nodes, width, height);
    placed = '';
    spots.clear();
    root.append(...bundles());
    for (const edge of state.edges) root.append(makeEdge(edge));
    for (const node of state.nodes) root.append(grids.has(node.name) ? makeSquare(node) : makeNode(node));
    if (focused) focusOn(focused);
  }
  placeLabels(chosen, width);
  const active = state.moment?.subject;
  changed = state.edges.filter(e => e.was !== undefined).length + state.nodes.filter(n => n.was !== undefined).length;
  for (const edge of state.edges) updateEdge(edge, chosen, active);
  for (const node of state.nodes) updateNode(node, chosen, active);
}

export const focusOn = (name: string) => (parts.get(name) as SVGGElement | undefined)?.focus();

/** How far a layer's middle is from the left: the controls over the layers stand there, too. */
export function middle(layer: number, layers: number, width: number) {
  const rim = width < 390 ? 38 : 46;
  return rim + (width - 2 * rim) * (layers === 1 ? 0.5 : layer / (layers - 1));
}

function arrange(nodes: NodeView[], width: number, height: number) {
  narrow = width < 390;
  const layers = Math.max(...nodes.map(n => n.layer)) + 1, of = (layer: number) => nodes.filter(n => n.layer === layer);
  const most = Math.max(1, ...Array.from({ length: layers }, (_, l) => of(l).length).filter(n => n <= mostCircles));
  crowded = height / most < 96; // then name and bias stand in one line below a smaller circle
  roomy = height / of(layers - 1).length >= 130;
  dense = height / most < 56; // then the biases are in the arithmetic alone
  radius = dense ? Math.max(9, Math.min(17, height / most / 2 - 3)) : crowded ? height / most < 64 ? 15 : 17 : 24;
  places = new Map(); grids = new Map();
  for (let layer = 0; layer < layers; layer++) {
    const here = of(layer), x = middle(layer, layers, width);
    if (here.length <= mostCircles) { here.forEach((node, i) => places.set(node.name, { x, y: height * (i + 0.5) / here.length - (crowded ? 6 : 4) })); continue; }
    // A picture stays a picture: 64 inputs are eight rows of eight.
    const columns = Math.ceil(Math.sqrt(here.length)), rows = Math.ceil(here.length / columns);
    const room = (width / Math.max(1, layers - 1)) * 0.5, cell = Math.max(3, Math.min(24, room / columns, (height - 40) / rows));
    const left = Math.max(2, Math.min(width - columns * cell - 2, x - columns * cell / 2)), top = (height - rows * cell) / 2;
    here.forEach((node, i) => { grids.set(node.name, cell); places.set(node.name, { x: left + (i % columns + 0.5) * cell, y: top + (Math.floor(i / columns) + 0.5) * cell }); });
  }
}

/** Where only the chosen node's weights are there, a pale band says that the layers are connected. */
function bundles() {
  if (state.edges.length >= state.weights) return [];
  const layers = Math.max(...state.nodes.map(n => n.layer)) + 1;
  const box = (layer: number) => state.nodes.filter(n => n.layer === layer).map(n => places.get(n.name)!);
  return Array.from({ length: layers - 1 }, (_, l) => {
    const from = box(l), to = box(l + 1), right = Math.max(...from.map(p => p.x)), left = Math.min(...to.map(p => p.x)), y = (list: Place[], pick: (...n: number[]) => number) => pick(...list.map(p => p.y));
    return svg('path', { class: 'bundle', d: `M${right} ${y(from, Math.min)}L${left} ${y(to, Math.min)}V${y(to, Math.max)}L${right} ${y(from, Math.max)}Z` });
  });
}

/** Where labels stand already: left, top, right, bottom. */
type Box = [number, number, number, number];
let taken: Box[] = [];
let placed = '';
const spots = new Map<string, Place>(), unlabelled = new Set<string>(), around = (x: number, y: number, wide: number, high: number): Box => [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
const meets = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Where a node's name stands: above it where its own layer leaves room, otherwise to its left. */
function nameAt(node: NodeView): Place {
  const { x, y } = places.get(node.name)!, gap = byId('field').clientHeight / state.nodes.filter(n => n.layer === node.layer).length;
  if (gap >= 2 * radius + 48) return { x, y: y - radius - 10 };
  return dense ? { x: Math.max(14, x - radius - 15), y } : { x: Math.max(14, x - radius - 10), y: y - radius + 2 };
}

/** What the nodes' own texts take. */
function takeNodes(width: number) {
  unlabelled.clear();
  taken = state.nodes.filter(node => !grids.has(node.name)).flatMap(node => {
    const { x, y } = places.get(node.name)!, boxes = [around(x, y, 2 * radius + 4, 2 * radius + 4), around(nameAt(node).x, nameAt(node).y, dense ? 34 : 44, 16)];
    if (node.bias !== undefined && !dense) boxes.push(around(Math.min(x, width - 50), y + radius + (crowded ? 10 : 12), 84, 18));
    if (isOutput(node) && roomy && !crowded) boxes.push(around(Math.min(x, width - 50), y - 54, 84, 18));
    return boxes;
  });
}

const isNear = (edge: EdgeView, chosen: string | undefined) => edge.name === chosen || edge.from === chosen || edge.to === chosen;
const most = 16;

/** Which edges show their numbers: all where they have room, otherwise those of the chosen node; of a node with many, the list beside it says them. */
function labelled(chosen: string | undefined) {
  if (few() && !narrow) return state.edges;
  const near = state.edges.filter(edge => isNear(edge, chosen));
  return near.length <= most ? near : near.filter(edge => edge.name === chosen);
}

/** Gives the numbers of edges their places, anew for another shape and, where only some are shown, for another choice. */
function placeLabels(chosen: string | undefined, width: number) {
  const now = few() && !narrow ? shape : shape + chosen;
  if (now === placed) return;
  placed = now;
  takeNodes(width);
  for (const edge of state.edges) unlabelled.add(edge.name);
  for (const edge of labelled(chosen)) {
    const from = places.get(edge.from)!, to = places.get(edge.to)!, sources = state.edges.filter(e => e.to === edge.to), i = sources.findIndex(e => e.name === edge.name);
    const t = label(edge, from, to, sources.length === 1 ? 0.5 : 0.36 + 0.3 * i / (sources.length - 1)), x = from.x + (to.x - from.x) * t, y = from.y + (to.y - from.y) * t, group = parts.get(edge.name)!;
    spots.set(edge.name, { x, y });
    group.querySelector('rect')!.setAttribute('y', String(y - 10));
    for (const [text, down] of [['.value', 0], ['.was', 18]] as const) for (const [name, value] of [['x', x], ['y', y + down]] as const) group.querySelector(text)!.setAttribute(name, String(value));
  }
}

/** How far along an edge its number stands: where nothing else does. An edge without such a place shows it only when it is chosen itself. */
function label(edge: EdgeView, from: Place, to: Place, first: number) {
  const along = [0, 0.06, -0.06, 0.12, -0.12, 0.18, -0.18, 0.24, -0.24, 0.3].map(by => first + by).filter(t => t > 0.15 && t < 0.85);
  for (const t of along) {
    const box = around(from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t, 9 * Math.max(4, show(edge.weight, 4).length) + 8, 20);
    if (taken.some(other => meets(box, other))) continue;
    taken.push(box);
    unlabelled.delete(edge.name);
    return t;
  }
  return first;
}

const few = () => state.edges.length <= 20 && state.edges.length === state.weights;

/** A click, Enter, the arrow keys up and down (by 0.1), and a drag upwards or downwards (by 0.01 a pixel). */
function handle(element: Element, name: string, value: () => number, open: () => void) {
  let from: { y: number; value: number } | undefined, moved = false, sent = NaN;
  element.addEventListener('pointerdown', event => {
    if ((event as PointerEvent).button !== 0) return;
    from = { y: (event as PointerEvent).clientY, value: value() };
    moved = false;
    element.setPointerCapture((event as PointerEvent).pointerId);
  });
  element.addEventListener('pointermove', event => {
    if (!from) return;
    const up = from.y - (event as PointerEvent).clientY;
    if (!moved && Math.abs(up) < 4) return;
    const next = Math.round((from.value + up * 0.01) * 100) / 100;
    if (next !== sent) acts.set(name, sent = next, moved);
    moved = true;
  });
  const end = () => { from = undefined; };
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', end);
  element.addEventListener('click', event => { event.stopPropagation(); if (!moved) open(); moved = false; });
  element.addEventListener('keydown', event => {
    const key = (event as KeyboardEvent).key;
    if (key === 'Enter') open();
    else if (key === 'ArrowUp' || key === 'ArrowDown') acts.set(name, Number((value() + (key === 'ArrowUp' ? 0.1 : -0.1)).toPrecision(15)), false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function makeEdge(edge: EdgeView) {
  const from = places.get(edge.from)!, to = places.get(edge.to)!;
  const out = (name: string, other: number) => grids.has(name) ? grids.get(name)! / 2 * other : radius * other;
  const line = (name: string) => svg('line', { class: name, x1: from.x + out(edge.from, 1), y1: from.y, x2: to.x + out(edge.to, -1), y2: to.y });
  const group = svg('g', { class: 'edge', tabindex: grids.has(edge.from) || grids.has(edge.to) ? -1 : 0, role: 'button' }, line('seen'), line('hit'));
  group.append(svg('rect', { width: 0, height: 20, rx: 4 }), svg('text', { class: 'value' }), ' ', svg('text', { class: 'was halo' }));
  handle(group, edge.name, () => weightOf(edge.name), () => acts.choose(edge.name, spots.get(edge.name) ?? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }));
  parts.set(edge.name, group);
  return group;
}

const weightOf = (name: string) => state.edges.find(e => e.name === name)!.weight;
const nodeOf = (name: string) => state.nodes.find(n => n.name === name)!;
const target = (node: NodeView) => state.rows[state.current[0]!]![state.setup.inputs + state.nodes.filter(n => n.layer === node.layer).indexOf(node)]!;
const isOutput = (node: NodeView) => node.layer > 0 && node.layer === state.nodes[state.nodes.length - 1]!.layer;

function makeNode(node: NodeView) {
  const { x, y } = places.get(node.name)!;
  const group = svg('g', { class: node.layer === 0 ? 'node given' : 'node', tabindex: 0, role: 'button' },
    svg('circle', { cx: x, cy: y, r: radius }), svg('text', { ...nameAt(node), class: 'name halo' }), ' ', svg('text', { x, y, class: 'value' }));
  parts.set(node.name, group);
  if (node.layer === 0) {
    // An input is a number of the table: it is changed like a weight.
    handle(group, node.name, () => nodeOf(node.name).a, () => acts.choose(node.name, { x, y }));
    return group;
  }
  handleChoice(group, node.name);
  const room = byId('field').clientWidth, at = Math.min(x, room - 50), below = y + radius + (crowded ? 9 : 12), all = svg('g', {}, group);
  if (node.bias !== undefined && !dense) {
    const bias = 'b_' + node.name, label = svg('g', { class: 'edge bias', tabindex: 0, role: 'button' },
      svg('rect', { x: at - 46, y: below - 10, width: 92, height: 20, rx: 4 }), svg('text', { x: at, y: below, class: 'value halo' }), ' ', svg('text', { x: at, y: below + 17, class: 'was halo' }));
    handle(label, bias, () => nodeOf(node.name).bias!, () => acts.choose(bias, { x: at, y: below }));
    parts.set(bias, label);
    all.append(label);
  }
  if (isOutput(node) && roomy && !crowded) {
    const name = 'label_' + node.name, label = svg('g', { class: 'edge label', tabindex: 0, role: 'button' },
      svg('rect', { x: at - 46, y: y - 64, width: 92, height: 20, rx: 4 }), svg('text', { x: at, y: y - 54, class: 'value halo' }));
    handle(label, name, () => target(nodeOf(node.name)), () => acts.choose(name, { x: at, y: y - 54 }));
    parts.set(name, label);
    all.append(label);
  }
  return all;
}

function handleChoice(group: Element, name: string) {
  group.addEventListener('click', () => acts.choose(name));
  group.addEventListener('keydown', event => { if ((event as KeyboardEvent).key === 'Enter') { event.preventDefault(); event.stopPropagation(); acts.choose(name); } });
}

/** A node of a large layer: one Tab stop for the layer, arrow keys inside it. */
function makeSquare(node: NodeView) {
  const { x, y } = places.get(node.name)!, cell = grids.get(node.name)!, here = state.nodes.filter(n => n.layer === node.layer), i = here.findIndex(n => n.name === node.name), columns = Math.ceil(Math.sqrt(here.length));
  const group = svg('g', { class: 'node square', tabindex: i === 0 ? 0 : -1, role: 'button' }, svg('rect', { x: x - cell / 2, y: y - cell / 2, width: cell, height: cell }));
  handleChoice(group, node.name);
  group.addEventListener('keydown', event => {
    const by = ({ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns } as Record<string, number>)[(event as KeyboardEvent).key];
    const next = by === undefined ? undefined : here[i + by];
    if (by !== undefined) { event.preventDefault(); event.stopPropagation(); }
    if (!next) return;
    group.setAttribute('tabindex', '-1');
    parts.get(next.name)!.setAttribute('tabindex', '0');
    focusOn(next.name);
  });
  parts.set(node.name, group);
  return group;
}

/** With as many digits as the circle has room for. */
function fitting(value: number) {
  const room = Math.round(2 * radius / 7.8), texts = [3, 2, 1].map(digits => show(value, digits));
  return texts.find(text => text.length <= room) ?? (Math.abs(value) < 0.1 ? '≈ 0' : texts[2]!);
}

/** What a number was, and its change; of many at once the change alone, which has room. */
const ghost = (was: number | undefined, now: number, whole: boolean) => was === undefined || was === now ? '' : `${whole ? show(was, 4) + ' ' : ''}${now < was ? '−' : '+'}${whole ? ' ' : ''}${show(Math.abs(now - was), 2)}`;

function updateEdge(edge: EdgeView, chosen: string | undefined, active: string | undefined) {
  const group = parts.get(edge.name)!, sign = edge.weight < 0 ? 'minus' : 'plus';
  group.setAttribute('class', `edge ${sign}${edge.name === chosen ? ' chosen' : ''}${edge.frozen ? ' frozen' : ''}${edge.name === active ? ' lit' : ''}`);
  group.querySelector('.seen')!.setAttribute('stroke-width', String(Math.min(8, (state.edges.length < state.weights ? 0.4 : 1) + 2 * Math.abs(edge.weight))));
  // In the update's moments the new weight is shown as soon as it is there.
  const isNew = state.moment?.phase === 'Update' && state.moment.kind === 'NewValue' && edge.name === active;
  const shown = isNew && edge.new !== undefined ? edge.new : edge.weight;
  const isShown = spots.has(edge.name) && (!unlabelled.has(edge.name) || edge.name === chosen);
  for (const part of group.querySelectorAll<SVGElement>('rect, text')) part.style.display = isShown ? '' : 'none';
  const value = group.querySelector('.value')!, rect = group.querySelector('rect')!, was = isNew ? edge.weight : edge.was;
  value.textContent = (edge.frozen ? '* ' : '') + show(shown, was === undefined ? 4 : telling(was, shown));
  const old = ghost(was, shown, isNew || changed === 1 || edge.name === chosen);
  group.querySelector('.was')!.textContent = old;
  group.setAttribute('aria-label', `${acts.words.weight} ${edge.name}: ${value.textContent}${old ? ` ${old}` : ''}`);
  const wide = 9 * value.textContent!.length + 8;
  rect.setAttribute('width', String(wide));
  rect.setAttribute('x', String(Number(value.getAttribute('x')) - wide / 2));
}

function updateNode(node: NodeView, chosen: string | undefined, active: string | undefined) {
  const group = parts.get(node.name)!, classes = `${node.name === chosen ? ' chosen' : ''}${node.name === active ? ' lit' : ''}`;
  group.setAttribute('aria-label', `${node.name} ${show(node.a, 3)} ${node.activation}`);
  if (grids.has(node.name)) {
    group.setAttribute('class', 'node square' + classes);
    (group.firstElementChild as SVGElement).style.fillOpacity = String(Math.max(0, Math.min(1, Math.abs(node.a))));
    return;
  }
  group.setAttribute('class', (node.layer === 0 ? 'node given' : 'node') + classes);
  group.querySelector('.value')!.textContent = fitting(node.a);
  group.querySelector('.name')!.textContent = node.name;
  const label = parts.get('label_' + node.name);
  if (label) {
    label.querySelector('.value')!.textContent = `${acts.words.target} ${show(target(node), 3)}`;
    label.setAttribute('aria-label', `${acts.words.target} ${show(target(node), 3)} ${node.name}`);
    label.setAttribute('class', 'edge label' + ('label_' + node.name === chosen ? ' chosen' : ''));
  }
  const bias = parts.get('b_' + node.name);
  if (!bias || node.bias === undefined) return;
  bias.setAttribute('class', `edge bias${'b_' + node.name === chosen ? ' chosen' : ''}${'b_' + node.name === active ? ' lit' : ''}`);
  bias.querySelector('.value')!.textContent = 'b ' + (node.frozen ? '* ' : '') + show(node.bias, node.was === undefined ? 4 : telling(node.was, node.bias));
  const old = crowded ? '' : ghost(node.was, node.bias, changed === 1 || 'b_' + node.name === chosen);
  bias.querySelector('.was')!.textContent = old;
  bias.setAttribute('aria-label', `${bias.querySelector('.value')!.textContent}${old ? ` ${old}` : ''} ${acts.words.bias} ${node.name}`);
}
