// Fields for numbers. They are text fields, for a number field drops a comma without a word. What cannot be taken stays as it was typed, and is told in words.
import { el } from '../../view/dom';
import { formatNumber, read } from '../../view/numbers';
import type { Texts } from './texts';

/** Which numbers are taken. */
export interface Limits { least?: number; most?: number; whole?: boolean }

/** Why a text is not taken, in words; undefined where it is. */
export function wrongWith(text: string, { least, most, whole }: Limits, { numbers }: Texts): string | undefined {
  const value = read(text), typed = text.trim();
  if (typed === '') return numbers.missing;
  if (!Number.isFinite(value)) return numbers.none(typed);
  if (whole && !Number.isInteger(value)) return numbers.whole(typed);
  if (least !== undefined && value < least) return numbers.least(typed, formatNumber(least, 17));
  if (most !== undefined && value > most) return numbers.most(typed, formatNumber(most, 17));
  return undefined;
}

export interface NumberField {
  id: string; value: number;
  limits(): Limits;
  words(): Texts;
  tell(words: string): void;
  /** What is done with a number, after Enter or an arrow key, and, unless it waits for them, when the field is left. */
  take(value: number): unknown;
  waits?: boolean;
}

/** A field; the arrow keys go by 1 where numbers are whole, otherwise by one of the first digit: 0.5, 0.6; 0.005, 0.006. */
export function numberField(of: NumberField): HTMLInputElement {
  const { whole } = of.limits();
  const take = (isAsked: boolean) => {
    const wrong = wrongWith(field.value, of.limits(), of.words());
    if (wrong !== undefined) { refuse(field, wrong, of.tell); return; }
    settle(field, of.tell);
    if (isAsked || !of.waits) void of.take(read(field.value));
  };
  const field = el('input', {
    id: of.id, type: 'text', role: 'spinbutton', inputmode: whole ? 'numeric' : 'decimal', autocomplete: 'off', class: 'number',
    change: () => take(false), input: () => fit(field),
    keydown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && of.waits) take(true);
      if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
      event.preventDefault();
      const now = read(field.value), { least, most } = of.limits();
      const next = nextOf(Number.isFinite(now) ? now : Number(field.dataset.value), event.key === 'ArrowUp', whole);
      field.value = formatNumber(Math.min(most ?? Infinity, Math.max(least ?? -Infinity, next)), 17);
      take(!of.waits);
    },
  });
  showNumber(field, of.value, of.limits());
  return field;
}

/** Writes a number into its field, but not over what is being typed or was refused. */
export function showNumber(field: HTMLInputElement, value: number, { least, most }: Limits) {
  const text = formatNumber(value, 17);
  field.dataset.value = String(value);
  const range = [['aria-valuenow', value], ['aria-valuemin', least], ['aria-valuemax', most]] as const;
  for (const [name, of] of range) if (of !== undefined) field.setAttribute(name, String(of));
  if (document.activeElement === field || isRefused(field)) return;
  field.value = text;
  field.title = text;
  fit(field);
}

/** As wide as its number. */
const fit = (field: HTMLInputElement) => field.style.setProperty('--letters', String(Math.max(4, Math.min(field.value.length, 12))));

/** The next number up or down. */
function nextOf(value: number, isUp: boolean, whole = false) {
  if (whole) return value + (isUp ? 1 : -1);
  if (value === 0) return isUp ? 0.1 : -0.1;
  const exponent = Number(value.toExponential().split('e')[1]), unit = 10 ** exponent, isTowardsZero = isUp !== value > 0;
  return Number((value + (isUp ? 1 : -1) * (isTowardsZero && Math.abs(value) === unit ? unit / 10 : unit)).toPrecision(12));
}

let refusal: { field: HTMLInputElement; words: string } | undefined;

export const isRefused = (field: HTMLInputElement) => field.getAttribute('aria-invalid') === 'true';

/** What is still to be said, since what was typed was not taken and stands there yet. */
export const standing = () => refusal?.field.isConnected ? refusal.words : undefined;

/** Says why a text is not taken, and leaves it. */
export function refuse(field: HTMLInputElement, words: string, tell: (words: string) => void) {
  release();
  tell(words);
  refusal = { field, words };
  field.setAttribute('aria-invalid', 'true');
}

/** A field whose text is taken, or given up. */
export function settle(field: HTMLInputElement, tell: (words: string) => void) {
  if (refusal?.field !== field) return;
  release(false);
  tell('');
}

/** Lets go of what was refused: the field has its number again. */
export function release(isBack = true) {
  const { field } = refusal ?? {};
  refusal = undefined;
  field?.removeAttribute('aria-invalid');
  if (isBack && field?.dataset.value !== undefined && field !== document.activeElement) field.value = formatNumber(Number(field.dataset.value), 17);
}
