// Where the network's parts stand, in pixels: nodes in columns, large layers as grids of squares, numbers where nothing else is. No page needed.
import type { Shape, ShapeNode } from './network';

export interface Place { x: number; y: number }
/** Left, top, right, bottom. */
export type Box = [number, number, number, number];

/** Layers of more nodes than this are drawn as a grid of squares. */
const mostCircles = 10;

export interface Layout {
  places: Map<string, Place>;
  /** The side of each square of a large layer. */
  grids: Map<string, number>;
  radius: number;
  /** Name and bias stand beside a smaller circle; in a dense layer the bias is in the arithmetic alone. */
  crowded: boolean; dense: boolean; narrow: boolean; roomy: boolean;
  /** What the nodes' own texts take. */
  taken: Box[];
  nameAt(node: ShapeNode): Place;
  /** Where texts below a node stand. */
  lines(node: ShapeNode): { bias: number; label?: number; delta: number };
  /** The middle of a text beside a node, so that it is not cut at the rim. */
  beside(x: number, wide?: number): number;
  /** How wide a text below a node may be, so that those of two layers do not meet. */
  widest: number;
  isOutput(node: ShapeNode): boolean;
}

/** How far a layer's middle is from the left: what stands over the layers stands there, too. */
export function middleOf(layer: number, layers: number, width: number) {
  const rim = width < 390 ? 38 : 46;
  return rim + (width - 2 * rim) * (layers === 1 ? 0.5 : layer / (layers - 1));
}

/** A picture stays a picture: 64 inputs are eight rows of eight. */
function gridOf(count: number) {
  const columns = Math.ceil(Math.sqrt(count));
  return { columns, rows: Math.ceil(count / columns) };
}

export function layout(shape: Shape, width: number, height: number): Layout {
  const { nodes } = shape, top = shape.captions ? 36 : 0, high = height - top;
  const layers = Math.max(...nodes.map(n => n.layer)) + 1, of = (layer: number) => nodes.filter(n => n.layer === layer);
  const most = Math.max(1, ...Array.from({ length: layers }, (_, l) => of(l).length).filter(n => n <= mostCircles));
  const crowded = high / most < 112, dense = high / most < 56, roomy = high / of(layers - 1).length >= 130, narrow = width < 390;
  const radius = dense ? Math.max(9, Math.min(17, high / most / 2 - 3)) : crowded ? high / most < 64 ? 15 : 17 : 24;
  const places = new Map<string, Place>(), grids = new Map<string, number>();
  for (let layer = 0; layer < layers; layer++) {
    const here = of(layer), middle = middleOf(layer, layers, width), isBeside = layer === 0 && dense && here.length <= mostCircles;
    // Where names stand to the left of the inputs, there is room for them.
    const x = isBeside ? Math.max(middle, radius + 5 + 9 * Math.max(...here.map(node => node.name.length))) : middle;
    if (here.length <= mostCircles) { here.forEach((node, i) => places.set(node.name, { x, y: Math.max(top + radius + 2, top + high * (i + 0.5) / here.length - (crowded ? 6 : 4)) })); continue; }
    const { columns, rows } = gridOf(here.length), room = (width / Math.max(1, layers - 1)) * 0.5, cell = Math.max(3, Math.min(24, room / columns, (high - 40) / rows));
    const left = Math.max(2, Math.min(width - columns * cell - 2, x - columns * cell / 2)), first = top + (high - rows * cell) / 2;
    here.forEach((node, i) => { grids.set(node.name, cell); places.set(node.name, { x: left + (i % columns + 0.5) * cell, y: first + (Math.floor(i / columns) + 0.5) * cell }); });
  }
  const isOutput = (node: ShapeNode) => node.layer > 0 && node.layer === layers - 1, beside = (x: number, wide = 96) => Math.max(wide / 2 + 2, Math.min(x, width - wide / 2 - 2));
  const widest = Math.max(84, layers === 1 ? width - 8 : (middleOf(1, layers, width) - 6) / 1.5);
  // A name stands above its node where its own layer leaves room, otherwise to its left.
  const nameAt = (node: ShapeNode): Place => {
    const { x, y } = places.get(node.name)!, gap = high / of(node.layer).length;
    if (gap >= 2 * radius + 48) return { x, y: y - radius - 10 };
    const half = 4.5 * node.name.length; // of its width
    return dense ? { x: Math.max(half, x - radius - 4 - half), y } : { x: Math.max(half, x - radius - half), y: y - radius + 2 };
  };
  const lines = (node: ShapeNode) => {
    const first = places.get(node.name)!.y + radius + (crowded ? 9 : 12), label = node.biased ? first + 17 : first;
    // In a crowded layer a name has room below a node without a bias, if anywhere.
    const hasRoom = !crowded || !dense && !node.biased && high / of(node.layer).length >= 2 * radius + 16;
    return { bias: first, label: node.label !== undefined && hasRoom ? label : undefined, delta: crowded ? first : node.label === undefined ? label : label + 17 };
  };
  const taken = nodes.flatMap((node): Box[] => {
    const { x, y } = places.get(node.name)!, cell = grids.get(node.name);
    if (cell !== undefined) return [around(x, y, cell, cell)];
    const name = nameAt(node), below = lines(node), at = shape.captions ? beside(x) : Math.min(x, width - 50);
    const boxes = [around(x, y, 2 * radius + 4, 2 * radius + 4), around(name.x, name.y, dense ? 34 : 44, 16)];
    if (node.biased && !dense) boxes.push(around(at, below.bias, 102, 18));
    if (node.biased && !crowded) boxes.push(around(at, below.bias + 17, 84, 16));
    if (below.label === undefined && node.label !== undefined && shape.captions && node.layer === 0)
      boxes.push(around(x + radius + 5 + Math.min(widest, 7.8 * node.label.length) / 2, y, Math.min(widest, 7.8 * node.label.length), 16));
    if (node.aside !== undefined && node.layer === 0) {
      // Names that a page writes itself: below all inputs, or beside them.
      const isBelow = high / of(0).length - 2 * radius >= 15 && Math.max(...of(0).map(n => places.get(n.name)!.y)) + radius + 17 <= height;
      boxes.push(isBelow ? around(beside(x, node.aside), y + radius + 9, node.aside, 16) : around(x + radius + 5 + node.aside / 2, y, node.aside, 16));
    }
    if (below.label !== undefined) { const wide = Math.min(widest, 7.8 * (node.label ?? '').length); boxes.push(around(beside(x, wide), below.label, wide, 16)); }
    if (shape.captions && node.layer > 0 && !dense) boxes.push(around(at, below.delta, 70, 16));
    if (shape.hasTargets && isOutput(node) && roomy && !dense) boxes.push(around(at, y - 54, 84, 18));
    return boxes;
  });
  return { places, grids, radius, crowded, dense, narrow, roomy, taken, nameAt, lines, beside: (x, wide) => shape.captions || wide !== undefined ? beside(x, wide) : Math.min(x, width - 50), widest, isOutput };
}

