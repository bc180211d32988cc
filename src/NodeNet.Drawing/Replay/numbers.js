// How the replay writes and speaks numbers. No page needed: the tests run this file on its own.

/** A number with so many significant digits, without trailing zeros; 17 or more digits write it exactly (the shortest text that reads back as the same number). */
function formatNumber(value, digits) {
  if (value === null || value === undefined) return "?";
  if (!Number.isFinite(value)) return String(value).replace("-", "−").replace("Infinity", "∞");
  let text = digits >= 17 ? String(value) : String(Number(value.toPrecision(digits)));
  text = text.replaceAll("-", "−");
  const [mantissa, exponent] = text.split("e");
  if (exponent === undefined) return text;
  // "1.2e−7" or "1.2e+21" becomes 1.2×10⁻⁷.
  return `${mantissa}×10${raised(exponent.replace("+", ""))}`;
}

/** A number in so few characters, with as many digits as have room; "≈0" and the like where not even one has. */
function formatWithin(value, digits, characters) {
  const text = formatNumber(value, digits);
  if (text.length <= characters || !Number.isFinite(value)) return text;
  if (digits > 1) return formatWithin(value, digits - 1, characters);
  const power = powerOfTen(value);
  return power.length <= characters ? power : Math.abs(value) < 1 ? "≈0" : text;
}

/** A number as one digit and a power of ten: 5×10⁻⁵. */
function powerOfTen(value) {
  const [digit, exponent] = value.toExponential(0).replaceAll("-", "−").split("e");
  return `${digit}×10${raised(exponent.replace("+", ""))}`;
}

/** Digits above the line. */
function raised(text) {
  return [...text].map((c) => (c === "−" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("");
}

/** A number among others, with as many decimals as the largest of them needs for so many digits, so that they can be compared. Only 0 is written as 0. */
function formatAmong(value, largest, digits) {
  if (!Number.isFinite(value) || !(largest >= 1e-4 && largest < 1e6)) return formatNumber(value, digits);
  const decimals = Math.min(15, Math.max(0, digits - 1 - Math.floor(Math.log10(largest))));
  const rounded = Number(value.toFixed(decimals));
  return rounded === 0 ? formatWithin(value, 1, 7) : formatNumber(rounded, 15);
}

/** As many digits as tell a number from another one: 1.2003 from 1.2. At least so many as are asked for. */
function digitsToTell(value, other, digits) {
  if (value === other || !Number.isFinite(value) || !Number.isFinite(other)) return digits;
  let enough = digits;
  while (enough < 17 && formatNumber(value, enough) === formatNumber(other, enough)) enough++;
  return enough;
}

/** A number as a screen reader should say it: "negative 0.8", for "minus" is what is done with two numbers. */
function speakNumber(value, digits) {
  return formatNumber(value, digits)
    .replace(/^−/, "negative ")
    .replace(/×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, power) => ` times ten to the ${[...power].map((c) => (c === "⁻" ? "minus " : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c))).join("")}`)
    .replaceAll("−", "minus ");
}
