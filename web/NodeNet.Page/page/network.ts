// The network of the playground: what stands on each node and connection of the view that it shares with replays.
import { byId, svg } from '../../view/dom';
import type { Place } from '../../view/layout';
import { NetworkView, type Faces, type Hands, type Shape } from '../../view/network';
import { digitsToTell, formatNumber, formatWithin } from '../../view/numbers';
import { isAsked } from './asked';
import { brief, called, classOf, cut, shortOf } from './names';
import type { EdgeView, NodeView, State } from './protocol';

export interface NetworkActs {
  /** Chooses a node, weight or bias; with a place, a field opens there. */
  choose(name: string, edit?: Place): void;
  /** Changes a number by hand: a weight, a bias, or an input or target of the current row. */
  set(name: string, value: number, again: boolean): void;
  words: { weight: string; bias: string; target: string; leftOut(count: number): string };
}

let view: NetworkView | undefined, state: State, acts: NetworkActs;

export const focusOn = (name: string) => view?.focus(name);

export const placeOf = (name: string) => view?.placeOf(name);

export function drawNetwork(next: State, chosen: string | undefined, does: NetworkActs) {
  state = next; acts = does;
  const hands: Hands = { choose: (name, at) => acts.choose(name, at), set: (name, value, again) => acts.set(name, value, again), value: valueOf };
  view ??= new NetworkView(byId<HTMLElement>('net') as unknown as SVGSVGElement, hands, 'all');
  view.show(shapeOf(), facesOf(chosen));
  putNames();
}

/** Whether it has its new value at the moment that is shown: the step that was taken, or one that is looked into. */
const isNew = (of: { was?: number; new?: number }) => of.new !== undefined || state.shown === 'Taken' && of.was !== undefined;

const shapeOf = (): Shape => ({
  nodes: state.nodes.map(n => ({ name: n.name, layer: n.layer, biased: n.bias !== undefined, ...n.layer === 0 && n.label !== undefined ? { aside: 7.8 * shortOf(state, n.name).length } : {} })),
  edges: state.edges.map(({ name, from, to }) => ({ name, from, to })), isWhole: state.edges.length === state.weights, hasTargets: true, leftOut: acts.words.leftOut,
});

const lastLayer = () => state.nodes[state.nodes.length - 1]!.layer;
const target = (node: NodeView) => state.rows[state.current[0]!]![state.setup.inputs + state.nodes.filter(n => n.layer === node.layer).indexOf(node)]!;

/** A target that is a number, in its table's units where the network takes another. */
function ownTarget(node: NodeView) {
  const { own } = state, place = state.nodes.filter(n => n.layer === node.layer).indexOf(node), column = own?.columns.find(c => c.first === state.setup.inputs + place && c.width === 1 && c.isNumber);
  const answer = column && own!.answers?.find(({ name }) => name === column.name);
  return answer?.label === undefined || Number(answer.label) === target(node) ? undefined : brief(answer.label);
}

function valueOf(name: string) {
  const edge = state.edges.find(e => e.name === name), node = state.nodes.find(n => n.name === name.replace(/^(b_|label_)/, ''));
  return edge ? edge.weight : name.startsWith('b_') ? node!.bias! : name.startsWith('label_') ? target(node!) : node!.a;
}

/** What a number was, and its change; of many at once the change alone, which has room. */
const ghost = (was: number | undefined, now: number, whole: boolean) => was === undefined || was === now ? ''
  : `${whole ? formatNumber(was, 4) + ' ' : ''}${now < was ? '−' : '+'}${whole ? ' ' : ''}${formatNumber(Math.abs(now - was), 2)}`;

/** A number with the digits that tell it from what it was, as far as there is room; beside it stands its change. */
const telling = (now: number, was: number | undefined) => formatWithin(now, Math.min(7, digitsToTell(now, was, 4)), 9);

function facesOf(chosen: string | undefined): Faces {
  const active = state.moment?.subject, used = usedBy(active), changed = [...state.edges, ...state.nodes].filter(of => (of.new ?? of.was) !== undefined).length;
  const marks = (name: string, isFrozen = false) => `${name === chosen ? 'chosen ' : ''}${name === active ? 'current ' : used.has(name) ? 'used ' : ''}${isFrozen ? 'frozen' : ''}`;
  const edges = new Map(state.edges.map(edge => [edge.name, edge])), nodes = new Map(state.nodes.map(node => [node.name, node]));
  const width = (weight: number) => Math.min(8, (state.edges.length < state.weights ? 0.4 : 1) + 2 * Math.abs(weight));
  return {
    chosen, width, wanted: edge => edge.name === chosen || edge.from === chosen || edge.to === chosen,
    edge: name => edgeFace(edges.get(name)!, active, changed, name === chosen, marks),
    node: name => nodeFace(nodes.get(name)!, changed, chosen, marks),
  };
}

