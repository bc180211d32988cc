// The boundary as a canvas; the loss and an activation function as curves. Each is drawn in the size that it has on the screen.
import { drawCurves, placeOf } from '../../view/curve';
import { words } from '../../view/formula';
import { boundary } from './engine';
import { byId, svg } from '../../view/dom';
import { isAsked, showUnasked } from './asked';
import { answersOf, called, classOf } from './names';
import { formatWithin, show } from '../../view/numbers';
import type { Curve, FunctionView, State } from './protocol';

const canvasOf = () => byId('plane').querySelector('canvas')!;

export function range(state: State): [number, number] {
  const inputs = state.rows.flatMap(row => row.slice(0, Math.min(2, state.setup.inputs)));
  const low = Math.min(...inputs), high = Math.max(...inputs), margin = (high - low || 2) * 0.25;
  return [low - margin, high + margin];
}

/** Whether the inputs are the squares of a picture, and how many there are in a line: 8 of 8 × 8, 28 of 28 × 28. */
export const side = (state: State) => state.side;

/** A canvas sharp on this screen, to be drawn on in its own pixels. */
function pen(canvas: HTMLCanvasElement) {
  const size = canvas.clientWidth || 160, sharp = Math.min(3, devicePixelRatio || 1), context = canvas.getContext('2d')!;
  if (canvas.width !== Math.round(size * sharp)) canvas.width = canvas.height = Math.round(size * sharp);
  context.setTransform(sharp, 0, 0, sharp, 0, 0);
  return { context, size };
}

export async function drawBoundary(state: State, words: { says: string; label: string }, grid = 48) {
  const canvas = canvasOf(), caption = byId('plane').querySelector('figcaption')!.textContent!;
  canvas.setAttribute('role', 'img');
  if (side(state)) {
    drawImage(canvas, state.rows[state.current[0]!]!, side(state));
    canvas.setAttribute('aria-label', `${caption}: ${answers(state, words)}`);
    return;
  }
  const [low, high] = range(state), values = await boundary(grid, low, high), { context, size } = pen(canvas);
  if (state.setup.inputs === 1) drawFunction(state, context, size, values.slice(0, grid), low, high);
  else drawPlane(state, context, size, values, grid, low, high);
  canvas.setAttribute('aria-label', `${caption}: ${corners(values, grid, state.setup.inputs)}. ${answers(state, words)}`);
}

/** The picture in words: the output at the corners, or at both ends. */
function corners(values: number[], grid: number, inputs: number) {
  if (inputs === 1) return `${show(values[0], 3)} – ${show(values[grid - 1], 3)}`;
  return (['↖', '↗', '↙', '↘'] as const).map((arrow, i) => `${arrow} ${show(values[[0, grid - 1, grid * (grid - 1), grid * grid - 1][i]!], 2)}`).join(', ');
}

/** What the network says of the current row, and what it should say. Of now, as the picture is: after a step, the network has its new weights. */
const answers = (state: State, words: { says: string; label: string }) => answersOf(state).map(({ says, label }) => `${words.says} ${says}, ${words.label} ${label}`).join('; ');

function drawPlane(state: State, context: CanvasRenderingContext2D, size: number, values: number[], grid: number, low: number, high: number) {
  const targets = state.rows.map(row => row[state.setup.inputs]!), least = Math.min(0, ...targets), span = Math.max(1, ...targets) - least;
  const image = context.createImageData(grid, grid);
  values.forEach((value, i) => {
    const v = Math.max(0, Math.min(1, (value - least) / span)), strong = Math.abs(v - 0.5) * 2;
    const [r, g, b] = v >= 0.5 ? [10, 90, 156] : [200, 100, 20];
    image.data.set([255 + (r! - 255) * strong, 255 + (g! - 255) * strong, 255 + (b! - 255) * strong, 255], i * 4);
  });
  const small = new OffscreenCanvas(grid, grid);
  small.getContext('2d')!.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0, 0, size, size);
  state.rows.forEach((row, i) => {
    const [x, y] = place(row, state, low, high, size), on = row[state.setup.inputs]! >= least + span / 2;
    context.beginPath();
    // A class has a shape as well as a colour: a circle for 1, a square for 0.
    if (on) context.arc(x, y, 5, 0, 7); else context.rect(x - 4.5, y - 4.5, 9, 9);
    context.fillStyle = on ? '#0a5a9c' : '#c86414';
    context.fill();
    context.strokeStyle = state.current.includes(i) ? '#000' : '#fff';
    context.lineWidth = state.current.includes(i) ? 3 : 1.5;
    context.stroke();
  });
}

/** With one input, the output is a curve over it, and the rows are points beside it. */
function drawFunction(state: State, context: CanvasRenderingContext2D, size: number, outputs: number[], low: number, high: number) {
  const targets = state.rows.map(row => row[1]!), least = Math.min(...outputs, ...targets), most = Math.max(...outputs, ...targets, least + 1e-9);
  const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name), y = (value: number) => size - 12 - (value - least) / (most - least) * (size - 24);
  context.fillStyle = color('--paper');
  context.fillRect(0, 0, size, size);
  context.strokeStyle = color('--plus');
  context.lineWidth = 3;
  context.beginPath();
  outputs.forEach((value, i) => context.lineTo((i + 0.5) / outputs.length * size, y(value)));
  context.stroke();
  state.rows.forEach((row, i) => {
    context.beginPath();
    context.arc((row[0]! - low) / (high - low) * size, y(row[1]!), state.current.includes(i) ? 6 : 4, 0, 7);
    context.fillStyle = color('--minus');
    context.fill();
  });
}

