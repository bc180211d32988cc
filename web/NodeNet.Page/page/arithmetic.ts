// How the chosen number comes about: the ledger's products, and its formulas, for the view that the playground shares with replays.
import { hasAsked, isAsked, showUnasked } from './asked';
import { drawArithmetic as drawView, type Arithmetic, type Line, type Terms } from '../../view/arithmetic';
import { byId, el } from '../../view/dom';
import { piecesOfText } from '../../view/formula';
import { calculable, digitsGiven, digitsThatGive } from '../../view/calculation';
import { formatNumber, withPowers } from '../../view/numbers';
import { bothNames, called, cut, shortOf } from './names';
import type { LineView, State, TermView } from './protocol';
import { speak, type Texts } from './texts';

type Acts = { go(name: string): void; edit(name: string): void; freeze(name: string, on: boolean): void };

/** Names that were cut, with the whole of each. */
const wholes = new Map<string, string>();

function short(state: State, name: string) {
  const whole = called(state, name), text = name.includes('→') ? cut(whole, 12) : shortOf(state, name, 12); // beside its product, whose end would be cut otherwise
  if (text !== whole) wholes.set(text, whole);
  return text;
}

export function drawArithmetic(state: State, chosen: string | undefined, t: Texts, acts: Acts) {
  const box = byId('lines');
  if (!chosen) { box.replaceChildren(el('p', {}, t.choose)); return; }
  drawView(box, arithmeticOf(state, chosen, t, acts), true);
  for (const button of box.querySelectorAll('td button, .ways button')) if (wholes.has(button.textContent!)) button.setAttribute('title', wholes.get(button.textContent!)!);
}

function arithmeticOf(state: State, chosen: string, t: Texts, acts: Acts): Arithmetic {
  const { go, freeze } = acts;
  const edge = state.edges.find(e => e.name === chosen), biased = state.nodes.find(n => 'b_' + n.name === chosen), node = state.nodes.find(n => n.name === chosen);
  const line = (of: LineView): Line => {
    if (hasAsked(state, of.text)) return unanswered(of.subject, of.reached, t);
    const text = calculable(of.text, of.finer, 7);
    const formula = { pieces: piecesOfText(withPowers(text)), speech: speak(text, t), ...text === of.text ? { math: of.mathML } : {} };
    return { formulas: [formula], isReached: of.reached, ...of.note ? { note: of.note } : {} };
  };
  const of = (phase: LineView['phase']) => state.lines.filter(l => l.phase === phase).map(line), way = (name: string) => ({ text: short(state, name), go: () => go(name) });
  const frozen = (edge ?? biased)?.frozen;
  const controls = frozen === undefined ? [] : [el('button', { click: () => freeze(chosen, !frozen), 'aria-pressed': String(frozen) }, frozen ? t.free : t.freeze)];
  // From a weight or a bias, the way on: to the node whose sum it is part of, and to the one before.
  const ways = edge ? [way(edge.from), way(edge.to)] : biased ? [way(biased.name)] : [];
  const title = bothNames(state, chosen);
  const own = state.own?.way ? [state.own.way] : [];
  if (node?.layer === 0) return { title, controls, ways, parts: [t.input, ...own.length ? own : [`${called(state, chosen)} = ${formatNumber(node.a, 7)}`]] };
  if (!node) return { title, controls, ways, parts: state.lines.map(line) };
  const room = 8 + Math.max(0, Math.floor((innerHeight - 720) / 26)), forth = state.terms.length, back = Math.min(state.backTerms.length, Math.max(3, room - forth));
  const sums = state.lines.filter(l => l.phase === 'Forward' && !l.subject.startsWith('z_')).map(line), deltas = state.lines.filter(l => l.phase === 'Backward' && l.subject.startsWith('δ')).map(line);
  return {
    title, controls, ways,
    parts: [terms(t.sum, state.terms.slice(0, room - back), forth, node, state, t, acts), ...sums, ...own, ...of('Loss'),
      ...back ? [terms(t.push, state.backTerms.slice(0, back), state.backTerms.length, undefined, state, t, acts)] : [], ...deltas],
  };
}

/** A line whose number a lesson asks for. */
function unanswered(subject: string, isReached: boolean, t: Texts): Line {
  const text = `${subject} = ?`;
  return { formulas: [{ pieces: piecesOfText(text), speech: speak(text, t) }], isReached };
}

function terms(caption: string, shown: TermView[], all: number, node: { name: string; bias?: number; was?: number; z?: number } | undefined, state: State, t: Texts, { go, edit }: Acts): Terms {
  const more = all > shown.length ? `… ${all - shown.length}` : '', equals = (value: number) => '= ' + showUnasked(state, value);
  // The node that it comes from, and the weight: every edge is reached from its node, without hitting a thin line.
  const row = (term: TermView, room: number): Terms['rows'][number] => {
    const whole = factors(term.weight, term.number, term.product, room);
    const text = isAsked(state, term.number) ? `${formatNumber(term.weight, 4)} · ?` : whole.text, product = isAsked(state, term.product) ? '= ?' : whole.product;
    return [{ text: short(state, term.other), go: () => go(term.other) }, { text, label: `${t.weight} ${called(state, term.edge)}: ${text}`, go: () => edit(term.edge) }, product];
  };
  // After a step the network has its new bias; the sum was made with the old one.
  const bias = state.shown === 'Taken' ? node?.was ?? node?.bias : node?.bias;
  // In characters: beside the names, factors have what the widest product, bias or sum leaves them.
  const whole = Math.min(32, Math.floor((360 - 8.5 * Math.max(2, ...shown.map(term => short(state, term.other).length))) / 9.8));
  const wide = Math.max(12, ...[bias, node?.z].map(value => value === undefined ? 0 : equals(value).length));
  const rows = shown.map(term => row(term, whole - wide));
  if (node && bias !== undefined) rows.push([{ text: 'b', go: () => go('b_' + node.name) }, '', equals(bias)]);
  if (node?.z !== undefined) rows.push(['z', `Σ ${more}`, equals(node.z)]);
  else if (more) rows.push(['', more, '']);
  return { caption, rows };
}

/** Two factors with as many digits as fit beside their product, and the product with as many as a calculator makes of those. */
function factors(one: number, other: number, product: number, room: number) {
  const bracket = (value: number, digits: number) => value < 0 ? `(${formatNumber(value, digits)})` : formatNumber(value, digits);
  const written = (digits: number) => `${bracket(one, digits)} · ${bracket(other, digits)}`, enough = digitsThatGive(written, product, 7, 5), whole = '= ' + formatNumber(product, 7);
  if (enough !== undefined && written(enough).length <= room) return { text: written(enough), product: whole };
  const most = [7, 6, 5, 4, 3].find(digits => written(digits).length <= room) ?? 3;
  return { text: written(most), product: '≈ ' + formatNumber(product, digitsGiven(written(most), product, 6)) };
}
