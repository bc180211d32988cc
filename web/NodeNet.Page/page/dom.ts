// A small way to make elements. Texts go in as text, never as markup: a hostile name or file stays a text.
type Props = Record<string, unknown>;

export function el<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...kids: (Node | string)[]): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), props, kids);
}

export function svg(tag: string, props: Props = {}, ...kids: (Node | string)[]): SVGElement {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), props, kids);
}

function fill<E extends Element>(element: E, props: Props, kids: (Node | string)[]): E {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name, value as EventListener);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...kids);
  return element;
}

export const byId = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;

/** A number as it is read: so many digits, a real minus sign, no zeros that say nothing. */
export function show(value: number | undefined, digits = 7): string {
  if (value === undefined) return '–';
  const plain = Math.abs(value) < 1e-4 && value !== 0 || Math.abs(value) >= 1e7 ? value.toExponential(digits - 1) : value.toPrecision(digits);
  return plain.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '').replace('e+', 'e').replaceAll('-', '−');
}

/** What a reader typed: 0.8, 0,8, −1.2. */
export const read = (text: string) => text.trim() === '' ? NaN : Number(text.trim().replace(/[−–]/g, '-').replace(',', '.'));

/** So many digits that two numbers can be told apart: at least four. */
export function telling(one: number | undefined, other: number | undefined): number {
  for (let digits = 4; digits < 9; digits++) if (one === other || show(one, digits) !== show(other, digits)) return Math.min(9, digits === 4 ? 4 : digits + 1);
  return 9;
}

/** A formula as it is spoken: words for signs, and names without underscores. */
export function speak(formula: string, t: { signs: Record<string, string> }) {
  let words = formula.replace(/(^|[(=·+−/ ])−(?=[\d(a-zα-ω])/g, `$1 ${t.signs['-']} `);
  for (const [sign, word] of Object.entries(t.signs)) words = words.replaceAll(sign, ` ${word} `);
  return words.replaceAll('_', ' ').replace(/\s+/g, ' ').replace(/\s+([,.)])/g, '$1').replace(/\(\s+/g, '(').trim();
}
