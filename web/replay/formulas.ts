// A formula at a moment: its pieces, where a line may break, and how it is said. No page needed.

import { digitsGiven, digitsThatGive } from '../view/calculation';
import type { Formula, Name, NumberPiece, Piece } from '../view/formula';
import { digitsToTell, formatNumber, speakNumber } from '../view/numbers';
import type { Data, Moment } from './data';
import { numberOf, parseFormula, positionOf, valueOf } from './timeline';

/** A piece, and with it what is said of it. */
type SaidPiece = Piece & { kind?: string; id?: string; value?: number; digits?: number };

/** A formula at a moment, as the view shows and says it. */
export const formulaOf = (data: Data, moment: Moment, formula: string, digits: number): Formula =>
  ({ pieces: piecesOf(data, moment, formula, digits), speech: speechOf(data, moment, formula, digits), math: 'pieces' });

/** "w_*" and "x1:h1" become {base: "w", index: "x1→h1"}; an input's activation is just called x1. */
export function symbolOf(data: Data, kind: string, id: string): Name {
  const node = data.kinds[kind].of === "node" ? data.nodes[positionOf(data, kind, id)] : undefined;
  const pattern = (node?.layer === 0 && data.kinds[kind].input) || data.kinds[kind].symbol;
  const [base, index] = pattern.replace("*", id.replace(":", "→")).split("_");
  return { base, index: index ?? "" };
}

/** A negative number stands in brackets, unless a formula, one side of it or a bracket begins with it. */
export function needsBrackets(value: number, before: string, after: string): boolean {
  return value < 0 && (/[^=(,\s]\s*$/.test(before) || after.startsWith("²"));
}

// What was there before, of what a step makes new: a new number is written with the digits that tell it from the old one.
const kindBefore: Record<string, string> = { W: "w", B: "b" };

/** The number that a new one replaces, or null: the old weight or bias, the loss before the step. */
export function valueBefore(data: Data, moment: Moment, kind: string, id: string): number | null {
  if (kind === "A") return valueOf(data, moment.step, 0, moment.step.values.M === undefined ? "L" : "M", "");
  return kindBefore[kind] === undefined ? null : valueOf(data, moment.step, moment.example, kindBefore[kind], id);
}

/** With how many digits a quantity's number is written at a moment. */
export function digitsFor(data: Data, moment: Moment, kind: string, id: string, value: number, digits: number): number {
  const before = valueBefore(data, moment, kind, id);
  return before === null ? digits : digitsToTell(value, before, digits);
}

/** A formula at a moment as pieces to show: {text} or {symbol} or {number, symbol, kind, id, brackets, last}. A negative term of a sum is taken away: 4.1 − 1.5. */
export function piecesOf(data: Data, moment: Moment, formula: string, digits: number): SaidPiece[] {
  const pieces: SaidPiece[] = [];
  const parts = parseFormula(formula);
  parts.forEach((part, index) => {
    if (part.text !== undefined) return pieces.push({ text: part.text });
    const symbol = symbolOf(data, part.kind, part.id);
    if (part.name) return pieces.push({ symbol, kind: part.kind, id: part.id });
    const value = numberOf(data, moment, part)!;
    const [before, after] = [parts[index - 1]?.text ?? "", parts[index + 1]?.text ?? ""];
    const isTerm = value < 0 && "qockuv".includes(part.kind) && before.endsWith(" + ") && /^( [+=]|$)/.test(after);
    const shown = digitsFor(data, moment, part.kind, part.id, value, digits);
    if (isTerm) (pieces.at(-1) as { text: string }).text = before.replace(/\+ $/, "− ");
    return pieces.push({
      symbol, value: isTerm ? -value : value, kind: part.kind, id: part.id,
      number: formatNumber(isTerm ? -value : value, shown),
      digits: shown,
      brackets: !isTerm && needsBrackets(value, before, after),
      last: index === parts.length - 1,
    });
  });
  return digits < 17 ? calculable(pieces, digits) : pieces;
}

type SaidNumber = NumberPiece & { value: number; digits: number };
const numbered = (piece: SaidPiece | undefined) => piece !== undefined && 'number' in piece && piece.number !== undefined ? piece as SaidNumber : undefined;

/** Gives each side of a formula the digits with which a calculator makes of it what is written behind the last equals sign; where none do, that sign says "about". */
function calculable(pieces: SaidPiece[], digits: number): SaidPiece[] {
  const result = numbered(pieces.at(-1)), sides: { text: string; number?: SaidNumber }[][] = [[]];
  if (result === undefined) return pieces;
  for (const piece of pieces) {
    if (piece.text === undefined) sides.at(-1)!.push({ text: "?", ...numbered(piece) ? { number: numbered(piece)! } : {} });
    else piece.text.split(/ = /).forEach((text, i) => { if (i) sides.push([]); sides.at(-1)!.push({ text }); });
  }
  sides.slice(1, -1).forEach((side, index) => {
    const write = (of: SaidNumber, more: number) => { const text = formatNumber(of.value, Math.max(of.digits, more)); return of.brackets ? `(${text})` : text; };
    const written = (more: number) => side.map(({ text, number }) => (number === undefined ? text : write(number, more))).join("");
    const enough = digitsThatGive(written, result.value, result.digits, digits);
    for (const { number } of side) {
      if (number === undefined || enough === undefined || enough <= number.digits) continue;
      number.number = formatNumber(number.value, enough);
      number.digits = enough;
    }
    if (enough !== undefined || index < sides.length - 3) return;
    const sign = pieces.at(-2) as { text: string };
    sign.text = sign.text.replace(/= $/, "≈ ");
    result.digits = Math.min(result.digits, digitsGiven(written(digits), result.value, result.digits));
    result.number = formatNumber(result.value, result.digits);
  });
  return pieces;
}

const spokenSigns: [string, string][] = [["→", " becomes "], ["e^", "e to the "], ["·", " times "], ["−", " minus "], ["+", " plus "], ["=", " equals "], ["≈", " is about "], ["²", " squared "], ["∑", " the sum of "], ["Σ", " the sum of "], ["/", " divided by "], ["√", " the root of "], ["′", " slope "]];

/** A formula as a screen reader should say it. */
export function speechOf(data: Data, moment: Moment, formula: string, digits: number): string {
  // "minus" is what is done with two numbers; a sign alone is "negative".
  const say = (text: string) => spokenSigns.reduce((spoken, [sign, words]) => spoken.replaceAll(sign, words), text.replace(/(^|[(=] ?)−/g, "$1negative "));
  return piecesOf(data, moment, formula, digits).map((piece) => {
    if (piece.text !== undefined) return say(piece.text);
    if (piece.number !== undefined) return speakNumber(piece.value!, piece.digits ?? digits);
    const name = data.kinds[piece.kind!].name;
    return piece.id ? `${name} of ${piece.id.replace(":", " to ")}` : name;
  }).join("").replace(/\s+/g, " ").trim();
}

/** What the live region says at a moment: where it is, and every formula. */
export function announcementOf(data: Data, moment: Moment, digits: number): string {
  const formulas = moment.formulas.map((formula) => speechOf(data, moment, formula, digits));
  return [moment.title, ...(formulas.length === 0 || moment.line.phase === "after" ? [moment.say] : []), ...formulas].filter(Boolean).reduce((said, text) => `${said}${/[.?!]$/.test(said) ? "" : "."} ${text}`);
}
