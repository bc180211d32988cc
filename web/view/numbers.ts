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

/** A number in so few characters, with as many digits as have room; with one digit and its power of ten where not even one has: 2×10⁻⁷. That may be longer by
 * some, for a number that is not 0 is never written as if it were. */
export function formatWithin(value: number, digits: number, characters: number): string {
  const text = formatNumber(value, digits);
  if (widthOf(text) <= characters || !Number.isFinite(value)) return text;
  if (digits > 1) return formatWithin(value, digits - 1, characters);
  const power = powerOfTen(value);
  return widthOf(text) <= widthOf(power) ? text : power;
}

/** How much room a number takes, in digits: those above the line are small. */
export const widthOf = (text: string) => [...text].reduce((sum, c) => sum + (/[⁻⁰¹²³⁴-⁹]/.test(c) ? 0.6 : 1), 0);

/** A number as one digit and a power of ten: 5×10⁻⁵. */
function powerOfTen(value: number) {
  const [digit, exponent] = value.toExponential(0).replaceAll('-', '−').split('e');
  return `${digit}×10${raised(exponent!.replace('+', ''))}`;
}

/** A text of NodeNet's with its numbers as they are written here: 2e−7 becomes 2×10⁻⁷. */
export const withPowers = (text: string) => text.replace(/(\d)e([−-]?)(\d+)/g, (_, digit: string, sign: string, power: string) => `${digit}×10${raised((sign ? '−' : '') + power)}`);

/** Digits above the line. */
const raised = (text: string) => [...text].map(c => c === '−' ? '⁻' : digitsAbove[Number(c)]).join('');

const digitsAbove = '⁰¹²³⁴⁵⁶⁷⁸⁹';

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
    .replace(/×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, power: string) => ` times ten to the ${[...power].map(c => c === '⁻' ? 'minus ' : digitsAbove.indexOf(c)).join('')}`)
    .replaceAll('−', 'minus ');
}

/** What a reader typed: 0.8, 0,8, −1.2, 5e-7, or 5×10⁻⁷ as it is shown here. What is no number is NaN. */
export function read(text: string): number {
  const plain = text.trim().replace(/[−–]/g, '-').replace(',', '.').replace(/×10([⁻⁰¹²³⁴-⁹]+)$/, (_, power: string) => 'e' + [...power].map(c => c === '⁻' ? '-' : digitsAbove.indexOf(c)).join(''));
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/** A number with seven digits unless others are wanted; a dash where there is none. */
export const show = (value: number | undefined, digits = 7) => value === undefined ? '–' : formatNumber(value, digits);
