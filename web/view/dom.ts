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
