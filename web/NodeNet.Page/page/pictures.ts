// The boundary as a canvas, the loss as a curve.
import { boundary } from './engine';
import { byId, show, svg } from './dom';
import type { Curve, State } from './protocol';

const size = 160;

export function range(state: State): [number, number] {
  const inputs = state.rows.flatMap(row => row.slice(0, Math.min(2, state.setup.inputs)));
  const low = Math.min(...inputs), high = Math.max(...inputs), margin = (high - low || 2) * 0.25;
  return [low - margin, high + margin];
}

export async function drawBoundary(state: State, grid = 48) {
  const canvas = byId('plane').querySelector('canvas')!, pen = canvas.getContext('2d')!, [low, high] = range(state);
  const values = await boundary(grid, low, high);
  if (state.setup.inputs === 1) { drawFunction(state, pen, values, grid, low, high); return; }
  const targets = state.rows.map(row => row[state.setup.inputs]!), least = Math.min(0, ...targets), span = Math.max(1, ...targets) - least;
  const image = pen.createImageData(grid, grid);
  values.forEach((value, i) => {
    const v = Math.max(0, Math.min(1, (value - least) / span)), strong = Math.abs(v - 0.5) * 2;
    const [r, g, b] = v >= 0.5 ? [10, 90, 156] : [200, 100, 20];
    image.data.set([255 + (r! - 255) * strong, 255 + (g! - 255) * strong, 255 + (b! - 255) * strong, 255], i * 4);
  });
  const small = new OffscreenCanvas(grid, grid);
  small.getContext('2d')!.putImageData(image, 0, 0);
  pen.imageSmoothingEnabled = true;
  pen.drawImage(small, 0, 0, size, size);
  state.rows.forEach((row, i) => {
    const [x, y] = place(row, state, low, high), on = row[state.setup.inputs]! >= least + span / 2;
    pen.beginPath();
    // A class has a shape as well as a colour: a circle for 1, a square for 0.
    if (on) pen.arc(x, y, 5, 0, 7); else pen.rect(x - 4.5, y - 4.5, 9, 9);
    pen.fillStyle = on ? '#0a5a9c' : '#c86414';
    pen.fill();
    pen.strokeStyle = state.current.includes(i) ? '#000' : '#fff';
    pen.lineWidth = state.current.includes(i) ? 3 : 1.5;
    pen.stroke();
  });
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `${byId('plane').querySelector('figcaption')!.textContent}: ${show(values[0], 3)} – ${show(values[values.length - 1], 3)}`);
}

/** With one input, the output is a curve over it, and the rows are points beside it. */
function drawFunction(state: State, pen: CanvasRenderingContext2D, values: number[], grid: number, low: number, high: number) {
  const outputs = values.slice(0, grid), targets = state.rows.map(row => row[1]!), least = Math.min(...outputs, ...targets), most = Math.max(...outputs, ...targets, least + 1e-9);
  const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name), y = (value: number) => size - 12 - (value - least) / (most - least) * (size - 24);
  pen.fillStyle = color('--paper');
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = color('--plus');
  pen.lineWidth = 3;
  pen.beginPath();
  outputs.forEach((value, i) => pen.lineTo((i + 0.5) / grid * size, y(value)));
  pen.stroke();
  state.rows.forEach((row, i) => {
    pen.beginPath();
    pen.arc((row[0]! - low) / (high - low) * size, y(row[1]!), state.current.includes(i) ? 6 : 4, 0, 7);
    pen.fillStyle = color('--minus');
    pen.fill();
  });
  const canvas = pen.canvas;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `y1(x1): ${show(outputs[0], 3)} – ${show(outputs[outputs.length - 1], 3)}`);
}

function place(row: number[], state: State, low: number, high: number): [number, number] {
  const at = (value: number) => (value - low) / (high - low) * size;
  return [at(row[0]!), state.setup.inputs > 1 ? size - at(row[1]!) : size / 2];
}

/** Where a place in the picture lies, to two decimals. */
export function spot(state: State, x: number, y: number): [number, number] {
  const [low, high] = range(state), at = (part: number) => Math.round((low + part / size * (high - low)) * 100) / 100;
  return [at(x), at(size - y)];
}

export function nearestRow(state: State, x: number, y: number) {
  const [low, high] = range(state);
  const far = state.rows.map(row => { const [px, py] = place(row, state, low, high); return (px - x) ** 2 + (py - y) ** 2; });
  return far.indexOf(Math.min(...far));
}

export function drawCurve(state: State, wrong?: Curve) {
  const root = byId('loss').querySelector('svg')!, left = 40, bottom = 22, w = size - left - 6, h = size - bottom - 8;
  const curves = wrong ? [...state.curves, wrong] : state.curves, last = Math.max(1, ...curves.map(c => c.steps[c.steps.length - 1] ?? 0)), top = Math.max(1e-9, ...curves.flatMap(c => c.losses));
  const x = (step: number) => left + step / last * w, y = (loss: number) => 8 + (1 - loss / top) * h;
  root.replaceChildren(
    svg('path', { d: `M${left} 8V${8 + h}H${left + w}`, stroke: 'currentColor', fill: 'none' }),
    text(left - 4, 12, show(top, 2).slice(0, 6), 'end'), text(left - 4, 8 + h, '0', 'end'), text(left + w, size - 8, show(Math.round(last / state.stepsInEpoch), 6), 'end'), text(left, size - 8, '0', 'middle'),
    ...[...curves].reverse().map((curve, i, all) => svg('path', {
      d: curve.steps.map((step, j) => `${j ? 'L' : 'M'}${x(step).toFixed(1)} ${y(curve.losses[j]!).toFixed(1)}`).join(''), fill: 'none',
      stroke: i === 0 && wrong ? 'var(--minus)' : 'var(--plus)', 'stroke-width': 2, 'stroke-dasharray': i === all.length - 1 ? undefined : '5 4', opacity: i === all.length - 1 ? undefined : 0.7,
    })),
    svg('line', { x1: x(state.step), x2: x(state.step), y1: 8, y2: 8 + h, stroke: 'var(--minus)' }));
  root.setAttribute('role', 'img');
  root.setAttribute('aria-label', `${byId('loss').querySelector('figcaption')!.textContent}: ${show(state.curves[0]?.losses[0], 4)} → ${show(state.loss, 4)}`);
  root.onclick = event => root.dispatchEvent(new CustomEvent('goto', { detail: Math.round(Math.max(0, Math.min(1, (event.offsetX - left) / w)) * last) }));
}

const text = (x: number, y: number, words: string, anchor: string) =>
  svg('text', { x, y, 'text-anchor': anchor, 'font-size': 14, fill: 'currentColor', 'dominant-baseline': 'middle' }, words);
