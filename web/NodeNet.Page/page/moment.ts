// The number at which a step stands that is looked into: which of how many, what it is in words and in the notation of the arithmetic, and its value.
import { el } from '../../view/dom';
import { makeName, piecesOfText } from '../../view/formula';
import { show } from '../../view/numbers';
import { isAsked } from './asked';
import type { Moment, State } from './protocol';
import type { Texts } from './texts';

/** "product w_x1→h1 · x1 = 0.4446" */
export const momentText = (state: State, of: Moment, t: Texts, digits: number) => `${wordsFor(of, t)} ${of.name} = ${valueOf(state, of, digits)}`;

const wordsFor = (of: Moment, t: Texts) => t.moments[of.kind] ?? of.kind;

const valueOf = (state: State, of: Moment, digits: number) => isAsked(state, of.value) ? '?' : show(of.value, digits);

export function momentLine(state: State, t: Texts) {
  const { moment: of, current } = state;
  const row = of!.example === undefined ? '' : ` ${t.row} ${current[of!.example]! + 1},`;
  const name = piecesOfText(of!.name).map(piece => piece.text ?? makeName(piece.symbol!));
  return el('span', { id: 'moment' }, `${of!.index + 1}/${of!.count}:${row} ${wordsFor(of!, t)} `, el('span', { class: 'piece' }, ...name), ` = ${valueOf(state, of!, 7)}`);
}
