// What a written formula gives to those who type it into a calculator: by this, numbers are shown with the digits that their result needs. No page needed.
import { formatNumber, read } from './numbers';

const functions: Record<string, (...x: number[]) => number> = {
  ln: Math.log, max: Math.max, min: Math.min, tanh: Math.tanh, sigmoid: z => 1 / (1 + Math.exp(-z)), softplus: z => Math.log1p(Math.exp(z)), relu: z => Math.max(0, z),
};

/** The value of one side of a formula as it is written, "0.192 · 0.8"; undefined where it has more than numbers, signs and known functions. */
export function calculate(side: string): number | undefined {
  const tokens = side.match(/\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|e[−-]?\d+)?|\p{L}+|\S/gu) ?? [];
  let at = 0, isKnown = true;
  const next = (sign: string) => tokens[at] === sign && ++at > 0;

  function sum(): number {
    let value = next('−') ? -product() : product();
    for (;;) {
      if (next('+')) value += product();
      else if (next('−')) value -= product();
      else return value;
    }
  }

  function product(): number {
    let value = power();
    for (;;) {
      if (next('·')) value *= power();
      else if (next('/')) value /= power();
      else return value;
    }
  }

  function power(): number {
    const value = atom();
    return next('²') ? value ** 2 : next('^') ? value ** power() : value;
  }

  function atom(): number {
    const token = tokens[at++] ?? '';
    if (/^\d/.test(token)) return read(token);
    if (token === 'e') return Math.E;
    if (token === '½') return 0.5;
    if (token === '√') return Math.sqrt(atom());
    if (token === 'ln' && tokens[at] !== '(') return Math.log(power());
    const of = functions[token];
    if (token === '(' || of && next('(')) {
      const parts = [sum()];
      while (next(',')) parts.push(sum());
      if (next(')')) return of ? of(...parts) : parts[0]!;
    }
    isKnown = false;
    return NaN;
  }

  const value = sum();
  return isKnown && at === tokens.length ? value : undefined;
}

/** With how many digits the numbers of a side give its result as it is shown; undefined where no number of digits does. What cannot be calculated stays as it is. */
export function digitsThatGive(side: (digits: number) => string, result: number, shown: number, first = shown): number | undefined {
  const wanted = formatNumber(result, shown);
  for (let digits = first; digits <= 16; digits++) {
    const value = calculate(side(digits));
    if (value === undefined || formatNumber(value, shown) === wanted) return value === undefined ? first : digits;
  }
  return undefined;
}

/** How many digits of a result a side gives, one at least. */
export function digitsGiven(side: string, result: number, most: number) {
  const value = calculate(side) ?? result;
  let digits = most;
  while (digits > 1 && formatNumber(value, digits) !== formatNumber(result, digits)) digits--;
  return digits;
}

/** A formula as text, "δ = 0.19 · 0.8 = 0.15": sides that do not give the result as it is shown are those of the finer text, whose numbers have more digits; where not even those
 * give it, the result is "about", with as many digits as they give. */
export function calculable(text: string, finer: string, digits: number): string {
  const sides = text.split(' = '), fine = finer.split(' = '), result = read(sides[sides.length - 1]!.replace(/[()]/g, ''));
  if (sides.length < 3 || fine.length !== sides.length || !Number.isFinite(result)) return text;
  const gives = (side: string) => { const value = calculate(side); return value === undefined || formatNumber(value, digits) === formatNumber(result, digits); };
  const middle = sides.slice(1, -1).map((side, i) => gives(side) ? side : fine[i + 1]!), last = middle[middle.length - 1]!;
  const end = gives(last) ? ` = ${sides[sides.length - 1]}` : ` ≈ ${formatNumber(result, digitsGiven(last, result, digits))}`;
  return [sides[0]!, ...middle].join(' = ') + end;
}