const around = (x: number, y: number, wide: number, high: number): Box => [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
const meets = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** A number that is to stand on a line: where it is looked for first, as a part of the line, and how wide it is. */
export interface Wanted { name: string; from: Place; to: Place; first: number; wide: number }

/** How far from its first place a number is looked a place for. */
const steps = [0, 0.06, -0.06, 0.12, -0.12, 0.18, -0.18, 0.24, -0.24, 0.3, -0.3, 0.03, -0.03, 0.09, -0.09, 0.15, -0.15, 0.21, -0.21, 0.27, -0.27, 0.36, -0.36, 0.42, -0.42];
const mostTurns = 16;

/** Where on their lines numbers stand, so that none covers another or what is there already. Those that find no place have the first choice in the next turn; without one even
 * then, they are not in the map. What they take is added. */
export function placeAll(wanted: Wanted[], taken: Box[], high: number): Map<string, Place> {
  let best = new Map<string, Place>(), bestTaken = taken, order = wanted;
  for (let turn = 0; turn < mostTurns && best.size < wanted.length; turn++) {
    const boxes = taken.slice(), found = new Map<string, Place>();
    for (const { name, from, to, first, wide } of order) {
      const places = steps.map(by => first + by).filter(t => t > 0.12 && t < 0.88).map(t => ({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }));
      const place = places.find(at => isClear(at, wide, boxes, high));
      if (place) found.set(name, place);
    }
    if (found.size > best.size) [best, bestTaken] = [found, boxes];
    order = [...order.filter(({ name }) => !found.has(name)), ...order.filter(({ name }) => found.has(name))];
  }
  taken.push(...bestTaken.slice(taken.length));
  return best;
}

/** Whether nothing stands at a place; if so, it is taken. */
export function isClear(at: Place, wide: number, taken: Box[], high = 20) {
  const box = around(at.x, at.y, wide, high);
  if (taken.some(other => meets(box, other))) return false;
  taken.push(box);
  return true;
}

/** The node that an arrow key leads to: within a column the next above or below; to the left or right the nearest in the next column. Null at the rim. */
export function neighbourOf(nodes: ({ id: string } & Place)[], id: string, key: string): string | null {
  const from = nodes.find(node => node.id === id)!, isUpright = key === 'ArrowUp' || key === 'ArrowDown';
  const distance = (node: Place) => isUpright ? Math.abs(node.y - from.y) : Math.abs(node.x - from.x) * 1000 + Math.abs(node.y - from.y);
  const isThere = ({
    ArrowUp: node => node.x === from.x && node.y < from.y, ArrowDown: node => node.x === from.x && node.y > from.y,
    ArrowLeft: node => node.x < from.x, ArrowRight: node => node.x > from.x,
  } as Record<string, (node: Place) => boolean>)[key];
  return isThere === undefined ? null : nodes.filter(isThere).sort((a, b) => distance(a) - distance(b))[0]?.id ?? null;
}
