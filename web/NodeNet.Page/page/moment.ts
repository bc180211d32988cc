// The number at which a step stands that is looked into: which of how many, what it is in words and in the notation of the arithmetic, and its value.
import { el } from '../../view/dom';
import { makeName, piecesOfText } from '../../view/formula';
import { show } from '../../view/numbers';
import { isAsked } from './asked';
import type { Moment, State } from './protocol';
import type { Texts } from './texts';

/** "product w_x1→h1 · x1 = 0.4446" */
export const momentText = (state: State, of: Moment, t: Texts, digits = 7) => `${t.moments[of.kind] ?? of.kind} ${of.name} = ${isAsked(state, of.value) ? '?' : show(of.value, digits)}`;

export function momentLine(state: State, t: Texts) {
  const { moment: of, current } = state;
  const row = of!.example === undefined ? '' : ` ${t.row} ${current[of!.example]! + 1},`;
  const pieces = piecesOfText(`${of!.index + 1}/${of!.count}:${row} ${momentText(state, of!, t)}`);
  return el('span', { id: 'moment' }, ...pieces.map(piece => piece.text ?? makeName(piece.symbol!)));
}
