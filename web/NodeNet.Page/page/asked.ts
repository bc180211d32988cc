// What a lesson asks for is not shown beside the question before it is answered, tried twice, or the teacher's switch is on.
import { formatNumber } from '../../view/numbers';
import type { State } from './protocol';

export const teacher = { on: false };

const same = (one: number, other: number) => Math.abs(Math.abs(one) - Math.abs(other)) <= 1e-6 * Math.abs(other);

export const isAsked = (state: State, value: number | undefined) => value !== undefined && !teacher.on && (state.lesson?.asked ?? []).some(asked => same(value, asked));

/** Whether one of the numbers in a formula, not counting those in names, is asked for. */
export const hasAsked = (state: State, text: string) => (text.replace(/[A-Za-z]\d[\d.]*/g, '').match(/\d+(\.\d+)?(e−?\d+)?/g) ?? []).some(number => isAsked(state, Number(number.replace('−', '-'))));

/** A formula of which only the name is shown, where it has a number that is asked for. */
export const withoutAsked = (state: State, text: string) => hasAsked(state, text) ? `${text.split(' = ')[0]} = ?` : text;

export const showUnasked = (state: State, value: number | undefined, digits = 7) => isAsked(state, value) ? '?' : value === undefined ? '–' : formatNumber(value, digits);