/** A row of squares as a picture: dark where there is ink. */
export function drawImage(canvas: HTMLCanvasElement, row: number[], of: number) {
  const { context, size } = pen(canvas);
  for (let i = 0; i < of * of; i++) {
    const light = Math.round(255 * (1 - Math.max(0, Math.min(1, row[i]!))));
    context.fillStyle = `rgb(${light},${light},${light})`;
    context.fillRect(i % of * size / of, Math.floor(i / of) * size / of, size / of + 0.5, size / of + 0.5);
  }
}

function place(row: number[], state: State, low: number, high: number, size: number): [number, number] {
  const at = (value: number) => (value - low) / (high - low) * size;
  return [at(row[0]!), state.setup.inputs > 1 ? size - at(row[1]!) : size / 2];
}

/** Where a place in the picture lies, to two decimals. */
export function spot(state: State, x: number, y: number): [number, number] {
  const [low, high] = range(state), size = canvasOf().clientWidth, at = (part: number) => Math.round((low + part / size * (high - low)) * 100) / 100;
  return [at(x), at(size - y)];
}

export function nearestRow(state: State, x: number, y: number) {
  const [low, high] = range(state), size = canvasOf().clientWidth;
  const far = state.rows.map(row => { const [px, py] = place(row, state, low, high, size); return (px - x) ** 2 + (py - y) ** 2; });
  return far.indexOf(Math.min(...far));
}

let stepAt: ((x: number) => number) | undefined;

export function drawCurve(state: State, wrong?: Curve) {
  const root = byId('loss').querySelector('svg')!, size = root.clientWidth || 160;
  const others = [...state.rival ? [state.rival.curve] : [], ...wrong ? [wrong] : []];
  const curves = [...state.curves, ...others], last = Math.max(1, ...curves.map(c => c.steps[c.steps.length - 1] ?? 0)), top = Math.max(1e-9, ...curves.flatMap(c => c.losses));
  stepAt = drawCurves(root, {
    width: size, height: size, at: [state.step], first: 0, last, low: 0, high: top,
    texts: { first: '0', last: show(Math.round(last / state.stepsInEpoch), 6), low: '0', high: formatWithin(top, 2, 5) },
    // The first is now's; branches that were left, a second network's and a mistake's are dashed.
    curves: curves.map((curve, i) => ({ kind: i ? 'other' : 'own', points: curve.steps.map((step, j) => [step, curve.losses[j]!]), ...i && !others.includes(curve) ? { colour: 'var(--plus)' } : {} })),
  });
  root.setAttribute('role', 'img');
  const inWords = (curve: Curve) => `α ${show(curve.rate, 4)}: ${show(curve.losses[0], 4)} → ${show(curve.losses[curve.losses.length - 1], 4)}`;
  root.setAttribute('aria-label', `${byId('loss').querySelector('figcaption')!.textContent}: ${curves.map(inWords).join('; ')}`);
  root.onclick = event => root.dispatchEvent(new CustomEvent('goto', { detail: Math.round(stepAt!(placeOf(root, event))) }));
}

/** The chosen node's activation function, where on it the node stands, and the slope there as a tangent. */
export function drawActivation(state: State, chosen: string | undefined, t: { slope: string }) {
  const figure = byId('function'), of = state.function, node = state.nodes.find(n => n.name === chosen);
  figure.hidden = !of || !node;
  if (!of || !node) return;
  const caption = figure.querySelector('figcaption')!;
  caption.title = caption.textContent = `${t.slope} ${isAsked(state, of.slope) ? '?' : formatWithin(of.slope, 4, 7)}`;
  const root = figure.querySelector('svg')!, size = root.clientWidth || 120, low = Math.min(0, ...of.values), high = Math.max(1, ...of.values), edge = 8;
  const x = (z: number) => edge + (z - of.low) / (of.high - of.low) * (size - 2 * edge), y = (a: number) => size - 22 - (a - low) / (high - low) * (size - 22 - edge);
  const points = of.values.map((a, i) => `${i ? 'L' : 'M'}${x(of.low + (of.high - of.low) * i / (of.values.length - 1)).toFixed(1)} ${y(a).toFixed(1)}`).join('');
  // The tangent is as long on the screen whatever its slope.
  const dx = (x(1) - x(0)), dy = (y(of.slope) - y(0)), scale = size * 0.3 / Math.hypot(dx, dy);
  root.setAttribute('viewBox', `0 0 ${size} ${size}`);
  root.replaceChildren(
    svg('path', { d: `M${edge} ${y(0)}H${size - edge}M${x(0)} ${edge}V${size - 22}`, stroke: 'var(--dim)', fill: 'none' }),
    svg('path', { class: 'own', d: points, fill: 'none', stroke: 'var(--plus)', 'stroke-width': 2 }),
    svg('line', { class: 'tangent', x1: x(of.z) - dx * scale, y1: y(of.a) - dy * scale, x2: x(of.z) + dx * scale, y2: y(of.a) + dy * scale, stroke: 'var(--minus)', 'stroke-width': 2.5 }),
    svg('circle', { cx: x(of.z), cy: y(of.a), r: 4.5, fill: 'var(--minus)' }),
    words(Math.max(edge + 34, Math.min(size - edge - 34, x(of.z))), size - 10, `z ${showUnasked(state, of.z, 4)}`, 'middle'));
  root.setAttribute('role', 'img');
  root.setAttribute('aria-label', `${node.activation}: z ${showUnasked(state, of.z, 4)}, a ${showUnasked(state, of.a, 4)}, ${t.slope} ${showUnasked(state, of.slope, 4)}`);
}
