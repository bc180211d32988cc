// A formula as it is set: pieces, where a line may break, large with names below the numbers or in running text.
import { el, svg } from './dom';
import { math, mathName, mathOf } from './math';

export interface Name { base: string; index: string }
export interface NumberPiece { number: string; symbol: Name; id: string; brackets: boolean; last: boolean; text?: undefined }
export type Piece = { text: string } | { symbol: Name; number?: undefined; text?: undefined } | NumberPiece;

/** A formula with its numbers: what is seen, and what a screen reader says instead of the signs. Its MathML is NodeNet's own or made of the pieces. */
export interface Formula { pieces: Piece[]; speech: string; math?: string | 'pieces' }

/** A formula that comes as text, "δ_h1 = 0.192 · 0.8": names get their index below the line. */
export function piecesOfText(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(/([A-Za-zα-ωΔ∂][′⁺]?)_([\w.→]+[′⁺]?)/g)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ symbol: { base: match[1]!, index: match[2]! } });
    end = match.index + match[0].length;
  }
  return end < text.length ? [...pieces, { text: text.slice(end) }] : pieces;
}

/** Pieces in chunks that stay on one line: a new one begins at a sign between spaces, but never within a product or brackets, unless they are to be broken. */
export function chunksOf(pieces: Piece[], signs = /^ [+=≈−→] /, level = 0): Piece[][] {
  const chunks: Piece[][] = [[]], last = () => chunks[chunks.length - 1]!;
  let depth = 0;
  for (const piece of pieces) {
    if (piece.text === undefined) { last().push(piece); continue; }
    let text = '';
    const end = () => { if (text !== '') last().push({ text }); };
    for (let at = 0; at < piece.text.length; at++) {
      const sign = piece.text[at]!;
      if (sign === '(') depth++;
      if (sign === ')') depth--;
      if (depth <= level && signs.test(piece.text.slice(at, at + 3))) { end(); chunks.push([]); text = ''; }
      else text += sign;
    }
    end();
  }
  return chunks.filter(chunk => chunk.length > 0);
}

const lengthOf = (chunk: Piece[]) => chunk.reduce((sum, piece) => sum + (piece.text ?? piece.number ?? piece.symbol.base + piece.symbol.index).length, 0);

/** Chunks in groups that stay on one line if they can: "z = 0.5 · 1 + 1.2 · 3", "= 0.5 + 3.6", "= 4.1". */
export function groupsOf(chunks: Piece[][]): Piece[][][] {
  const groups: Piece[][][] = [];
  chunks.forEach((chunk, index) => {
    // The name stays with its first equals sign.
    if (groups.length === 0 || index > 1 && /^\s*[=≈]/.test(chunk[0]!.text ?? '')) groups.push([]);
    groups[groups.length - 1]!.push(chunk);
  });
  return groups;
}

/** A symbol with its index: w with x1→h1 below. */
export const makeName = ({ base, index }: Name) => el('span', { class: 'symbol' }, base, ...index ? [el('sub', {}, index)] : []);

/** What is seen, and, for those who listen, words in its place. */
function spoken(shown: HTMLElement, speech: string) {
  shown.setAttribute('aria-hidden', 'true');
  return [shown, el('span', { class: 'hidden' }, speech)];
}

/** A formula in large type: below each number its name. What is longer than a line is set as running text, which can be broken anywhere. */
export function makeFormula(formula: Formula, most: number, hint: (id: string | null) => void) {
  const hinted = <E extends Element>(element: E, id: string) => {
    element.addEventListener('pointerenter', () => hint(id));
    element.addEventListener('pointerleave', () => hint(null));
    return element;
  };
  const stack = (piece: NumberPiece) => {
    const name = mathName(piece.symbol), number = math('mn', { class: 'value' }, piece.number);
    name.setAttribute('class', 'symbol');
    return hinted(math('munder', { class: piece.last ? 'stack result' : 'stack' }, number, name), piece.id);
  };
  const running = (piece: Piece) => {
    if (piece.text !== undefined) return el('span', { class: 'sign' }, piece.text);
    if (piece.number === undefined) return makeName(piece.symbol);
    const number = el('span', { class: 'value' }, piece.brackets ? `(${piece.number})` : piece.number);
    return hinted(el('span', { class: piece.last ? 'stack result' : 'stack' }, number, makeName(piece.symbol)), piece.id);
  };
  const chunk = (pieces: Piece[]) => el('span', { class: 'chunk' }, ...lengthOf(pieces) > most ? pieces.map(running) : [mathOf(pieces, stack)]);
  const groups = groupsOf(chunksOf(formula.pieces)).map(chunks => el('span', { class: 'group' }, ...chunks.map(chunk)));
  return el('p', { class: 'formula' }, ...spoken(el('span', { class: 'shown' }, ...groups), formula.speech));
}

/** A formula in a line of the arithmetic: in MathML of the engine's where it has that and it fits, otherwise broken before its outermost signs; with "sides", each side of a
 * long one stands on a line of its own. */
export function makeLine(formula: Formula, most: number, hasSides: boolean) {
  const isShort = lengthOf(formula.pieces) <= most;
  if (formula.math !== undefined && formula.math !== 'pieces' && isShort) {
    // The one place where the engine's markup is used: MathML from NodeNet's writer, which escapes names.
    const parsed = new DOMParser().parseFromString(formula.math, 'application/xml').documentElement;
    if (parsed.nodeName === 'math') { parsed.removeAttribute('display'); return [document.importNode(parsed, true)]; }
  }
  const set = (chunk: Piece[]) => formula.math === 'pieces' ? [mathOf(chunk)] : chunk.map(inline);
  const inline = (piece: Piece) => piece.text ?? (piece.number === undefined ? makeName(piece.symbol) : piece.brackets ? `(${piece.number})` : piece.number);
  // A product that is longer than a line is broken between its factors, and what is longer even so at the signs inside its brackets.
  const every = /^ [+=≈−→·/] /, isLong = (chunk: Piece[]) => lengthOf(chunk) > most;
  const fit = (chunk: Piece[]) => !isLong(chunk) ? [chunk] : chunksOf(chunk, every).flatMap(part => isLong(part) ? chunksOf(part, every, 1) : [part]);
  const sides = groupsOf(chunksOf(formula.pieces)).map(chunks => el('span', { class: hasSides && !isShort ? 'side' : '' }, ...chunks.flatMap(fit).flatMap((chunk, i) => [i ? ' ' : '', el('span', { class: isLong(chunk) ? 'piece long' : 'piece' }, ...set(chunk))])));
  return spoken(el('span', {}, ...sides.flatMap((side, i) => [i ? ' ' : '', side])), formula.speech);
}

/** A text in a picture. */
export const words = (x: number, y: number, text: string, anchor: string, name = '') => svg('text', { x, y, 'text-anchor': anchor, class: name || undefined }, text);
