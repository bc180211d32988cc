// The network as SVG: nodes and edges are made once for a shape, then only their numbers change, so that focus stays where it is.
import { byId, show, svg, telling } from './dom';
import type { EdgeView, NodeView, State } from './protocol';

type Place = { x: number; y: number };
let radius = 24, narrow = false, crowded = false;
let shape = '', places = new Map<string, Place>();
const parts = new Map<string, SVGElement>();

export function drawNetwork(state: State, chosen: string | undefined, choose: (name: string, edit: Place | undefined) => void, label: (name: string) => string) {
  const root = byId<HTMLElement>('net') as unknown as SVGSVGElement, field = byId('field');
  const width = field.clientWidth, height = field.clientHeight;
  const now = JSON.stringify([width, height, state.nodes.map(n => n.name + (n.bias === undefined ? '' : ' b')), state.edges.map(e => e.name)]);
  if (now !== shape) {
    shape = now;
    root.replaceChildren();
    root.setAttribute('viewBox', `0 0 ${width} ${height}`);
    parts.clear();
    places = arrange(state.nodes, width, height);
    for (const edge of state.edges) root.append(makeEdge(edge, state, choose));
    for (const node of state.nodes) root.append(makeNode(node, choose));
  }
  const reached = state.moment?.index ?? -1, active = state.moment?.subject;
  for (const edge of state.edges) updateEdge(edge, chosen, reached, active, state, label);
  for (const node of state.nodes) updateNode(node, chosen, active, label);
}

export const focusOn = (name: string) => (parts.get(name) as SVGGElement | undefined)?.focus();

function arrange(nodes: NodeView[], width: number, height: number) {
  narrow = width < 390;
  const rim = narrow ? 38 : 46;
  const layers = Math.max(...nodes.map(n => n.layer)) + 1, most = Math.max(...Array.from({ length: layers }, (_, l) => nodes.filter(n => n.layer === l).length));
  crowded = height / most < 96; // then name and bias stand in one line below a smaller circle
  radius = crowded ? 16 : 24;
  const at = new Map<string, Place>();
  for (let layer = 0; layer < layers; layer++) {
    const here = nodes.filter(n => n.layer === layer);
    here.forEach((node, i) => at.set(node.name, {
      x: rim + (width - 2 * rim) * (layers === 1 ? 0.5 : layer / (layers - 1)), y: height * (i + 0.5) / here.length - 4,
    }));
  }
  return at;
}

const few = (state: State) => state.edges.length <= 20;

function makeEdge(edge: EdgeView, state: State, choose: (name: string, edit: Place | undefined) => void) {
  const from = places.get(edge.from)!, to = places.get(edge.to)!;
  const sources = state.edges.filter(e => e.to === edge.to), i = sources.findIndex(e => e.name === edge.name);
  const t = sources.length === 1 ? 0.5 : narrow ? 0.44 : 0.36 + 0.36 * i / (sources.length - 1);
  const x = from.x + (to.x - from.x) * t, y = from.y + (to.y - from.y) * t;
  const open = () => choose(edge.name, { x, y });
  const line = (name: string) => svg('line', { class: name, x1: from.x + radius, y1: from.y, x2: to.x - radius, y2: to.y, click: open });
  const group = svg('g', { class: 'edge', tabindex: 0, role: 'button', keydown: onEnter(open) }, line('seen'), line('hit'));
  group.append(svg('rect', { x, y: y - 10, width: 0, height: 20, rx: 4, click: open }),
    svg('text', { x, y, click: open, class: 'value' }), ' ', svg('text', { x, y: y + 18, class: 'was halo' }));
  parts.set(edge.name, group);
  return group;
}

