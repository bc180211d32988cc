// How numbers are written, read and spoken. No page needed.

/** A number with so many significant digits, without trailing zeros; 17 or more digits write it exactly (the shortest text that reads back as the same number). */
export function formatNumber(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined) return '?';
  if (!Number.isFinite(value)) return String(value).replace('-', '−').replace('Infinity', '∞');
  const text = (digits >= 17 ? String(value) : String(Number(value.toPrecision(digits)))).replaceAll('-', '−');
  const [mantissa, exponent] = text.split('e');
  // "1.2e−7" or "1.2e+21" becomes 1.2×10⁻⁷.
  return exponent === undefined ? text : `${mantissa}×10${raised(exponent.replace('+', ''))}`;
}

/** A number in so few characters, with as many digits as have room; with one digit and its power of ten where not even one has: 2e−7. That may be longer by
 * two or three characters, for a number that is not 0 is never written as if it were. */
export function formatWithin(value: number, digits: number, characters: number): string {
  const text = formatNumber(value, digits);
  if (text.length <= characters || !Number.isFinite(value)) return text;
  if (digits > 1) return formatWithin(value, digits - 1, characters);
  const power = powerOfTen(value);
  return power.length <= characters ? power : [text, shortest(value)].sort((one, other) => one.length - other.length)[0]!;
}

/** A number as one digit and a power of ten: 5×10⁻⁵. */
function powerOfTen(value: number) {
  const [digit, exponent] = value.toExponential(0).replaceAll('-', '−').split('e');
  return `${digit}×10${raised(exponent!.replace('+', ''))}`;
}

/** The same where there is least room: 5e−5. */
const shortest = (value: number) => value.toExponential(0).replaceAll('-', '−').replace('+', '');

/** Digits above the line. */
const raised = (text: string) => [...text].map(c => c === '−' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]).join('');

/** A number among others, with as many decimals as the largest of them needs for so many digits, so that they can be compared. Only 0 is written as 0. */
export function formatAmong(value: number, largest: number, digits: number): string {
  if (!Number.isFinite(value) || !(largest >= 1e-4 && largest < 1e6)) return formatNumber(value, digits);
  const decimals = Math.min(15, Math.max(0, digits - 1 - Math.floor(Math.log10(largest)))), rounded = Number(value.toFixed(decimals));
  return rounded === 0 ? formatWithin(value, 1, 7) : formatNumber(rounded, 15);
}

/** As many digits as tell a number from another one: 1.2003 from 1.2. At least so many as are asked for. */
export function digitsToTell(value: number | undefined, other: number | undefined, digits: number): number {
  if (value === undefined || other === undefined || value === other || !Number.isFinite(value) || !Number.isFinite(other)) return digits;
  let enough = digits;
  while (enough < 17 && formatNumber(value, enough) === formatNumber(other, enough)) enough++;
  return enough;
}

/** A number as a screen reader should say it: "negative 0.8", for "minus" is what is done with two numbers. */
export function speakNumber(value: number, digits: number): string {
  return formatNumber(value, digits)
    .replace(/^−/, 'negative ')
    .replace(/×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, power: string) => ` times ten to the ${[...power].map(c => c === '⁻' ? 'minus ' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c)).join('')}`)
    .replaceAll('−', 'minus ');
}

/** What a reader typed: 0.8, 0,8, −1.2. */
export const read = (text: string) => text.trim() === '' ? NaN : Number(text.trim().replace(/[−–]/g, '-').replace(',', '.'));

/** A number with seven digits unless others are wanted; a dash where there is none. */
export const show = (value: number | undefined, digits = 7) => value === undefined ? '–' : formatNumber(value, digits);
