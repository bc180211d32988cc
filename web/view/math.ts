// A formula's pieces as MathML: fractions with a bar, powers above the line, names with their index below. Both numbers and words come as they are.
import type { Name, NumberPiece, Piece } from './formula';

const xmlns = 'http://www.w3.org/1998/Math/MathML';

type Token = { sign: string; isSpaced: boolean } | { node: Element; sign?: undefined };

export function math(tag: string, props: Record<string, string> = {}, ...kids: (Node | string)[]): Element {
  const element = document.createElementNS(xmlns, tag);
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, value);
  element.append(...kids);
  return element;
}

/** A name with its index: w with x1→h1 below. */
export const mathName = ({ base, index }: Name) => index ? math('msub', {}, math('mi', {}, base), math('mi', {}, index)) : math('mi', {}, base);

/** The pieces of a formula, or of a part of one, as MathML; "number" makes what stands for a number. */
export function mathOf(pieces: Piece[], number = (piece: NumberPiece): Element => math('mn', {}, piece.number)): Element {
  const tokens = pieces.flatMap((piece): Token[] => {
    if (piece.text !== undefined) return tokensOf(piece.text);
    if (piece.number === undefined) return [{ node: mathName(piece.symbol) }];
    const node = number(piece);
    return [{ node: piece.brackets ? bracketed(node) : node }];
  });
  let at = 0;
  const next = () => tokens[at]?.sign;

  /** Up to a closing bracket, or to the end. */
  function row(): Element[] {
    const nodes: Element[] = [];
    let isStart = true;
    while (at < tokens.length && next() !== ')') {
      const { sign, isSpaced } = tokens[at] as { sign?: string; isSpaced?: boolean };
      if (sign !== undefined && !/^[\p{L}\d(√]/u.test(sign)) {
        at++;
        // A sign with a space behind it stands between two things, though one of them is on the line before.
        nodes.push(math('mo', isStart && !isSpaced ? { form: 'prefix' } : /^[+−=≈→·]$/.test(sign) ? { form: 'infix' } : {}, sign));
        isStart = sign !== '²' && sign !== '′';
        continue;
      }
      nodes.push(factor());
      isStart = false;
    }
    return nodes;
  }

  /** What holds together: a number, a name, brackets, a function of something, with its powers, and over a bar what it is divided by. */
  function factor(): Element {
    let node = powers(atom());
    while (next() === '/') { at++; node = math('mfrac', {}, bare(node), bare(powers(atom()))); }
    return node;
  }

  function powers(of: Element): Element {
    let node = of;
    for (let sign = next(); sign === '²' || sign === '^' || sign === '′'; sign = next()) {
      at++;
      node = math('msup', {}, node, sign === '²' ? math('mn', {}, '2') : sign === '′' ? math('mo', {}, '′') : bare(atom()));
    }
    return node;
  }

  function atom(): Element {
    const token = tokens[at++];
    if (token === undefined) return math('mrow');
    if (token.sign === undefined) return token.node;
    if (token.sign === '(') {
      const inner = row(), isClosed = next() === ')';
      at++;
      return isClosed ? bracketed(...inner) : math('mrow', {}, math('mo', {}, '('), ...inner); // closed on the next line
    }
    if (token.sign === '√') return math('msqrt', {}, bare(atom()));
    if (/^\d/.test(token.sign)) return math('mn', {}, token.sign);
    const after = next() ?? '';
    if (token.sign.length > 1 && !'(′²^'.includes(after || ' ')) return math('mtext', {}, `\u00a0${token.sign}\u00a0`);
    const name = math('mi', {}, token.sign);
    return after === '(' ? math('mrow', {}, name, atom()) : name;
  }

  const all = row();
  while (at < tokens.length) { at++; all.push(math('mo', {}, ')'), ...row()); } // a bracket that was opened elsewhere
  return math('math', {}, ...all);
}

/** In brackets, which grow around a fraction, but not around the names below numbers. */
function bracketed(...nodes: Element[]) {
  const props: Record<string, string> = nodes.some(node => node.matches('mfrac') || node.querySelector('mfrac')) ? {} : { stretchy: 'false' };
  return math('mrow', { class: 'brackets' }, math('mo', props, '('), ...nodes, math('mo', props, ')'));
}

/** Without the brackets around it, which a bar or a place above the line makes needless. */
function bare(node: Element): Element {
  if (node.getAttribute('class') !== 'brackets') return node;
  return math('mrow', {}, ...[...node.childNodes].slice(1, -1));
}

/** Words, numbers and signs; spaces are MathML's to make, but those within words and after a comma. */
const tokensOf = (text: string): Token[] => [...text.matchAll(/(\p{L}[\p{L}\d]*(?: \p{L}[\p{L}\d]*)*|\d+(?:\.\d+)?|,\s*|[^\s])(?=(\s?))/gu)]
  .map(([, sign, after]) => ({ sign: sign!.replace(/\s+$/, '\u00a0'), isSpaced: after !== '' }));
