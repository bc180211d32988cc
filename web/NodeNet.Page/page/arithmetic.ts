// How the chosen number comes about: the ledger's products, and its formulas.
import { byId, el, show } from './dom';
import type { LineView, State, TermView } from './protocol';

type Words = { choose: string; input: string; sum: string; push: string; freeze: string; free: string };

export function drawArithmetic(state: State, chosen: string | undefined, words: Words, go: (name: string) => void, freeze: (name: string, on: boolean) => void) {
  const box = byId('lines');
  if (!chosen) { box.replaceChildren(el('p', {}, words.choose)); return; }
  const name = el('span', {}, chosen), head = el('h3', { tabindex: -1 }, name);
  const edge = state.edges.find(e => e.name === chosen), biased = state.nodes.find(n => 'b_' + n.name === chosen), node = state.nodes.find(n => n.name === chosen);
  const parts: Node[] = [head];
  if (edge || biased) {
    const frozen = (edge ?? biased)!.frozen;
    head.append(el('button', { click: () => freeze(chosen, !frozen), 'aria-pressed': String(frozen) }, frozen ? words.free : words.freeze));
  }
  // From a weight or a bias, the way on: to the node whose sum it is part of, and to the one before.
  if (edge) parts.push(el('p', { class: 'ends' }, ...[edge.from, edge.to].flatMap((end, i) => [i ? ' → ' : '', el('button', { click: () => go(end) }, end)])));
  if (biased) parts.push(el('p', { class: 'ends' }, el('button', { click: () => go(biased.name) }, biased.name)));
  if (node?.layer === 0) parts.push(el('p', {}, words.input), el('p', {}, `${chosen} = ${show(node.a)}`));
  const of = (phase: LineView['phase']) => state.lines.filter(line => line.phase === phase);
  if (node && node.layer > 0) {
    const room = 8 + Math.max(0, Math.floor((innerHeight - 720) / 26)), forth = state.terms.length, back = Math.min(state.backTerms.length, Math.max(3, room - forth));
    parts.push(table(words.sum, state.terms.slice(0, room - back), forth, node.bias, node.z, go, 'b_' + chosen), ...of('Forward').filter(l => !l.subject.startsWith('z_')).map(row), ...of('Loss').map(row));
    if (back) parts.push(table(words.push, state.backTerms.slice(0, back), state.backTerms.length, undefined, undefined, go, ''));
    parts.push(...of('Backward').filter(l => l.subject.startsWith('δ')).map(row));
  } else parts.push(...state.lines.map(row));
  box.replaceChildren(...parts);
}

function table(caption: string, terms: TermView[], all: number, bias: number | undefined, sum: number | undefined, go: (name: string) => void, biasName: string) {
  const more = all > terms.length ? `… ${all - terms.length}` : '', body = el('tbody', {}, ...terms.map(term => el('tr', {},
    el('td', {}, el('button', { click: () => go(term.other) }, term.other)),
    el('td', {}, factors(term.weight, term.number)), el('td', {}, '= ' + show(term.product)))));
  if (bias !== undefined) body.append(el('tr', {}, el('td', {}, el('button', { click: () => go(biasName) }, 'b')), el('td', {}, ''), el('td', {}, '= ' + show(bias))));
  if (sum !== undefined) body.append(el('tr', {}, el('td', {}, 'z'), el('td', {}, `Σ ${more}`), el('td', {}, '= ' + show(sum))));
  if (sum === undefined && more) body.append(el('tr', {}, el('td', {}, ''), el('td', {}, more), el('td', {}, '')));
  return el('table', { 'aria-label': caption }, body);
}

/** Two factors with as many digits as fit beside their product. */
function factors(one: number, other: number) {
  const bracket = (value: number, digits: number) => value < 0 ? `(${show(value, digits)})` : show(value, digits);
  const texts = [5, 4, 3, 2].map(digits => `${bracket(one, digits)} · ${bracket(other, digits)}`);
  return texts.find(text => text.length <= 19) ?? texts[3]!;
}

/** A formula in MathML where it fits on a line; otherwise name, numbers and result on lines of their own, broken only before an outermost sign. */
function row(line: LineView) {
  const p = el('p', line.reached ? { class: 'lit' } : {});
  if (line.text.length <= 36) {
    // The one place where the engine's markup is used: MathML from NodeNet's writer, which escapes names.
    const parsed = new DOMParser().parseFromString(line.mathML, 'application/xml').documentElement;
    if (parsed.nodeName === 'math') { parsed.removeAttribute('display'); p.append(document.importNode(parsed, true)); return p; }
  }
  const sides = line.text.split(' = ');
  sides.forEach((side, i) => p.append(el('span', { class: 'side', style: 'display:block' }, ...(i ? ['= '] : []), ...pieces(side))));
  if (line.note) p.append(el('small', {}, line.note));
  return p;
}

function pieces(side: string) {
  const outermost = split(side, 0);
  // What is longer than a line even so is broken at the signs inside its parentheses.
  return outermost.flatMap(piece => piece.length > 38 ? split(piece, 1) : [piece]).map(piece => el('span', { class: 'piece', style: 'white-space:pre' }, piece));
}

function split(side: string, level: number) {
  const found: string[] = [];
  let depth = 0, from = 0;
  for (let i = 0; i < side.length; i++) {
    if (side[i] === '(') depth++;
    if (side[i] === ')') depth--;
    if (depth <= level && i > from && side[i] === ' ' && (side.startsWith(' + ', i) || side.startsWith(' − ', i) || side.startsWith(' · ', i))) { found.push(side.slice(from, i)); from = i; }
  }
  return [...found, side.slice(from)];
}
