// The loss over the steps, for the playground and for replays: axes, curves, the place where one stands, and a click that leads there.
import { svg } from './dom';
import { words } from './formula';

/** A curve: points of a step and a loss. Its own is whole, the others are dashed; "single" is what a mean was made of. */
export interface Curve { kind: 'own' | 'other' | 'single'; points: readonly (readonly [number, number])[]; colour?: string }

export interface CurvePicture {
  width: number; height: number; curves: Curve[];
  /** The step where one stands, with its loss where that is shown as a point. */
  at: readonly [number, number?];
  /** The axes' ends. */
  first: number; last: number; low: number; high: number;
  /** What stands at them. */
  texts: { first: string; last: string; low: string; high: string; x?: string; y?: string };
}

/** Draws it, and gives back which step a place in the picture stands for. */
export function drawCurves(root: SVGSVGElement, of: CurvePicture): (x: number) => number {
  const { texts } = of, left = texts.y ? 58 : 50, right = 8, top = 10, bottom = texts.x ? 36 : 24;
  const [end, floor] = [of.width - right, of.height - bottom];
  const x = (step: number) => left + (end - left) * (step - of.first) / (of.last - of.first || 1), y = (loss: number) => floor - (floor - top) * (loss - of.low) / (of.high - of.low || 1);
  const place = ([step, loss]: readonly [number, number]) => `${x(step).toFixed(1)} ${y(loss).toFixed(1)}`;
  const line = ({ kind, points, colour }: Curve) => svg('path', { class: kind, d: points.length ? `M${points.map(place).join('L')}` : 'M0 0', stroke: colour, 'stroke-dasharray': kind === 'other' ? '5 4' : undefined });
  const [step, loss] = of.at, isKnown = loss !== undefined && Number.isFinite(loss);
  const order = { single: 0, other: 1, own: 2 }; // one's own lies on top
  root.setAttribute('viewBox', `0 0 ${of.width} ${of.height}`);
  root.replaceChildren(
    svg('path', { class: 'axis', d: `M${left} ${top}V${floor}H${end}` }),
    words(left - 6, top + 6, texts.high, 'end'), words(left - 6, floor, texts.low, 'end'), words(left, floor + 14, texts.first, 'middle'), words(end, floor + 14, texts.last, 'end'),
    ...texts.x ? [words((left + end) / 2, floor + 28, texts.x, 'middle')] : [], ...texts.y ? [words(left - 6, (top + floor) / 2 + 5, texts.y, 'end')] : [],
    ...[...of.curves].sort((one, other) => order[one.kind] - order[other.kind]).map(line),
    isKnown ? svg('path', { class: 'point', d: `M${place([step, loss])}h0` }) : svg('path', { class: 'mark', d: `M${x(step).toFixed(1)} ${top}V${floor}` }));
  return at => of.first + Math.min(1, Math.max(0, (at - left) / (end - left))) * (of.last - of.first);
}

/** Where in a picture's own units a click was. */
export const placeOf = (root: SVGSVGElement, event: MouseEvent) => new DOMPoint(event.clientX, event.clientY).matrixTransform(root.getScreenCTM()!.inverse()).x;