function makeNode(node: NodeView, choose: (name: string, edit: Place | undefined) => void) {
  const { x, y } = places.get(node.name)!;
  const group = svg('g', { class: 'node', tabindex: 0, role: 'button', click: () => choose(node.name, undefined), keydown: onEnter(() => choose(node.name, undefined)) },
    svg('circle', { cx: x, cy: y, r: radius }), svg('text', { x: crowded ? x - radius - 10 : x, y: crowded ? y - radius + 2 : y - 34, class: 'name halo' }), ' ', svg('text', { x, y, class: 'value' }));
  parts.set(node.name, group);
  if (node.bias === undefined) return group;
  const room = byId('field').clientWidth, at = Math.min(x, room - 50), below = y + radius + (crowded ? 10 : 12), bias = 'b_' + node.name, open = (event: Event) => { event.stopPropagation(); choose(bias, { x, y: below }); };
  const label = svg('g', { class: 'edge bias', tabindex: 0, role: 'button', click: open, keydown: onEnter(open) },
    svg('rect', { x: at - 46, y: below - 10, width: 92, height: 20, rx: 4 }), svg('text', { x: at, y: below, class: 'value halo' }));
  parts.set(bias, label);
  return svg('g', {}, group, label);
}

function updateEdge(edge: EdgeView, chosen: string | undefined, reached: number, active: string | undefined, state: State, label: (name: string) => string) {
  const group = parts.get(edge.name)!, sign = edge.weight < 0 ? 'minus' : 'plus';
  group.setAttribute('class', `edge ${sign}${edge.name === chosen ? ' chosen' : ''}${edge.frozen ? ' frozen' : ''}${edge.name === active ? ' lit' : ''}`);
  group.querySelector('.seen')!.setAttribute('stroke-width', String(Math.min(8, 1 + 2 * Math.abs(edge.weight))));
  // In the update's moments the new weight is shown as soon as it is there.
  const isNew = state.moment?.phase === 'Update' && state.moment.kind === 'NewValue' && edge.name === active;
  const shown = isNew && edge.new !== undefined ? edge.new : edge.weight;
  // Where all labels would not have room, those of the chosen node are there.
  const labelled = few(state) && !narrow || edge.name === chosen || edge.from === chosen || edge.to === chosen;
  for (const part of group.querySelectorAll<SVGElement>('rect, text')) part.style.display = labelled ? '' : 'none';
  const value = group.querySelector('.value')!, rect = group.querySelector('rect')!;
  const digits = edge.was === undefined ? 4 : telling(edge.was, shown);
  value.textContent = (edge.frozen ? '* ' : '') + show(shown, digits);
  group.querySelector('.was')!.textContent = edge.was === undefined || edge.was === shown ? '' : `${show(edge.was, 4)} ${shown < edge.was ? '−' : '+'} ${show(Math.abs(shown - edge.was), 2)}`;
  const ghost = group.querySelector('.was')!.textContent;
  group.setAttribute('aria-label', `${label('weight')} ${edge.name}: ${value.textContent}${ghost ? ` ${ghost}` : ''}`);
  const wide = 9 * value.textContent!.length + 8;
  rect.setAttribute('width', String(wide));
  rect.setAttribute('x', String(Number(value.getAttribute('x')) - wide / 2));
}

function updateNode(node: NodeView, chosen: string | undefined, active: string | undefined, label: (name: string) => string) {
  const group = parts.get(node.name)!;
  group.setAttribute('class', `node${node.name === chosen ? ' chosen' : ''}${node.name === active ? ' lit' : ''}`);
  group.querySelector('.value')!.textContent = show(node.a, 3);
  group.querySelector('.name')!.textContent = node.name;
  group.setAttribute('aria-label', `${node.name} ${show(node.a, 3)} ${node.activation}`);
  const bias = parts.get('b_' + node.name);
  if (!bias) return;
  bias.setAttribute('class', `edge bias${'b_' + node.name === chosen ? ' chosen' : ''}${'b_' + node.name === active ? ' lit' : ''}`);
  bias.querySelector('.value')!.textContent = 'b ' + (node.frozen ? '* ' : '') + show(node.bias, 4);
  bias.setAttribute('aria-label', `${bias.querySelector('.value')!.textContent} ${label('bias')} ${node.name}`);
}

function onEnter(act: (event: Event) => void) {
  return (event: KeyboardEvent) => { if (event.key === 'Enter') { event.preventDefault(); event.stopPropagation(); act(event); } };
}
