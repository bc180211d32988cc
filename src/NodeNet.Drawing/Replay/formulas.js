// A formula at a moment: its pieces, where a line may break, and how it is said. No page needed: the tests run this file on its own.

/** "w_*" and "x1:h1" become {base: "w", index: "x1→h1"}; an input's activation is just called x1. */
function symbolOf(data, kind, id) {
  const node = data.kinds[kind].of === "node" ? data.nodes[positionOf(data, kind, id)] : undefined;
  const pattern = (node?.layer === 0 && data.kinds[kind].input) || data.kinds[kind].symbol;
  const [base, index] = pattern.replace("*", id.replace(":", "→")).split("_");
  return { base, index: index ?? "" };
}

/** A negative number stands in brackets, unless a formula, one side of it or a bracket begins with it. */
function needsBrackets(value, before, after) {
  return value < 0 && (/[^=(,\s]\s*$/.test(before) || after.startsWith("²"));
}

// What was there before, of what a step makes new: a new number is written with the digits that tell it from the old one.
const kindBefore = { W: "w", B: "b" };

/** The number that a new one replaces, or null: the old weight or bias, the loss before the step. */
function valueBefore(data, moment, kind, id) {
  if (kind === "A") return valueOf(data, moment.step, 0, moment.step.values.M === undefined ? "L" : "M", "");
  return kindBefore[kind] === undefined ? null : valueOf(data, moment.step, moment.example, kindBefore[kind], id);
}

/** With how many digits a quantity's number is written at a moment. */
function digitsFor(data, moment, kind, id, value, digits) {
  const before = valueBefore(data, moment, kind, id);
  return before === null ? digits : digitsToTell(value, before, digits);
}

/** A formula at a moment as pieces to show: {text} or {symbol} or {number, symbol, kind, id, brackets, last}. A negative term of a sum is taken away: 4.1 − 1.5. */
function piecesOf(data, moment, formula, digits) {
  const pieces = [];
  const parts = parseFormula(formula);
  parts.forEach((part, index) => {
    if (part.text !== undefined) return pieces.push({ ...part });
    const symbol = symbolOf(data, part.kind, part.id);
    if (part.name) return pieces.push({ symbol, kind: part.kind, id: part.id });
    const value = numberOf(data, moment, part);
    const [before, after] = [parts[index - 1]?.text ?? "", parts[index + 1]?.text ?? ""];
    const isTerm = value < 0 && "qockuv".includes(part.kind) && before.endsWith(" + ") && /^( [+=]|$)/.test(after);
    const shown = digitsFor(data, moment, part.kind, part.id, value, digits);
    if (isTerm) pieces.at(-1).text = before.replace(/\+ $/, "− ");
    return pieces.push({
      symbol, value: isTerm ? -value : value, kind: part.kind, id: part.id,
      number: formatNumber(isTerm ? -value : value, shown),
      digits: shown,
      brackets: !isTerm && needsBrackets(value, before, after),
      last: index === parts.length - 1,
    });
  });
  return pieces;
}

/** Pieces of a formula in chunks that stay on one line: a new one begins at a plus, minus or equals sign, but never within a product or brackets. */
function chunksOf(pieces) {
  const chunks = [[]];
  let depth = 0;
  for (const piece of pieces) {
    if (piece.text === undefined) {
      chunks.at(-1).push(piece);
      continue;
    }
    let text = "";
    const end = () => text !== "" && chunks.at(-1).push({ text });
    for (let at = 0; at < piece.text.length; at++) {
      const sign = piece.text[at];
      if (sign === "(") depth++;
      if (sign === ")") depth--;
      if (depth === 0 && /^ [+=−→] /.test(piece.text.slice(at, at + 3))) {
        end();
        chunks.push([]);
        text = "";
      } else text += sign;
    }
    end();
  }
  return chunks.filter((chunk) => chunk.length > 0);
}

/** Chunks in groups that stay on one line if they can: "z = 0.5 · 1 + 1.2 · 3", "= 0.5 + 3.6", "= 4.1". */
function groupsOf(chunks) {
  const groups = [];
  chunks.forEach((chunk, index) => {
    // The name stays with its first equals sign.
    if (groups.length === 0 || (index > 1 && chunk[0].text?.startsWith("="))) groups.push([]);
    groups.at(-1).push(chunk);
  });
  return groups;
}

const spokenSigns = [["→", " becomes "], ["e^", "e to the "], ["·", " times "], ["−", " minus "], ["+", " plus "], ["=", " equals "], ["²", " squared "], ["∑", " the sum of "], ["Σ", " the sum of "], ["/", " divided by "], ["√", " the root of "], ["′", " slope "]];

/** A formula as a screen reader should say it. */
function speechOf(data, moment, formula, digits) {
  // "minus" is what is done with two numbers; a sign alone is "negative".
  const say = (text) => spokenSigns.reduce((spoken, [sign, words]) => spoken.replaceAll(sign, words), text.replace(/(^|[(=] ?)−/g, "$1negative "));
  return piecesOf(data, moment, formula, digits).map((piece) => {
    if (piece.text !== undefined) return say(piece.text);
    if (piece.number !== undefined) return speakNumber(piece.value, piece.digits ?? digits);
    const name = data.kinds[piece.kind].name;
    return piece.id ? `${name} of ${piece.id.replace(":", " to ")}` : name;
  }).join("").replace(/\s+/g, " ").trim();
}

/** What the live region says at a moment: where it is, and every formula. */
function announcementOf(data, moment, digits) {
  const formulas = moment.formulas.map((formula) => speechOf(data, moment, formula, digits));
  return [moment.title, ...(formulas.length === 0 || moment.line.phase === "after" ? [moment.say] : []), ...formulas].filter(Boolean).reduce((said, text) => `${said}${/[.?!]$/.test(said) ? "" : "."} ${text}`);
}