/** What the step uses at its moment: forward, what leads to the node; back, what it leads to; a weight, the nodes at its ends. */
function usedBy(active: string | undefined) {
  const used = new Set<string>(), { phase } = state.moment ?? {};
  for (const { name, from, to } of state.edges) {
    const other = name === active ? [from, to] : active === to && phase === 'Forward' ? [name, from] : active === from && phase === 'Backward' ? [name, to] : [];
    for (const each of other) used.add(each);
  }
  if (active?.startsWith('b_')) used.add(active.slice(2));
  return used;
}

type Marks = (name: string, isFrozen?: boolean) => string;

function edgeFace(edge: EdgeView, active: string | undefined, changed: number, isChosen: boolean, marks: Marks) {
  // In the update's moments a new weight is shown as soon as it is there.
  const [shown, before] = edge.new === undefined ? [edge.weight, edge.was] : [edge.new, edge.weight];
  const text = (edge.frozen ? '* ' : '') + telling(shown, before), was = ghost(before, shown, edge.name === active || changed === 1 || isChosen);
  return { weight: shown, text, was, said: `${acts.words.weight} ${called(state, edge.name)}: ${text}${was ? ` ${was}` : ''}`, marks: marks(edge.name, edge.frozen) + (isNew(edge) ? ' new' : '') };
}

function nodeFace(node: NodeView, changed: number, chosen: string | undefined, marks: Marks) {
  const bias = 'b_' + node.name, label = 'label_' + node.name;
  const [shown, before] = node.new === undefined ? [node.bias, node.was] : [node.new, node.bias];
  const text = shown === undefined ? '' : `b ${node.frozen ? '* ' : ''}${telling(shown, before)}`, was = shown === undefined ? '' : ghost(before, shown, changed === 1 || bias === chosen);
  const isOutput = node.layer > 0 && node.layer === lastLayer(), meant = isOutput ? classOf(state, target(node)) : undefined;
  const own = !isOutput || meant !== undefined ? undefined : ownTarget(node);
  const wanted = !isOutput ? '' : own !== undefined ? cut(`${formatNumber(target(node), 3)} = ${own}`) : meant === undefined ? `${acts.words.target} ${formatNumber(target(node), 3)}` : cut(`${formatNumber(target(node), 1)} = ${meant}`);
  return {
    ...isAsked(state, node.a) ? {} : { value: node.a }, said: `${node.label === undefined ? '' : node.label + ' '}${node.activation}`, marks: marks(node.name),
    ...node.bias === undefined ? {} : { bias: { text, was, said: `${text}${was ? ` ${was}` : ''} ${acts.words.bias} ${called(state, node.name)}`, marks: marks(bias) + (isNew(node) ? ' new' : '') } },
    ...isOutput ? { target: { text: wanted, said: meant === undefined ? `${wanted} ${called(state, node.name)}` : `${acts.words.target} ${formatNumber(target(node), 1)}, ${meant}, ${called(state, node.name)}`, marks: marks(label) } } : {},
  };
}

/** Writes beside inputs and outputs what they are called: below an input, which has no bias there, and above an output. */
function putNames() {
  const root = byId<HTMLElement>('net'), wide = root.clientWidth, last = lastLayer(), inputs = state.nodes.filter(n => n.layer === 0), gap = root.clientHeight / inputs.length;
  const lowest = Math.max(...inputs.map(n => Number(root.querySelector(`g.node[data-node="${n.name}"] circle`)?.getAttribute('cy') ?? 0)));
  for (const node of state.nodes) {
    const group = root.querySelector<SVGGElement>(`g.node[data-node="${node.name}"]`), circle = group?.querySelector('circle'), key = `${node.label} ${circle?.getAttribute('cy')} ${wide}`;
    if (!group || node.label === undefined || group.dataset.called === key) continue;
    group.dataset.called = key;
    (group.querySelector('title') ?? group.insertBefore(svg('title'), group.children[1] ?? null)).textContent = `${node.name}: ${node.label}`;
    if (!circle) continue; // a square of a large layer
    const [x, y, r] = ['cx', 'cy', 'r'].map(name => Number(circle.getAttribute(name))) as [number, number, number], text = shortOf(state, node.name);
    const inside = (at: number, half: number) => Math.max(half + 1, Math.min(wide - half - 1, at)), halfOf = (of: SVGTextElement) => of.getComputedTextLength() / 2, name = group.querySelector<SVGTextElement>('.name')!;
    if (node.layer === last) {
      const isAbove = Number(name.getAttribute('y')) < y - r;
      name.textContent = text;
      name.setAttribute('x', String(isAbove ? inside(x, halfOf(name)) : inside(x - r - 6 - halfOf(name), halfOf(name))));
      continue;
    }
    const isBelow = gap - 2 * r >= 15 && lowest + r + 17 <= root.clientHeight; // all of them, or none
    const label = svg('text', { class: 'label halo', x: x + r + 5, y: isBelow ? y + r + 9 : y, ...isBelow ? {} : { style: 'text-anchor:start' } }, text) as SVGTextElement;
    group.append(label);
    if (isBelow) label.setAttribute('x', String(inside(x, halfOf(label))));
  }
}
