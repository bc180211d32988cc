// How the replay writes and speaks numbers. No page needed: the tests run this file on its own.

/** A number with so many significant digits, without trailing zeros; 17 or more digits write it exactly (the shortest text that reads back as the same number). */
function formatNumber(value, digits) {
  if (value === null || value === undefined) return "?";
  if (!Number.isFinite(value)) return String(value).replace("-", "−").replace("Infinity", "∞");
  let text = digits >= 17 ? String(value) : String(Number(value.toPrecision(digits)));
  text = text.replace("-", "−").replace("−0", value === 0 ? "0" : "−0");
  const [mantissa, exponent] = text.split("e");
  if (exponent === undefined) return text;
  // "1.2e−7" or "1.2e+21" becomes 1.2×10⁻⁷.
  return `${mantissa}×10${[...exponent.replace("+", "")].map((c) => (c === "−" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("")}`;
}

/** The same as a screen reader should say it. */
function speakNumber(value, digits) {
  return formatNumber(value, digits)
    .replace(/×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, power) => ` times ten to the ${[...power].map((c) => (c === "⁻" ? "minus " : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c))).join("")}`)
    .replaceAll("−", "minus ");
}
