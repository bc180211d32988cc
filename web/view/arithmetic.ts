// The arithmetic of what is chosen, for the playground and for replays: a heading, the way to its neighbours, tables of what is added up, and its formulas.
import { el } from './dom';
import { makeLine, type Formula } from './formula';

export interface Way { text: string; label?: string; go(): void }

/** A line of the arithmetic: one formula or several; where it has a moment, a button that leads there. */
export interface Line { title?: string; formulas: Formula[]; note?: string; later?: string; isNow?: boolean; isReached?: boolean; go?(): void }

/** What is added up, one row each. A cell that is a way leads to what it names. */
export interface Terms { caption: string; head?: string[]; rows: (string | Way)[][] }

export interface Arithmetic { title: string; controls: HTMLElement[]; ways: Way[]; parts: (Line | Terms | string)[] }

/** Shows it; what had the focus is made anew and has it again, or the heading where it is another's arithmetic. Formulas of more characters than "most" are
 * broken before their outermost signs. */
export function drawArithmetic(box: HTMLElement, of: Arithmetic, hasSides = false, most = 36) {
  const controls = () => [...box.querySelectorAll<HTMLElement>('button, h3')], had = box.contains(document.activeElement), at = controls().indexOf(document.activeElement as HTMLElement);
  const isSame = box.querySelector('h3')?.textContent === of.title;
  const few = of.ways.length <= 8, ways = el('div', { class: 'ways' }, ...of.ways.map(button));
  ways.hidden = of.ways.length === 0;
  box.replaceChildren(
    el('div', { class: 'head' }, el('h3', { tabindex: -1 }, el('span', {}, of.title)), ...of.controls),
    ...few ? [ways] : [],
    ...of.parts.map(part => typeof part === 'string' ? el('p', {}, part) : 'rows' in part ? table(part) : line(part, hasSides, most)),
    ...few ? [] : [ways]);
  if (had) (isSame && controls()[at] || box.querySelector<HTMLElement>('h3'))?.focus();
}

const button = (way: Way) => el('button', { type: 'button', 'aria-label': way.label, class: way.label === undefined ? undefined : 'number', click: () => way.go() }, way.text);

function line(of: Line, hasSides: boolean, most: number) {
  const what = of.later !== undefined ? [of.later] : of.formulas.flatMap((formula, i) => [...i ? ['\u2060; '] : [], ...makeLine(formula, most, hasSides)]);
  const parts = [...of.title ? [el('span', { class: 'of' }, of.title)] : [], el('span', { class: 'what' }, ...what), ...of.note ? [el('small', {}, of.note)] : []];
  if (!of.go) return el('p', { class: of.isReached ? 'lit' : undefined }, ...parts);
  return el('p', { class: of.later !== undefined ? 'later' : undefined }, el('button', { type: 'button', class: 'line', 'aria-current': of.isNow ? 'true' : undefined, click: () => of.go!() }, ...parts));
}

/** A table in a region of its own, which can be scrolled by keys. */
export function scrolling(of: HTMLTableElement, name: string) {
  return el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': name }, of);
}

function table(of: Terms) {
  const body = el('tbody', {}, ...of.rows.map(row => el('tr', {}, ...row.map((cell, i) =>
    of.head && i === 0 ? el('th', { scope: 'row' }, cell as string) : el('td', {}, typeof cell === 'string' ? cell : button(cell))))));
  if (!of.head) return el('table', { 'aria-label': of.caption }, body);
  const head = el('thead', {}, el('tr', {}, ...of.head.map(name => el('th', { scope: 'col' }, name))));
  return scrolling(el('table', {}, el('caption', {}, of.caption), head, body), of.caption);
}
