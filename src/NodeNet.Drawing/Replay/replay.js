// Made by web/bundle of sources with the digest 175ad45177dc91222c6153320cd3663ad366a863c75122b13383009378f6a761
var replay = (() => {
  var __defProp = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __export = (target, all) => {
    for (var name in all)
      __defProp(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

  // ../../replay/page.ts
  var page_exports = {};
  __export(page_exports, {
    digitsToTell: () => digitsToTell,
    formatAmong: () => formatAmong,
    formatNumber: () => formatNumber,
    formatWithin: () => formatWithin,
    speakNumber: () => speakNumber
  });

  // ../../view/dom.ts
  function el(tag, props = {}, ...kids) {
    return fill(document.createElement(tag), props, kids);
  }
  function svg(tag, props = {}, ...kids) {
    return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), props, kids);
  }
  function fill(element, props, kids) {
    for (const [name, value] of Object.entries(props)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== void 0 && value !== false) element.setAttribute(name, value === true ? "" : String(value));
    }
    element.append(...kids);
    return element;
  }
  var byId = (id) => document.getElementById(id);

  // ../../view/timeline.ts
  function stepOf(event, hasArrows) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return void 0;
    const target = event.target, inField = target.matches("select, input, textarea, [contenteditable]");
    if (inField) return void 0;
    if (event.key === "PageUp") return "back";
    if (event.key === "PageDown") return "forward";
    if (hasArrows(target)) return void 0;
    return event.key === "ArrowLeft" ? "back" : event.key === "ArrowRight" ? "forward" : void 0;
  }
  function setSlider(slider, at, last, words2) {
    slider.max = String(last);
    slider.value = String(at);
    slider.setAttribute("aria-valuetext", words2);
  }

  // ../../replay/data.ts
  var phases = { forward: "Forward pass", loss: "Loss", backward: "Backward pass: δ", update: "Update", after: "Did it help?" };

  // ../../view/numbers.ts
  function formatNumber(value, digits) {
    if (value === null || value === void 0) return "?";
    if (!Number.isFinite(value)) return String(value).replace("-", "−").replace("Infinity", "∞");
    const text = (digits >= 17 ? String(value) : String(Number(value.toPrecision(digits)))).replaceAll("-", "−");
    const [mantissa, exponent] = text.split("e");
    return exponent === void 0 ? text : `${mantissa}×10${raised(exponent.replace("+", ""))}`;
  }
  function formatWithin(value, digits, characters) {
    const text = formatNumber(value, digits);
    if (widthOf(text) <= characters || !Number.isFinite(value)) return text;
    if (digits > 1) return formatWithin(value, digits - 1, characters);
    const power = powerOfTen(value);
    return widthOf(text) <= widthOf(power) ? text : power;
  }
  var widthOf = (text) => [...text].reduce((sum, c) => sum + (/[⁻⁰¹²³⁴-⁹]/.test(c) ? 0.6 : 1), 0);
  function powerOfTen(value) {
    const [digit, exponent] = value.toExponential(0).replaceAll("-", "−").split("e");
    return `${digit}×10${raised(exponent.replace("+", ""))}`;
  }
  var raised = (text) => [...text].map((c) => c === "−" ? "⁻" : digitsAbove[Number(c)]).join("");
  var digitsAbove = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  function formatAmong(value, largest, digits) {
    if (!Number.isFinite(value) || !(largest >= 1e-4 && largest < 1e6)) return formatNumber(value, digits);
    const decimals = Math.min(15, Math.max(0, digits - 1 - Math.floor(Math.log10(largest)))), rounded = Number(value.toFixed(decimals));
    return rounded === 0 ? formatWithin(value, 1, 7) : formatNumber(rounded, 15);
  }
  function digitsToTell(value, other, digits) {
    if (value === void 0 || other === void 0 || value === other || !Number.isFinite(value) || !Number.isFinite(other)) return digits;
    let enough = digits;
    while (enough < 17 && formatNumber(value, enough) === formatNumber(other, enough)) enough++;
    return enough;
  }
  function speakNumber(value, digits) {
    return formatNumber(value, digits).replace(/^−/, "negative ").replace(/×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, power) => ` times ten to the ${[...power].map((c) => c === "⁻" ? "minus " : digitsAbove.indexOf(c)).join("")}`).replaceAll("−", "minus ");
  }
  function read(text) {
    const plain = text.trim().replace(/[−–]/g, "-").replace(",", ".").replace(/×10([⁻⁰¹²³⁴-⁹]+)$/, (_, power) => "e" + [...power].map((c) => c === "⁻" ? "-" : digitsAbove.indexOf(c)).join(""));
    return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
  }

  // ../../view/calculation.ts
  var functions = {
    ln: Math.log,
    max: Math.max,
    min: Math.min,
    tanh: Math.tanh,
    sigmoid: (z) => 1 / (1 + Math.exp(-z)),
    softplus: (z) => Math.log1p(Math.exp(z)),
    relu: (z) => Math.max(0, z)
  };
  function calculate(side) {
    const tokens = side.match(/\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|e[−-]?\d+)?|\p{L}+|\S/gu) ?? [];
    let at = 0, isKnown = true;
    const next = (sign) => tokens[at] === sign && ++at > 0;
    function sum() {
      let value2 = next("−") ? -product() : product();
      for (; ; ) {
        if (next("+")) value2 += product();
        else if (next("−")) value2 -= product();
        else return value2;
      }
    }
    function product() {
      let value2 = power();
      for (; ; ) {
        if (next("·")) value2 *= power();
        else if (next("/")) value2 /= power();
        else return value2;
      }
    }
    function power() {
      const value2 = atom();
      return next("²") ? value2 ** 2 : next("^") ? value2 ** power() : value2;
    }
    function atom() {
      const token = tokens[at++] ?? "";
      if (/^\d/.test(token)) return read(token);
      if (token === "e") return Math.E;
      if (token === "½") return 0.5;
      if (token === "√") return Math.sqrt(atom());
      if (token === "ln" && tokens[at] !== "(") return Math.log(power());
      const of = functions[token];
      if (token === "(" || of && next("(")) {
        const parts = [sum()];
        while (next(",")) parts.push(sum());
        if (next(")")) return of ? of(...parts) : parts[0];
      }
      isKnown = false;
      return NaN;
    }
    const value = sum();
    return isKnown && at === tokens.length ? value : void 0;
  }
  function digitsThatGive(side, result, shown, first = shown) {
    const wanted = formatNumber(result, shown);
    for (let digits = first; digits <= 16; digits++) {
      const value = calculate(side(digits));
      if (value === void 0 || formatNumber(value, shown) === wanted) return value === void 0 ? first : digits;
    }
    return void 0;
  }
  function digitsGiven(side, result, most) {
    const value = calculate(side) ?? result;
    let digits = most;
    while (digits > 1 && formatNumber(value, digits) !== formatNumber(result, digits)) digits--;
    return digits;
  }

  // ../../replay/timeline.ts
  function readData(text) {
    const data = JSON.parse(text);
    data.edges = data.edges.map((ends) => ends.map((index) => data.nodes[index].id));
    return data;
  }
  var partPattern = /\{(\w+)(?: ([^ {}#=]+))?(?: #(\d+))?(?: =([^ {}]+))?\}|\[(\w+)(?: ([^ [\]]+))?\]/g;
  function parseFormula(formula) {
    const parts = [];
    let end = 0;
    for (const match of formula.matchAll(partPattern)) {
      if (match.index > end) parts.push({ text: formula.slice(end, match.index) });
      const [, kind, id, example, value, namedKind, namedId] = match;
      if (namedKind !== void 0) parts.push({ name: true, kind: namedKind, id: namedId ?? "" });
      else parts.push({ kind, id: id ?? "", example: example === void 0 ? null : Number(example), value: value === void 0 ? null : Number(value) });
      end = match.index + match[0].length;
    }
    if (end < formula.length) parts.push({ text: formula.slice(end) });
    return parts;
  }
  function positionOf(data, kind, id) {
    data.positions ??= {
      node: new Map(data.nodes.map((node, index) => [node.id, index])),
      edge: new Map(data.edges.map((edge, index) => [`${edge[0]}:${edge[1]}`, index]))
    };
    const of = data.kinds[kind].of;
    return of === "step" ? 0 : data.positions[of].get(id);
  }
  function valueOf(data, step, example, kind, id) {
    const numbers2 = step.values[kind] ?? step.examples[example]?.[kind];
    const value = numbers2?.[positionOf(data, kind, id)] ?? null;
    return typeof value === "string" ? Number(value) : value;
  }
  function numberOf(data, moment, part) {
    return part.value ?? valueOf(data, moment.step, part.example ?? moment.example, part.kind, part.id);
  }
  function momentsOf(data, run) {
    const moments = [];
    run.steps.forEach((step, stepIndex) => {
      for (const line2 of data.scripts[step.script]) {
        const words2 = (index) => index === void 0 ? "" : data.texts[index].replaceAll("*", shortName(line2.about ?? "")).replaceAll("@", line2.for ?? "");
        const example = line2.x ?? 0;
        moments.push({
          line: line2,
          step,
          stepIndex,
          example,
          title: words2(line2.title),
          say: words2(line2.say),
          formulas: (line2.formulas ?? []).map((index) => data.formulas[index]),
          key: [step.at, example, line2.phase, line2.title, line2.about, line2.for, line2.pace].join("|")
        });
      }
    });
    return moments;
  }
  function stopsOf(moments, pace) {
    const isLastOf = (index, same) => index === moments.length - 1 || !same(moments[index], moments[index + 1]);
    const samePhase = (a, b) => a.stepIndex === b.stepIndex && a.example === b.example && a.line.phase === b.line.phase;
    const sameStep = (a, b) => a.stepIndex === b.stepIndex;
    const isStop = {
      connection: (moment) => moment.line.pace !== "node",
      node: (moment) => moment.line.pace !== "connection",
      phase: (moment, index) => isLastOf(index, samePhase),
      step: (moment, index) => isLastOf(index, sameStep)
    }[pace];
    const stops = [];
    moments.forEach((moment, index) => {
      if (index === 0 || isStop(moment, index)) stops.push(index);
    });
    return stops;
  }
  function placeOf(stops, k) {
    let low = 0;
    let high = stops.length - 1;
    while (low < high) {
      const middle2 = low + high + 1 >> 1;
      if (stops[middle2] <= k) low = middle2;
      else high = middle2 - 1;
    }
    return low;
  }
  function stopAfter(stops, k) {
    return stops.find((stop) => stop > k) ?? k;
  }
  function stopBefore(stops, k) {
    return stops.findLast((stop) => stop < k) ?? k;
  }
  function idsOf(data, kind, id) {
    const { of } = data.kinds[kind];
    if (of === "step") return [""];
    data.ids ??= { node: data.nodes.map((node) => node.id), edge: data.edges.map(([from, to]) => `${from}:${to}`) };
    if (id === void 0) return data.ids[of];
    if (!id.startsWith(">")) return [id];
    return of === "node" ? [id.slice(1)] : data.ids.edge.filter((_, index) => data.edges[index][1] === id.slice(1));
  }
  function knownAt(data, moments, k) {
    const { stepIndex, step } = moments[k];
    let first = k;
    while (first > 0 && moments[first - 1].stepIndex === stepIndex) first--;
    const known = /* @__PURE__ */ new Map();
    for (let index = first; index <= k; index++) {
      const { line: line2, example } = moments[index];
      if (index > first && example !== moments[index - 1].example) {
        for (const name of [...known.keys()]) {
          if (step.values[name.split(" ")[0]] === void 0) known.delete(name);
        }
      }
      for (const name of line2.shows ?? []) {
        const [kind, id] = name.split(" ");
        for (const one of idsOf(data, kind, id)) {
          const value = valueOf(data, step, example, kind, one);
          if (value !== null) known.set(`${kind} ${one}`, value);
        }
      }
    }
    return known;
  }
  function momentsAbout(moments, k, subject) {
    const { stepIndex } = moments[k];
    const found = [];
    moments.forEach((moment, index) => {
      if (moment.stepIndex === stepIndex && moment.line.about === subject && moment.formulas.length > 0) found.push(index);
    });
    return found;
  }
  function counterparts(moments, others) {
    const byKey = new Map(others.map((moment, index) => [moment.key, index]));
    return moments.map((moment) => byKey.get(moment.key) ?? null);
  }
  function progressOf(partners, k) {
    let furthest = 0;
    for (let index = 0; index <= k; index++) furthest = Math.max(furthest, partners[index] ?? 0);
    return furthest;
  }
  function resultOf(data, moment) {
    const formula = moment.formulas.at(-1);
    if (formula === void 0) return null;
    const last = parseFormula(formula).at(-1);
    return last.text === void 0 && !last.name ? numberOf(data, moment, last) : null;
  }
  function differs(data, moment, other, digits) {
    if (other === null) return true;
    const [one, two] = [resultOf(data, moment), resultOf(data, other)];
    return formatNumber(one, digits) !== formatNumber(two, digits);
  }
  function addressOf({ k, pace, digits, subject }) {
    return `#at=${k}&pace=${pace}&digits=${digits}${subject === null ? "" : `&chosen=${encodeURIComponent(subject)}`}`;
  }
  function placeIn(address, data, moments) {
    const named = new URLSearchParams(address.replace(/^#/, ""));
    const place = {};
    const at = named.get("at") ?? "";
    if (/^\d{1,7}$/.test(at) && Number(at) < moments.length) place.k = Number(at);
    if (["connection", "node", "phase", "step"].includes(named.get("pace") ?? "")) place.pace = named.get("pace");
    if (["3", "4", "6", "10", "17"].includes(named.get("digits") ?? "")) place.digits = named.get("digits");
    const chosen = named.get("chosen");
    if (chosen !== null && idsOf(data, "a", void 0).concat(data.edges.map(([from, to]) => `${from}:${to}`)).includes(chosen)) place.subject = chosen;
    return place;
  }
  function shortName(id) {
    return id.replace(":", " → ");
  }
  function nameOf(data, id) {
    if (id.includes(":")) return shortName(id);
    const label = data.nodes.find((node) => node.id === id)?.label;
    return label ? `${id} ${label}` : id;
  }
  function meanWidth(length) {
    return length <= 100 ? 1 : 2 * Math.round(length / 100) + 1;
  }
  function meanOver(curve, width) {
    if (width === 1) return curve;
    const reach = (width - 1) / 2;
    return curve.map(([x], index) => {
      const around2 = curve.slice(Math.max(0, index - reach), index + reach + 1);
      return [x, around2.reduce((sum, [, y]) => sum + y, 0) / around2.length];
    });
  }

  // ../../replay/formulas.ts
  var formulaOf = (data, moment, formula, digits) => ({ pieces: piecesOf(data, moment, formula, digits), speech: speechOf(data, moment, formula, digits), math: "pieces" });
  function symbolOf(data, kind, id) {
    const node = data.kinds[kind].of === "node" ? data.nodes[positionOf(data, kind, id)] : void 0;
    const pattern = node?.layer === 0 && data.kinds[kind].input || data.kinds[kind].symbol;
    const [base, index] = pattern.replace("*", id.replace(":", "→")).split("_");
    return { base, index: index ?? "" };
  }
  function needsBrackets(value, before, after) {
    return value < 0 && (/[^=(,\s]\s*$/.test(before) || after.startsWith("²"));
  }
  var kindBefore = { W: "w", B: "b" };
  function valueBefore(data, moment, kind, id) {
    if (kind === "A") return valueOf(data, moment.step, 0, moment.step.values.M === void 0 ? "L" : "M", "");
    return kindBefore[kind] === void 0 ? null : valueOf(data, moment.step, moment.example, kindBefore[kind], id);
  }
  function digitsFor(data, moment, kind, id, value, digits) {
    const before = valueBefore(data, moment, kind, id);
    return before === null ? digits : digitsToTell(value, before, digits);
  }
  function piecesOf(data, moment, formula, digits) {
    const pieces = [];
    const parts = parseFormula(formula);
    parts.forEach((part, index) => {
      if (part.text !== void 0) return pieces.push({ text: part.text });
      const symbol = symbolOf(data, part.kind, part.id);
      if (part.name) return pieces.push({ symbol, kind: part.kind, id: part.id });
      const value = numberOf(data, moment, part);
      const [before, after] = [parts[index - 1]?.text ?? "", parts[index + 1]?.text ?? ""];
      const isTerm = value < 0 && "qockuv".includes(part.kind) && before.endsWith(" + ") && /^( [+=]|$)/.test(after);
      const shown = digitsFor(data, moment, part.kind, part.id, value, digits);
      if (isTerm) pieces.at(-1).text = before.replace(/\+ $/, "− ");
      return pieces.push({
        symbol,
        value: isTerm ? -value : value,
        kind: part.kind,
        id: part.id,
        number: formatNumber(isTerm ? -value : value, shown),
        digits: shown,
        brackets: !isTerm && needsBrackets(value, before, after),
        last: index === parts.length - 1
      });
    });
    return digits < 17 ? calculable(pieces, digits) : pieces;
  }
  var numbered = (piece) => piece !== void 0 && "number" in piece && piece.number !== void 0 ? piece : void 0;
  function calculable(pieces, digits) {
    const result = numbered(pieces.at(-1)), sides = [[]];
    if (result === void 0) return pieces;
    for (const piece of pieces) {
      if (piece.text === void 0) sides.at(-1).push({ text: "?", ...numbered(piece) ? { number: numbered(piece) } : {} });
      else piece.text.split(/ = /).forEach((text, i) => {
        if (i) sides.push([]);
        sides.at(-1).push({ text });
      });
    }
    sides.slice(1, -1).forEach((side, index) => {
      const write = (of, more) => {
        const text = formatNumber(of.value, Math.max(of.digits, more));
        return of.brackets ? `(${text})` : text;
      };
      const written = (more) => side.map(({ text, number }) => number === void 0 ? text : write(number, more)).join("");
      const enough = digitsThatGive(written, result.value, result.digits, digits);
      for (const { number } of side) {
        if (number === void 0 || enough === void 0 || enough <= number.digits) continue;
        number.number = formatNumber(number.value, enough);
        number.digits = enough;
      }
      if (enough !== void 0 || index < sides.length - 3) return;
      const sign = pieces.at(-2);
      sign.text = sign.text.replace(/= $/, "≈ ");
      result.digits = Math.min(result.digits, digitsGiven(written(digits), result.value, result.digits));
      result.number = formatNumber(result.value, result.digits);
    });
    return pieces;
  }
  var spokenSigns = [["→", " becomes "], ["e^", "e to the "], ["·", " times "], ["−", " minus "], ["+", " plus "], ["=", " equals "], ["≈", " is about "], ["²", " squared "], ["∑", " the sum of "], ["Σ", " the sum of "], ["/", " divided by "], ["√", " the root of "], ["′", " slope "]];
  function speechOf(data, moment, formula, digits) {
    const say = (text) => spokenSigns.reduce((spoken2, [sign, words2]) => spoken2.replaceAll(sign, words2), text.replace(/(^|[(=] ?)−/g, "$1negative "));
    return piecesOf(data, moment, formula, digits).map((piece) => {
      if (piece.text !== void 0) return say(piece.text);
      if (piece.number !== void 0) return speakNumber(piece.value, piece.digits ?? digits);
      const name = data.kinds[piece.kind].name;
      return piece.id ? `${name} of ${piece.id.replace(":", " to ")}` : name;
    }).join("").replace(/\s+/g, " ").trim();
  }
  function announcementOf(data, moment, digits) {
    const formulas = moment.formulas.map((formula) => speechOf(data, moment, formula, digits));
    return [moment.title, ...formulas.length === 0 || moment.line.phase === "after" ? [moment.say] : [], ...formulas].filter(Boolean).reduce((said, text) => `${said}${/[.?!]$/.test(said) ? "" : "."} ${text}`);
  }

  // ../../view/math.ts
  var xmlns = "http://www.w3.org/1998/Math/MathML";
  function math(tag, props = {}, ...kids) {
    const element = document.createElementNS(xmlns, tag);
    for (const [name, value] of Object.entries(props)) element.setAttribute(name, value);
    element.append(...kids);
    return element;
  }
  var mathName = ({ base, index }) => index ? math("msub", {}, math("mi", {}, base), math("mi", {}, index)) : math("mi", {}, base);
  function mathOf(pieces, number = (piece) => math("mn", {}, piece.number)) {
    const tokens = pieces.flatMap((piece) => {
      if (piece.text !== void 0) return tokensOf(piece.text);
      if (piece.number === void 0) return [{ node: mathName(piece.symbol) }];
      const node = number(piece);
      return [{ node: piece.brackets ? bracketed(node) : node }];
    });
    let at = 0;
    const next = () => tokens[at]?.sign;
    function row() {
      const nodes = [];
      let isStart = true;
      while (at < tokens.length && next() !== ")") {
        const { sign, isSpaced } = tokens[at];
        if (sign !== void 0 && !/^[\p{L}\d(√]/u.test(sign)) {
          at++;
          nodes.push(math("mo", isStart && !isSpaced ? { form: "prefix" } : /^[+−=≈→·]$/.test(sign) ? { form: "infix" } : {}, sign));
          isStart = sign !== "²" && sign !== "′";
          continue;
        }
        nodes.push(factor());
        isStart = false;
      }
      return nodes;
    }
    function factor() {
      let node = powers(atom());
      while (next() === "/") {
        at++;
        node = math("mfrac", {}, bare(node), bare(powers(atom())));
      }
      return node;
    }
    function powers(of) {
      let node = of;
      for (let sign = next(); sign === "²" || sign === "^" || sign === "′"; sign = next()) {
        at++;
        node = math("msup", {}, node, sign === "²" ? math("mn", {}, "2") : sign === "′" ? math("mo", {}, "′") : bare(atom()));
      }
      return node;
    }
    function atom() {
      const token = tokens[at++];
      if (token === void 0) return math("mrow");
      if (token.sign === void 0) return token.node;
      if (token.sign === "(") {
        const inner = row(), isClosed = next() === ")";
        at++;
        return isClosed ? bracketed(...inner) : math("mrow", {}, math("mo", {}, "("), ...inner);
      }
      if (token.sign === "√") return math("msqrt", {}, bare(atom()));
      if (/^\d/.test(token.sign)) return math("mn", {}, token.sign);
      const after = next() ?? "";
      if (token.sign.length > 1 && !"(′²^".includes(after || " ")) return math("mtext", {}, ` ${token.sign} `);
      const name = math("mi", {}, token.sign);
      return after === "(" ? math("mrow", {}, name, atom()) : name;
    }
    const all = row();
    while (at < tokens.length) {
      at++;
      all.push(math("mo", {}, ")"), ...row());
    }
    return math("math", {}, ...all);
  }
  function bracketed(...nodes) {
    const props = nodes.some((node) => node.matches("mfrac") || node.querySelector("mfrac")) ? {} : { stretchy: "false" };
    return math("mrow", { class: "brackets" }, math("mo", props, "("), ...nodes, math("mo", props, ")"));
  }
  function bare(node) {
    if (node.getAttribute("class") !== "brackets") return node;
    return math("mrow", {}, ...[...node.childNodes].slice(1, -1));
  }
  var tokensOf = (text) => [...text.matchAll(/(\p{L}[\p{L}\d]*(?: \p{L}[\p{L}\d]*)*|\d+(?:\.\d+)?|,\s*|[^\s])(?=(\s?))/gu)].map(([, sign, after]) => ({ sign: sign.replace(/\s+$/, " "), isSpaced: after !== "" }));

  // ../../view/formula.ts
  function chunksOf(pieces, signs = /^ [+=≈−→] /, level = 0) {
    const chunks = [[]], last = () => chunks[chunks.length - 1];
    let depth = 0;
    for (const piece of pieces) {
      if (piece.text === void 0) {
        last().push(piece);
        continue;
      }
      let text = "";
      const end = () => {
        if (text !== "") last().push({ text });
      };
      for (let at = 0; at < piece.text.length; at++) {
        const sign = piece.text[at];
        if (sign === "(") depth++;
        if (sign === ")") depth--;
        if (depth <= level && signs.test(piece.text.slice(at, at + 3))) {
          end();
          chunks.push([]);
          text = "";
        } else text += sign;
      }
      end();
    }
    return chunks.filter((chunk) => chunk.length > 0);
  }
  var lengthOf = (chunk) => chunk.reduce((sum, piece) => sum + (piece.text ?? piece.number ?? piece.symbol.base + piece.symbol.index).length, 0);
  function groupsOf(chunks) {
    const groups = [];
    chunks.forEach((chunk, index) => {
      if (groups.length === 0 || index > 1 && /^\s*[=≈]/.test(chunk[0].text ?? "")) groups.push([]);
      groups[groups.length - 1].push(chunk);
    });
    return groups;
  }
  var makeName = ({ base, index }) => el("span", { class: "symbol" }, base, ...index ? [el("sub", {}, index)] : []);
  function spoken(shown, speech) {
    shown.setAttribute("aria-hidden", "true");
    return [shown, el("span", { class: "hidden" }, speech)];
  }
  function makeFormula(formula, most, hint) {
    const hinted = (element, id) => {
      element.addEventListener("pointerenter", () => hint(id));
      element.addEventListener("pointerleave", () => hint(null));
      return element;
    };
    const stack = (piece) => {
      const name = mathName(piece.symbol), number = math("mn", { class: "value" }, piece.number);
      name.setAttribute("class", "symbol");
      return hinted(math("munder", { class: piece.last ? "stack result" : "stack" }, number, name), piece.id);
    };
    const running = (piece) => {
      if (piece.text !== void 0) return el("span", { class: "sign" }, piece.text);
      if (piece.number === void 0) return makeName(piece.symbol);
      const number = el("span", { class: "value" }, piece.brackets ? `(${piece.number})` : piece.number);
      return hinted(el("span", { class: piece.last ? "stack result" : "stack" }, number, makeName(piece.symbol)), piece.id);
    };
    const chunk = (pieces) => el("span", { class: "chunk" }, ...lengthOf(pieces) > most ? pieces.map(running) : [mathOf(pieces, stack)]);
    const groups = groupsOf(chunksOf(formula.pieces)).map((chunks) => el("span", { class: "group" }, ...chunks.map(chunk)));
    return el("p", { class: "formula" }, ...spoken(el("span", { class: "shown" }, ...groups), formula.speech));
  }
  function makeLine(formula, most, hasSides) {
    const isShort = lengthOf(formula.pieces) <= most;
    if (formula.math !== void 0 && formula.math !== "pieces" && isShort) {
      const parsed = new DOMParser().parseFromString(formula.math, "application/xml").documentElement;
      if (parsed.nodeName === "math") {
        parsed.removeAttribute("display");
        return [document.importNode(parsed, true)];
      }
    }
    const set = (chunk) => formula.math === "pieces" ? [mathOf(chunk)] : chunk.map(inline);
    const inline = (piece) => piece.text ?? (piece.number === void 0 ? makeName(piece.symbol) : piece.brackets ? `(${piece.number})` : piece.number);
    const every = /^ [+=≈−→·/] /, isLong = (chunk) => lengthOf(chunk) > most;
    const fit = (chunk) => !isLong(chunk) ? [chunk] : chunksOf(chunk, every).flatMap((part) => isLong(part) ? chunksOf(part, every, 1) : [part]);
    const sides = groupsOf(chunksOf(formula.pieces)).map((chunks) => el("span", { class: hasSides && !isShort ? "side" : "" }, ...chunks.flatMap(fit).flatMap((chunk, i) => [i ? " " : "", el("span", { class: isLong(chunk) ? "piece long" : "piece" }, ...set(chunk))])));
    return spoken(el("span", {}, ...sides.flatMap((side, i) => [i ? " " : "", side])), formula.speech);
  }
  var words = (x, y, text, anchor, name = "") => svg("text", { x, y, "text-anchor": anchor, class: name || void 0 }, text);

  // ../../view/arithmetic.ts
  function drawArithmetic(box, of, hasSides = false, most = 36) {
    const controls = () => [...box.querySelectorAll("button, h3")], had = box.contains(document.activeElement), at = controls().indexOf(document.activeElement);
    const isSame = box.querySelector("h3")?.textContent === of.title;
    const few = of.ways.length <= 8, ways = el("div", { class: "ways" }, ...of.ways.map(button));
    ways.hidden = of.ways.length === 0;
    box.replaceChildren(
      el("div", { class: "head" }, el("h3", { tabindex: -1 }, el("span", {}, of.title)), ...of.controls),
      ...few ? [ways] : [],
      ...of.parts.map((part) => typeof part === "string" ? el("p", {}, part) : "rows" in part ? table(part) : line(part, hasSides, most)),
      ...few ? [] : [ways]
    );
    if (had) (isSame && controls()[at] || box.querySelector("h3"))?.focus();
  }
  var button = (way) => el("button", { type: "button", "aria-label": way.label, class: way.label === void 0 ? void 0 : "number", click: () => way.go() }, way.text);
  function line(of, hasSides, most) {
    const what = of.later !== void 0 ? [of.later] : of.formulas.flatMap((formula, i) => [...i ? ["⁠; "] : [], ...makeLine(formula, most, hasSides)]);
    const parts = [...of.title ? [el("span", { class: "of" }, of.title)] : [], el("span", { class: "what" }, ...what), ...of.note ? [el("small", {}, of.note)] : []];
    if (!of.go) return el("p", { class: of.isReached ? "lit" : void 0 }, ...parts);
    return el("p", { class: of.later !== void 0 ? "later" : void 0 }, el("button", { type: "button", class: "line", "aria-current": of.isNow ? "true" : void 0, click: () => of.go() }, ...parts));
  }
  function scrolling(of, name) {
    return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": name }, of);
  }
  function table(of) {
    const body = el("tbody", {}, ...of.rows.map((row) => el("tr", {}, ...row.map((cell, i) => of.head && i === 0 ? el("th", { scope: "row" }, cell) : el("td", {}, typeof cell === "string" ? cell : button(cell))))));
    if (!of.head) return el("table", { "aria-label": of.caption }, body);
    const head = el("thead", {}, el("tr", {}, ...of.head.map((name) => el("th", { scope: "col" }, name))));
    return scrolling(el("table", {}, el("caption", {}, of.caption), head, body), of.caption);
  }

  // ../../view/curve.ts
  function drawCurves(root, of) {
    const { texts } = of, left = texts.y ? 58 : 50, right = 8, top = 10, bottom = texts.x ? 36 : 24;
    const [end, floor] = [of.width - right, of.height - bottom];
    const x = (step2) => left + (end - left) * (step2 - of.first) / (of.last - of.first || 1), y = (loss2) => floor - (floor - top) * (loss2 - of.low) / (of.high - of.low || 1);
    const place = ([step2, loss2]) => `${x(step2).toFixed(1)} ${y(loss2).toFixed(1)}`;
    const line2 = ({ kind, points, colour }) => svg("path", { class: kind, d: points.length ? `M${points.map(place).join("L")}` : "M0 0", stroke: colour, "stroke-dasharray": kind === "other" ? "5 4" : void 0 });
    const [step, loss] = of.at, isKnown = loss !== void 0 && Number.isFinite(loss);
    const order = { single: 0, other: 1, own: 2 };
    root.setAttribute("viewBox", `0 0 ${of.width} ${of.height}`);
    root.replaceChildren(
      svg("path", { class: "axis", d: `M${left} ${top}V${floor}H${end}` }),
      words(left - 6, top + 6, texts.high, "end"),
      words(left - 6, floor, texts.low, "end"),
      words(left, floor + 14, texts.first, "middle"),
      words(end, floor + 14, texts.last, "end"),
      ...texts.x ? [words((left + end) / 2, floor + 28, texts.x, "middle")] : [],
      ...texts.y ? [words(left - 6, (top + floor) / 2 + 5, texts.y, "end")] : [],
      ...[...of.curves].sort((one, other) => order[one.kind] - order[other.kind]).map(line2),
      isKnown ? svg("path", { class: "point", d: `M${place([step, loss])}h0` }) : svg("path", { class: "mark", d: `M${x(step).toFixed(1)} ${top}V${floor}` })
    );
    return (at) => of.first + Math.min(1, Math.max(0, (at - left) / (end - left))) * (of.last - of.first);
  }
  var placeOf2 = (root, event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(root.getScreenCTM().inverse()).x;

  // ../../view/layout.ts
  var mostCircles = 10;
  function middleOf(layer, layers, width) {
    const rim = width < 390 ? 38 : 46;
    return rim + (width - 2 * rim) * (layers === 1 ? 0.5 : layer / (layers - 1));
  }
  function gridOf(count) {
    const columns = Math.ceil(Math.sqrt(count));
    return { columns, rows: Math.ceil(count / columns) };
  }
  function layout(shape, width, height) {
    const { nodes } = shape, top = shape.captions ? 36 : 0, high = height - top;
    const layers = Math.max(...nodes.map((n) => n.layer)) + 1, of = (layer) => nodes.filter((n) => n.layer === layer);
    const most = Math.max(1, ...Array.from({ length: layers }, (_, l) => of(l).length).filter((n) => n <= mostCircles));
    const crowded = high / most < 112, dense = high / most < 56, roomy = high / of(layers - 1).length >= 130, narrow = width < 390;
    const radius = dense ? Math.max(9, Math.min(17, high / most / 2 - 3)) : crowded ? high / most < 64 ? 15 : 17 : 24;
    const places = /* @__PURE__ */ new Map(), grids = /* @__PURE__ */ new Map();
    for (let layer = 0; layer < layers; layer++) {
      const here = of(layer), middle2 = middleOf(layer, layers, width), isBeside = layer === 0 && dense && here.length <= mostCircles;
      const x = isBeside ? Math.max(middle2, radius + 5 + 9 * Math.max(...here.map((node) => node.name.length))) : middle2;
      if (here.length <= mostCircles) {
        here.forEach((node, i) => places.set(node.name, { x, y: Math.max(top + radius + 2, top + high * (i + 0.5) / here.length - (crowded ? 6 : 4)) }));
        continue;
      }
      const { columns, rows } = gridOf(here.length), room = width / Math.max(1, layers - 1) * 0.5, cell = Math.max(3, Math.min(24, room / columns, (high - 40) / rows));
      const left = Math.max(2, Math.min(width - columns * cell - 2, x - columns * cell / 2)), first = top + (high - rows * cell) / 2;
      here.forEach((node, i) => {
        grids.set(node.name, cell);
        places.set(node.name, { x: left + (i % columns + 0.5) * cell, y: first + (Math.floor(i / columns) + 0.5) * cell });
      });
    }
    const isOutput = (node) => node.layer > 0 && node.layer === layers - 1, beside = (x, wide = 96) => Math.max(wide / 2 + 2, Math.min(x, width - wide / 2 - 2));
    const widest = Math.max(84, layers === 1 ? width - 8 : (middleOf(1, layers, width) - 6) / 1.5);
    const nameAt = (node) => {
      const { x, y } = places.get(node.name), gap = high / of(node.layer).length;
      if (gap >= 2 * radius + 48) return { x, y: y - radius - 10 };
      const half = 4.5 * node.name.length;
      return dense ? { x: Math.max(half, x - radius - 4 - half), y } : { x: Math.max(half, x - radius - half), y: y - radius + 2 };
    };
    const lines = (node) => {
      const first = places.get(node.name).y + radius + (crowded ? 9 : 12), label = node.biased ? first + 17 : first;
      const hasRoom = !crowded || !dense && !node.biased && high / of(node.layer).length >= 2 * radius + 16;
      return { bias: first, label: node.label !== void 0 && hasRoom ? label : void 0, delta: crowded ? first : node.label === void 0 ? label : label + 17 };
    };
    const taken = nodes.flatMap((node) => {
      const { x, y } = places.get(node.name), cell = grids.get(node.name);
      if (cell !== void 0) return [around(x, y, cell, cell)];
      const name = nameAt(node), below = lines(node), at = shape.captions ? beside(x) : Math.min(x, width - 50);
      const boxes = [around(x, y, 2 * radius + 4, 2 * radius + 4), around(name.x, name.y, dense ? 34 : 44, 16)];
      if (node.biased && !dense) boxes.push(around(at, below.bias, 102, 18));
      if (node.biased && !crowded) boxes.push(around(at, below.bias + 17, 84, 16));
      if (below.label === void 0 && node.label !== void 0 && shape.captions && node.layer === 0)
        boxes.push(around(x + radius + 5 + Math.min(widest, 7.8 * node.label.length) / 2, y, Math.min(widest, 7.8 * node.label.length), 16));
      if (node.aside !== void 0 && node.layer === 0) {
        const isBelow = high / of(0).length - 2 * radius >= 15 && Math.max(...of(0).map((n) => places.get(n.name).y)) + radius + 17 <= height;
        boxes.push(isBelow ? around(beside(x, node.aside), y + radius + 9, node.aside, 16) : around(x + radius + 5 + node.aside / 2, y, node.aside, 16));
      }
      if (below.label !== void 0) {
        const wide = Math.min(widest, 7.8 * (node.label ?? "").length);
        boxes.push(around(beside(x, wide), below.label, wide, 16));
      }
      if (shape.captions && node.layer > 0 && !dense) boxes.push(around(at, below.delta, 70, 16));
      if (shape.hasTargets && isOutput(node) && roomy && !dense) boxes.push(around(at, y - 54, 84, 18));
      return boxes;
    });
    return { places, grids, radius, crowded, dense, narrow, roomy, taken, nameAt, lines, beside: (x, wide) => shape.captions || wide !== void 0 ? beside(x, wide) : Math.min(x, width - 50), widest, isOutput };
  }
  var around = (x, y, wide, high) => [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
  var meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  var steps = [0, 0.06, -0.06, 0.12, -0.12, 0.18, -0.18, 0.24, -0.24, 0.3, -0.3, 0.03, -0.03, 0.09, -0.09, 0.15, -0.15, 0.21, -0.21, 0.27, -0.27, 0.36, -0.36, 0.42, -0.42];
  var mostTurns = 16;
  function placeAll(wanted, taken, high) {
    let best = /* @__PURE__ */ new Map(), bestTaken = taken, order = wanted;
    for (let turn = 0; turn < mostTurns && best.size < wanted.length; turn++) {
      const boxes = taken.slice(), found = /* @__PURE__ */ new Map();
      for (const { name, from, to, first, wide } of order) {
        const places = steps.map((by) => first + by).filter((t) => t > 0.12 && t < 0.88).map((t) => ({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }));
        const place = places.find((at) => isClear(at, wide, boxes, high));
        if (place) found.set(name, place);
      }
      if (found.size > best.size) [best, bestTaken] = [found, boxes];
      order = [...order.filter(({ name }) => !found.has(name)), ...order.filter(({ name }) => found.has(name))];
    }
    taken.push(...bestTaken.slice(taken.length));
    return best;
  }
  function isClear(at, wide, taken, high = 20) {
    const box = around(at.x, at.y, wide, high);
    if (taken.some((other) => meets(box, other))) return false;
    taken.push(box);
    return true;
  }
  function neighbourOf(nodes, id, key) {
    const from = nodes.find((node) => node.id === id), isUpright = key === "ArrowUp" || key === "ArrowDown";
    const distance = (node) => isUpright ? Math.abs(node.y - from.y) : Math.abs(node.x - from.x) * 1e3 + Math.abs(node.y - from.y);
    const isThere = {
      ArrowUp: (node) => node.x === from.x && node.y < from.y,
      ArrowDown: (node) => node.x === from.x && node.y > from.y,
      ArrowLeft: (node) => node.x < from.x,
      ArrowRight: (node) => node.x > from.x
    }[key];
    return isThere === void 0 ? null : nodes.filter(isThere).sort((a, b) => distance(a) - distance(b))[0]?.id ?? null;
  }

  // ../../view/network.ts
  var mostLabels = 42;
  var fewLabels = 20;
  var mostWanted = 16;
  var sizes = [{ high: 20, size: 14 }, { high: 16, size: 14 }, { high: 14, size: 12 }];
  var noteHeight = 20;
  var NetworkView = class {
    /** A view in an SVG element that fills its parent. With "one", Tab comes to one node and the arrow keys lead on; with "all", it comes to every number. */
    constructor(root, hands, tabs) {
      this.root = root;
      this.hands = hands;
      this.tabs = tabs;
      if (tabs === "one") root.addEventListener("mousedown", (event) => event.preventDefault());
    }
    root;
    hands;
    tabs;
    shape;
    layout;
    key = "";
    placed = "";
    parts = /* @__PURE__ */ new Map();
    /** The lines of connections, which lie below all numbers. */
    wires = /* @__PURE__ */ new Map();
    spots = /* @__PURE__ */ new Map();
    unlabelled = /* @__PURE__ */ new Set();
    ghostless = /* @__PURE__ */ new Set();
    hasNote = false;
    width = 0;
    isTight = false;
    /** How many nodes the largest layer has that is drawn as circles. */
    most = 0;
    show(shape, faces) {
      const field = this.root.parentElement.getBoundingClientRect(), width = Math.floor(field.width), height = Math.floor(field.height);
      const key = JSON.stringify([width, height, shape.nodes, shape.edges.map((edge) => edge.name), shape.captions]);
      this.shape = shape;
      if (key !== this.key) {
        this.key = key;
        this.hasNote = false;
        this.make(width, height);
      }
      this.placeLabels(faces);
      if (this.leftOut > 0 && shape.leftOut && !this.hasNote) {
        this.hasNote = true;
        this.make(width, height);
        this.placeLabels(faces);
      }
      this.showNote(width, height);
      for (const edge of shape.edges) this.showEdge(edge, faces.edge(edge.name), faces);
      for (const node of shape.nodes) this.showNode(node, faces.node(node.name));
    }
    /** How many of the weights have no number in the picture. */
    get leftOut() {
      return this.shape.isWhole ? this.shape.edges.filter((edge) => this.unlabelled.has(edge.name)).length : 0;
    }
    showNote(width, height) {
      const { root, shape, leftOut } = this, note = root.querySelector(".note");
      if (!this.hasNote || !shape.leftOut) {
        note?.remove();
        return;
      }
      const text = leftOut > 0 ? shape.leftOut(leftOut) : "";
      if (note) {
        if (note.textContent !== text) note.textContent = text;
        return;
      }
      root.append(svg("text", { class: "caption note", x: width / 2, y: height - noteHeight / 2, "text-anchor": "middle" }, text));
    }
    /** Where a number stands, for a field over it. */
    placeOf(name) {
      const edge = this.shape.edges.find((e) => e.name === name), [from, to] = edge ? [this.layout.places.get(edge.from), this.layout.places.get(edge.to)] : [];
      return this.spots.get(name) ?? (from && to && middle(from, to));
    }
    focus(name) {
      this.parts.get(name)?.focus();
    }
    /** Marks what the pointer is on elsewhere. */
    hint(name) {
      for (const [each, part] of [...this.parts, ...this.wires]) part.classList.toggle("hinted", each === name);
    }
    /** How much room there is for a number in a node, in characters. */
    get room() {
      return Math.max(this.layout.radius < 14 ? 3 : 4, Math.floor(2 * this.layout.radius / 8.6));
    }
    make(width, height) {
      const { shape, root, parts } = this, focused = [...parts].find(([, part]) => part === document.activeElement)?.[0];
      const reached = [...parts].find(([, part]) => part.getAttribute("tabindex") === "0")?.[0];
      this.layout = layout(shape, width, height - (this.hasNote ? noteHeight : 0));
      const counts = Array.from({ length: 1 + Math.max(...shape.nodes.map((n) => n.layer)) }, (_, layer) => shape.nodes.filter((n) => n.layer === layer && !this.layout.grids.has(n.name)).length);
      this.most = Math.max(...counts);
      root.replaceChildren();
      root.setAttribute("viewBox", `0 0 ${width} ${height}`);
      root.classList.toggle("many", !this.isFew);
      this.width = width;
      parts.clear();
      this.wires.clear();
      this.spots.clear();
      this.placed = "";
      root.append(...this.bundles(), ...this.captions(width), ...shape.edges.map((edge) => this.makeWire(edge)), ...shape.edges.map((edge) => this.makeEdge(edge)), ...shape.nodes.map((node) => this.makeNode(node)));
      this.fitTexts();
      if (this.tabs === "one") this.reach(reached !== void 0 && parts.has(reached) ? reached : shape.nodes[0].name);
      if (focused !== void 0) this.focus(focused);
    }
    /** Texts that are wider than their place end in "…"; the whole is told where the pointer rests. They stay inside the picture. */
    fitTexts() {
      const { layout: layout2, shape, root } = this, layers = shape.captions?.length ?? 1;
      for (const text of root.querySelectorAll(".label, .caption")) {
        const whole = text.textContent, isLabel = text.classList.contains("label"), most = isLabel ? layout2.widest : (root.parentElement.clientWidth - 4) / layers - 6;
        for (let length = whole.length - 1; length > 0 && text.getComputedTextLength() > most; length--) text.textContent = whole.slice(0, length).trimEnd() + "…";
        if (isLabel && text.classList.contains("beside")) continue;
        if (isLabel) text.setAttribute("x", String(layout2.beside(Number(text.dataset.x), text.getComputedTextLength())));
        else if (text.textContent !== whole) text.append(svg("title", {}, whole));
      }
    }
    captions(width) {
      const { shape } = this, layers = shape.captions?.length ?? 0;
      return (shape.captions ?? []).flatMap((texts, layer) => texts.map((text, i) => {
        const x = middleOf(layer, layers, width), anchor = layers === 1 ? "middle" : layer === 0 ? "start" : layer === layers - 1 ? "end" : "middle";
        return svg("text", { class: "caption", x: anchor === "start" ? 2 : anchor === "end" ? width - 2 : x, y: 12 + 17 * i, "text-anchor": anchor }, text);
      }));
    }
    bundles() {
      const { shape, layout: { places } } = this;
      if (shape.isWhole) return [];
      const layers = Math.max(...shape.nodes.map((n) => n.layer)) + 1, box = (layer) => shape.nodes.filter((n) => n.layer === layer).map((n) => places.get(n.name));
      return Array.from({ length: layers - 1 }, (_, l) => {
        const from = box(l), to = box(l + 1), right = Math.max(...from.map((p) => p.x)), left = Math.min(...to.map((p) => p.x)), y = (list, pick) => pick(...list.map((p) => p.y));
        return svg("path", { class: "bundle", d: `M${right} ${y(from, Math.min)}L${left} ${y(to, Math.min)}V${y(to, Math.max)}L${right} ${y(from, Math.max)}Z` });
      });
    }
    get isFew() {
      return this.shape.isWhole && this.shape.edges.length <= (this.most > 6 ? fewLabels : mostLabels);
    }
    /** Gives the numbers at lines their places: once for a shape, or, where only some have room, anew for what is looked at. */
    placeLabels(faces) {
      const { shape, layout: { places, narrow } } = this, all = this.isFew && !narrow, near = shape.edges.filter((edge) => faces.wanted(edge));
      let wanted = all ? shape.edges : this.isFew ? [...near, ...shape.edges.filter((edge) => !near.includes(edge))] : near;
      if (!this.isFew && wanted.length > mostWanted) wanted = wanted.filter((edge) => edge.name === faces.chosen);
      const texts = new Map(wanted.map((edge) => [edge.name, faces.edge(edge.name)])), usual = this.tabs === "all" ? 7 : 5;
      const letters = (edge, least) => Math.max(least, texts.get(edge.name).text.length), ghost = (edge) => texts.get(edge.name).was?.length ?? 0;
      const keyOf = (least) => wanted.map((edge) => `${edge.name} ${letters(edge, least)} ${ghost(edge)}`).join(), key = `${keyOf(usual)} ${this.isTight ? keyOf(1) : ""}`;
      if (key === this.placed) return;
      const taken = this.layout.taken.slice();
      let standing = /* @__PURE__ */ new Map(), boxes = taken, found = sizes[0];
      for (const [i, each] of (narrow ? sizes : sizes.slice(0, 2)).entries()) {
        const tried = taken.slice(), wants = wanted.map((edge) => {
          const sources = shape.edges.filter((e) => e.to === edge.to), at = sources.findIndex((e) => e.name === edge.name);
          return {
            name: edge.name,
            from: places.get(edge.from),
            to: places.get(edge.to),
            first: sources.length === 1 ? 0.5 : 0.36 + 0.3 * at / (sources.length - 1),
            wide: 0.6 * each.size * letters(edge, i ? 1 : usual) + 5
          };
        });
        const placed = placeAll(wants, tried, each.high);
        this.isTight = i > 0;
        if (i === 0 || placed.size > standing.size) [standing, boxes, found] = [placed, tried, each];
        if (placed.size === wanted.length) break;
      }
      this.placed = `${keyOf(usual)} ${this.isTight ? keyOf(1) : ""}`;
      this.ghostless.clear();
      for (const edge of shape.edges) this.unlabelled.add(edge.name);
      for (const edge of wanted) {
        const group = this.parts.get(edge.name), place = standing.get(edge.name), rect = group.querySelector("rect"), value = group.querySelector(".value");
        const { x, y } = place ?? middle(places.get(edge.from), places.get(edge.to));
        if (place) this.unlabelled.delete(edge.name);
        this.spots.set(edge.name, { x, y });
        rect.setAttribute("y", String(y - found.high / 2));
        rect.setAttribute("height", String(found.high));
        value.style.fontSize = found.size === 14 ? "" : `${found.size}px`;
        put(value, x, y);
      }
      for (const edge of wanted) {
        const { x, y } = this.spots.get(edge.name), wide = 8 * Math.max(1, ghost(edge)), side = wide / 2;
        const ways = [[0, 18], [0, -18], [side, 17], [-side, 17], [side, -17], [-side, -17]].filter(([dx]) => x + dx > side && x + dx < this.width - side);
        const way = ghost(edge) === 0 || this.unlabelled.has(edge.name) ? void 0 : ways.find(([dx, dy]) => isClear({ x: x + dx, y: y + dy }, wide, boxes, 14));
        if (way === void 0) this.ghostless.add(edge.name);
        put(this.parts.get(edge.name).querySelector(".was"), x + (way?.[0] ?? 0), y + (way?.[1] ?? 18));
      }
    }
    makeWire(edge) {
      const { places, grids, radius } = this.layout, from = places.get(edge.from), to = places.get(edge.to);
      const out = (name, way) => (grids.has(name) ? grids.get(name) / 2 : radius) * way;
      const line2 = (name) => svg("line", { class: name, x1: from.x + out(edge.from, 1), y1: from.y, x2: to.x + out(edge.to, -1), y2: to.y });
      const wire = svg("g", { "data-from": edge.from, "data-to": edge.to, "aria-hidden": "true" }, line2("seen"), line2("hit"));
      this.handle(wire, edge.name, () => this.hands.choose(edge.name, this.placeOf(edge.name)));
      this.wires.set(edge.name, wire);
      return wire;
    }
    makeEdge(edge) {
      const { grids } = this.layout, isSmall = grids.has(edge.from) || grids.has(edge.to);
      const group = svg(
        "g",
        { class: "edge", "data-from": edge.from, "data-to": edge.to, ...this.reachable(!isSmall) },
        svg("rect", { width: 0, height: 20, rx: 4 }),
        svg("text", { class: "value" }),
        " ",
        svg("text", { class: "was halo" })
      );
      this.handle(group, edge.name, () => this.hands.choose(edge.name, this.placeOf(edge.name)));
      if (this.tabs === "all") for (const kind of ["focus", "blur"]) group.addEventListener(kind, () => this.wires.get(edge.name).classList.toggle("focused", kind === "focus" && group.matches(":focus-visible")));
      this.parts.set(edge.name, group);
      return group;
    }
    /** Numbers beside nodes and at lines: for keys and screen readers, too, where Tab comes to all; elsewhere the list of the node has them. */
    reachable(isReached = true) {
      return this.tabs === "all" ? { role: "button", tabindex: isReached ? 0 : -1 } : { "aria-hidden": "true" };
    }
    makeNode(node) {
      const { layout: layout2, shape, hands } = this, { x, y } = layout2.places.get(node.name), { radius, dense, crowded } = layout2;
      if (layout2.grids.has(node.name)) return this.makeSquare(node, x, y, layout2.grids.get(node.name));
      const group = svg(
        "g",
        { class: "node", "data-node": node.name, tabindex: this.tabs === "all" ? 0 : -1, role: "button" },
        svg("circle", { cx: x, cy: y, r: radius }),
        svg("text", { ...layout2.nameAt(node), class: "name halo" }, node.name),
        " ",
        svg("text", { x, y, class: "value" }),
        svg("title")
      );
      this.parts.set(node.name, group);
      const isInput = node.layer === 0, at = layout2.beside(x), all = svg("g", {}, group);
      if (isInput && hands.set) this.handle(group, node.name, () => hands.choose(node.name, { x, y }));
      else this.handleChoice(group, node.name);
      const below = layout2.lines(node);
      if (node.label !== void 0 && below.label !== void 0) group.append(svg("text", { x, "data-x": x, y: below.label, class: "label halo" }, node.label));
      else if (node.label !== void 0 && isInput && shape.captions) group.append(svg("text", { x: x + radius + 5, y, class: "label beside halo" }, node.label));
      if (this.tabs === "one") group.append(svg("text", { x: at, y: below.delta, class: "delta halo" }));
      if (node.biased && !dense) all.append(this.makeTag("b_" + node.name, "bias", at, below.bias, crowded ? void 0 : below.bias + 17));
      if (shape.hasTargets && layout2.isOutput(node) && layout2.roomy && !dense) all.append(this.makeTag("label_" + node.name, "target", at, y - 54));
      return all;
    }
    makeTag(name, kind, x, y, was) {
      const tag = svg("g", { class: "edge " + kind, ...this.reachable() }, svg("rect", { x: x - 46, y: y - 10, width: 92, height: 20, rx: 4 }), svg("text", { x, y, class: "value halo" }));
      if (was !== void 0) tag.append(" ", svg("text", { x, y: was, class: "was halo" }));
      this.handle(tag, name, () => this.hands.choose(name, { x, y }));
      this.parts.set(name, tag);
      return tag;
    }
    /** A node of a large layer. */
    makeSquare(node, x, y, cell) {
      const here = this.shape.nodes.filter((n) => n.layer === node.layer), isFirst = here[0].name === node.name;
      const group = svg(
        "g",
        { class: "node square", "data-node": node.name, tabindex: this.tabs === "all" && isFirst ? 0 : -1, role: "button" },
        svg("rect", { x: x - cell / 2, y: y - cell / 2, width: cell, height: cell }),
        svg("title")
      );
      this.handleChoice(group, node.name);
      this.parts.set(node.name, group);
      return group;
    }
    /** A click, Enter, the arrow keys up and down (by 0.1), and a drag upwards or downwards (by 0.01 a pixel). */
    handle(element, name, open) {
      const { set, value } = this.hands;
      let from, moved = false, sent = NaN;
      element.addEventListener("click", (event) => {
        event.stopPropagation();
        if (!moved) open();
        moved = false;
      });
      if (!set || !value) return;
      element.classList.add("free");
      element.addEventListener("pointerdown", (event) => {
        if (event.button !== 0) return;
        from = { y: event.clientY, value: value(name) };
        moved = false;
        element.setPointerCapture(event.pointerId);
      });
      element.addEventListener("pointermove", (event) => {
        if (!from) return;
        const up = from.y - event.clientY;
        if (!moved && Math.abs(up) < 4) return;
        const next = Math.round((from.value + up * 0.01) * 100) / 100;
        if (next !== sent) set(name, sent = next, moved);
        moved = true;
      });
      const end = () => {
        from = void 0;
      };
      element.addEventListener("pointerup", end);
      element.addEventListener("pointercancel", end);
      element.addEventListener("keydown", (event) => {
        const key = event.key;
        if (key === "Enter") open();
        else if (key === "ArrowUp" || key === "ArrowDown") set(name, Number((value(name) + (key === "ArrowUp" ? 0.1 : -0.1)).toPrecision(15)), false);
        else return;
        event.preventDefault();
        event.stopPropagation();
      });
    }
    handleChoice(group, name) {
      group.addEventListener("click", (event) => {
        event.stopPropagation();
        this.hands.choose(name);
      });
      group.addEventListener("focus", () => {
        if (this.tabs === "one") this.reach(name);
      });
      group.addEventListener("keydown", (event) => {
        const { key, altKey, ctrlKey, metaKey } = event;
        if (altKey || ctrlKey || metaKey) return;
        const isChoice = key === "Enter" || key === " " && this.tabs === "one", next = isChoice ? void 0 : this.next(name, key);
        if (!isChoice && next === void 0) return;
        event.preventDefault();
        event.stopPropagation();
        if (isChoice) this.hands.choose(name);
        else if (next !== null) {
          if (this.tabs === "all") this.exchange(name, next);
          this.focus(next);
        }
      });
    }
    /** Where an arrow key leads from a node; null at the rim, undefined where the key is another's. */
    next(name, key) {
      const { layout: layout2, shape } = this;
      if (!key.startsWith("Arrow") || this.tabs === "all" && !layout2.grids.has(name)) return void 0;
      const layer = shape.nodes.find((n) => n.name === name).layer, all = this.tabs === "one" ? shape.nodes : shape.nodes.filter((n) => n.layer === layer);
      return neighbourOf(all.map((n) => ({ id: n.name, ...layout2.places.get(n.name) })), name, key);
    }
    exchange(from, to) {
      this.parts.get(from).setAttribute("tabindex", "-1");
      this.parts.get(to).setAttribute("tabindex", "0");
    }
    /** Makes a node the one that Tab comes to. */
    reach(name) {
      for (const node of this.shape.nodes) this.parts.get(node.name).setAttribute("tabindex", node.name === name ? "0" : "-1");
    }
    showEdge(edge, face, faces) {
      const group = this.parts.get(edge.name), { weight } = face, isMarked = / (chosen|current|used|hinted)\b/.test(" " + face.marks);
      const wire = this.wires.get(edge.name), isFocused = wire.classList.contains("focused");
      group.setAttribute("class", `edge ${face.marks}${this.hands.set ? " free" : ""}`);
      wire.setAttribute("class", `wire ${weight === void 0 ? "" : weight < 0 ? "minus" : weight > 0 ? "plus" : "zero"} ${face.marks}${isFocused ? " focused" : ""}`);
      wire.querySelector(".seen").setAttribute("stroke-width", faces.width(weight ?? 0).toFixed(2));
      const isShown = this.spots.has(edge.name) && (!this.unlabelled.has(edge.name) || edge.name === faces.chosen || isMarked && this.isFew);
      for (const part of group.querySelectorAll("rect, text")) part.style.display = isShown ? "" : "none";
      const value = group.querySelector(".value"), rect = group.querySelector("rect"), wide = 0.6 * (parseFloat(value.style.fontSize) || 14) * face.text.length + 5;
      value.textContent = face.text;
      group.querySelector(".was").textContent = this.ghostless.has(edge.name) && edge.name !== faces.chosen ? "" : face.was ?? "";
      if (this.tabs === "all") group.setAttribute("aria-label", face.said);
      rect.setAttribute("width", String(wide));
      rect.setAttribute("x", String(Number(value.getAttribute("x")) - wide / 2));
    }
    showNode(node, face) {
      const group = this.parts.get(node.name), share = Math.min(1, Math.abs(face.value ?? 0)), isSquare = this.layout.grids.has(node.name);
      const text = face.value === void 0 ? "" : (face.prefix ?? "") + formatWithin(face.value, 3, Math.max(this.layout.radius < 14 ? 3 : 4, isSquare ? 6 : this.room - (face.prefix?.length ?? 0)));
      if (this.tabs === "all" || isSquare) group.setAttribute("aria-label", `${node.name} ${this.tabs === "all" ? `${text} ` : ""}${face.said}`.trim());
      if (this.tabs === "one") {
        group.setAttribute("aria-description", face.description ?? "");
        group.setAttribute("aria-pressed", String(/\bchosen\b/.test(face.marks)));
      }
      group.setAttribute("class", `node${isSquare ? " square" : node.layer === 0 && this.hands.set ? " given free" : ""} ${face.value === void 0 || face.value === 0 ? "zero" : face.value < 0 ? "minus" : "plus"} ${face.marks}`);
      group.firstElementChild.style.setProperty("--share", String(share));
      group.querySelector(":scope > title").textContent = `${node.name}${node.label === void 0 ? "" : ` ${node.label}`}${face.value === void 0 ? "" : ` ${face.prefix ?? ""}= ${formatNumber(face.value, 17)}`}`;
      if (isSquare) return;
      const value = group.querySelector(".value");
      value.textContent = text;
      const width = widthOf(text), { crowded, radius } = this.layout, fits = (2 * radius - 3) / (0.6 * width);
      value.style.fontSize = this.most > 6 && fits < 14 ? `${Math.max(8, fits).toFixed(1)}px` : "";
      value.classList.toggle("halo", width > this.room || crowded && fits < 14);
      const delta = group.querySelector(".delta"), isHidden = this.layout.dense && !/\b(current|chosen)\b/.test(face.marks);
      if (delta) delta.textContent = isHidden ? "" : face.delta ?? "";
      this.showTag("b_" + node.name, "bias", face.bias, this.layout.crowded && delta !== null && face.delta !== void 0);
      this.showTag("label_" + node.name, "target", face.target, false);
    }
    showTag(name, kind, face, isCovered) {
      const tag = this.parts.get(name);
      if (!tag) return;
      tag.setAttribute("class", `edge ${kind} ${face?.marks ?? ""}${this.hands.set ? " free" : ""}`);
      const rect = tag.querySelector("rect"), at = Number(rect.getAttribute("x")) + Number(rect.getAttribute("width")) / 2, width = this.root.clientWidth;
      for (const [text, words2] of [[tag.querySelector(".value"), isCovered ? "" : face?.text ?? ""], [tag.querySelector(".was"), face?.was ?? ""]]) {
        if (!text || text.textContent === words2) continue;
        text.textContent = words2;
        text.setAttribute("x", String(Math.max(4 * widthOf(words2) + 2, Math.min(at, width - 4 * widthOf(words2) - 2))));
      }
      if (this.tabs === "all") tag.setAttribute("aria-label", face?.said ?? "");
    }
  };
  var middle = (from, to) => ({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
  function put(text, x, y) {
    text.setAttribute("x", String(x));
    text.setAttribute("y", String(y));
  }

  // ../../replay/faces.ts
  var [thinnest, thickest] = [0.8, 4.5];
  var digitsInPicture = 3;
  var charactersInNode = 6;
  var largestOf = (numbers2, most) => (numbers2 ?? []).reduce((so, number) => typeof number === "number" ? Math.max(so, Math.abs(number)) : so, most);
  var largestWeight = (data) => data.runs.reduce((most, run) => run.steps.reduce((so, { values }) => largestOf(values.W, largestOf(values.w, so)), most), 0);
  function shapeOf(data, moment, subject) {
    const looked = (subject ?? moment?.line.about ?? "").split(":");
    const edges = !data.byNodes ? data.edges : data.edges.filter(([from, to]) => looked.length === 2 ? from === looked[0] && to === looked[1] : from === looked[0] || to === looked[0]);
    return {
      nodes: data.nodes.map(({ id, layer, label, biased }) => ({ name: id, layer, label, biased: biased === true })),
      edges: edges.map(([from, to]) => ({ name: `${from}:${to}`, from, to })),
      isWhole: !data.byNodes,
      captions: data.captions,
      leftOut: (count) => `${count} weights not labelled: choose their node`
    };
  }
  function facesOf(data, largest, known, moment, digits, subject) {
    const used = new Set(moment === null ? [] : moment.formulas.flatMap(parseFormula).map((part) => part.text === void 0 ? part.id : "").filter(Boolean));
    const about = moment?.line.about, frozen = new Set(data.frozen.map((index) => data.edges[index].join(":")));
    const marks = (id, ...more) => [id === about && "current", used.has(id) && "used", id === subject && "chosen", ...more].filter(Boolean).join(" ");
    const among = (value) => formatAmong(value, largest, digitsInPicture);
    const withArrow = (fresh, old) => {
      const text = among(fresh ?? old);
      return fresh === void 0 || fresh === old || text !== among(old) ? text : `${text}${fresh > old ? "↑" : "↓"}`;
    };
    function edge(id) {
      const [old, fresh] = [known.get(`w ${id}`), known.get(`W ${id}`)], weight = fresh ?? old, isFrozen = frozen.has(id);
      const text = weight === void 0 ? "" : (isFrozen ? "* " : "") + withArrow(fresh, old ?? weight);
      return { weight, text, said: text, marks: marks(id, fresh !== void 0 && "new", isFrozen && "frozen") };
    }
    function node(id) {
      const get2 = (kind) => known.get(`${kind} ${id}`), [net, activation, delta, bias, newBias] = [get2("z"), get2("a"), get2("d"), get2("b"), get2("B")];
      const words2 = Object.entries(data.kinds).filter(([kind, { of }]) => of === "node" && get2(kind) !== void 0).map(([kind, { name }]) => `${name} ${speakNumber(get2(kind), digits)}`);
      return {
        value: activation ?? net,
        prefix: activation === void 0 && net !== void 0 ? "z " : "",
        said: data.nodes.find((each) => each.id === id)?.label ?? "",
        description: words2.join(", "),
        marks: marks(id),
        ...delta === void 0 ? {} : { delta: `δ ${formatWithin(delta, digitsInPicture, charactersInNode)}` },
        ...bias === void 0 ? {} : { bias: { text: `b ${withArrow(newBias, bias)}`, said: "", marks: newBias === void 0 ? "" : "new" } }
      };
    }
    return {
      edge,
      node,
      ...subject === null ? {} : { chosen: subject },
      wanted: ({ name, from, to }) => used.has(name) || name === about || subject !== null && [name, from, to].includes(subject),
      width: (weight) => largest === 0 ? thinnest : thinnest + (thickest - thinnest) * Math.min(1, Math.abs(weight) / largest)
    };
  }

  // ../../replay/rows.ts
  function classesOf(targets) {
    const values = [...new Set(targets.flat())].sort((a, b) => a - b);
    const isPair = values.length === 2 && values[1] === 1 && (values[0] === 0 || values[0] === -1);
    return isPair ? { middle: (values[0] + values[1]) / 2 } : null;
  }
  function isRightAnswer(target, prediction, { middle: middle2 }) {
    if (target.length === 1) return target[0] > middle2 === prediction[0] > middle2;
    return target.indexOf(Math.max(...target)) === prediction.indexOf(Math.max(...prediction));
  }
  var numbers = (list) => list.map(Number);
  var RowsView = class {
    /** Of a run with rows. */
    constructor(data, root, rows) {
      this.data = data;
      this.root = root;
      this.rows = rows;
      this.targets = this.rows.targets.map(numbers);
      this.classes = classesOf(this.targets);
      root.hidden = false;
      root.querySelector("canvas").hidden = this.rows.plane === void 0;
      root.querySelector("details").addEventListener("toggle", () => this.last && this.show(...this.last));
    }
    data;
    root;
    rows;
    targets;
    classes;
    last;
    /** The answers at a moment: from the end of a step on, those with its new weights. */
    show(moment, digits) {
      this.last = [moment, digits];
      const step = this.rows.steps[moment.stepIndex];
      const isAfter = moment.line.phase === "after";
      const predictions = (isAfter ? step.after : step.before).map(numbers);
      const { classes } = this, rights = classes && predictions.map((prediction, index) => isRightAnswer(this.targets[index], prediction, classes));
      const when = `${isAfter ? "after" : "before"} step ${moment.step.at}`;
      const right = rights?.filter(Boolean).length;
      const some = this.rows.of > this.targets.length ? ` (the first ${this.targets.length} of ${this.rows.of})` : "";
      this.root.querySelector("summary").textContent = rights ? `Rows and predictions: ${right} of ${rights.length} right ${when}${some}` : `Rows and predictions ${when}${some}`;
      if (this.root.querySelector("details").open) this.root.querySelector(".table").replaceChildren(this.table(predictions, rights, digits));
      if (this.rows.plane !== void 0) this.paint(isAfter ? step.planeAfter : step.planeBefore, when);
    }
    table(predictions, rights, digits) {
      const { data } = this;
      const names = (layer) => data.nodes.filter((node) => node.layer === layer).map(({ id }) => nameOf(data, id));
      const outputs = names(Math.max(...data.nodes.map(({ layer }) => layer)));
      const heads = ["row", ...names(0), ...outputs.map((name) => `target of ${name}`), ...outputs.map((name) => `prediction of ${name}`), ...rights ? ["right?"] : []];
      const head = el("tr", {}, ...heads.map((text) => el("th", { scope: "col" }, text)));
      const body = predictions.map((prediction, index) => el(
        "tr",
        {},
        el("th", { scope: "row" }, String(index + 1)),
        ...[...numbers(this.rows.inputs[index]), ...this.targets[index], ...prediction].map((value) => el("td", {}, formatNumber(value, digits))),
        ...rights ? [el("td", { class: rights[index] ? "yes" : "no" }, rights[index] ? "yes" : "no")] : []
      ));
      return scrolling(el("table", {}, el("caption", {}, "Rows"), el("thead", {}, head), el("tbody", {}, ...body)), "Rows and predictions");
    }
    /** The plane of the two inputs: orange where the smallest target is answered, blue where the largest is, pale between; each row a dot in its target's colour. */
    paint(plane, when) {
      const canvas = this.root.querySelector("canvas");
      const { squares, low, high } = this.rows.plane;
      const context = canvas.getContext("2d");
      const [width, height] = [canvas.width, canvas.height];
      const style = getComputedStyle(this.root);
      const [positive, negative, ground, ink] = ["--positive", "--negative", "--ground", "--ink"].map((name) => style.getPropertyValue(name).trim());
      const bytes = Uint8Array.from(atob(plane), (letter) => letter.charCodeAt(0));
      context.globalAlpha = 1;
      context.fillStyle = ground;
      context.fillRect(0, 0, width, height);
      bytes.forEach((byte, index) => {
        const share = byte / 127.5 - 1;
        context.globalAlpha = 0.65 * Math.abs(share);
        context.fillStyle = share > 0 ? positive : negative;
        const [x, y] = [index % squares, Math.floor(index / squares)];
        context.fillRect(x * width / squares, y * height / squares, width / squares, height / squares);
      });
      context.globalAlpha = 1;
      const all = this.targets.flat();
      const middle2 = (Math.min(...all) + Math.max(...all)) / 2;
      this.rows.inputs.map(numbers).forEach(([x, y], index) => {
        context.beginPath();
        context.arc((x - low[0]) / (high[0] - low[0]) * width, (1 - (y - low[1]) / (high[1] - low[1])) * height, 6, 0, 2 * Math.PI);
        context.fillStyle = this.targets[index][0] > middle2 ? positive : negative;
        context.fill();
        context.lineWidth = 2;
        context.strokeStyle = ink;
        context.stroke();
      });
      const [first, second] = this.data.nodes.filter((node) => node.layer === 0).map(({ id }) => nameOf(this.data, id));
      const words2 = `What the network answers ${when}: ${first} from ${formatNumber(low[0], 3)} to ${formatNumber(high[0], 3)} to the right, ${second} from ${formatNumber(low[1], 3)} to ${formatNumber(high[1], 3)} upwards; blue near ${Math.max(...all)}, orange near ${Math.min(...all)}; the dots are the rows.`;
      canvas.setAttribute("aria-label", words2);
      this.root.querySelector(".plane").textContent = words2;
    }
  };

  // ../../replay/run.ts
  var mostTermsInFormula = 12;
  var mostNeighbours = 24;
  var RunView = class {
    constructor(data, runIndex, moments, actions) {
      this.data = data;
      this.moments = moments;
      this.actions = actions;
      this.run = data.runs[runIndex];
      this.largest = largestWeight(data);
      this.root = document.getElementById("run").content.firstElementChild.cloneNode(true);
      this.root.setAttribute("aria-label", this.run.name);
      this.part("h2").textContent = this.run.name;
      this.part(".curve").hidden = this.run.loss.length < 2;
      const curve = this.part(".curve").querySelector("svg");
      curve.addEventListener("click", (event) => this.stepAt && this.goToStep(this.stepAt(placeOf2(curve, event))));
      this.rows = this.run.rows === void 0 ? null : new RowsView(data, this.part(".rows"), this.run.rows);
      this.part(".numbers").addEventListener("toggle", () => this.actions.refresh());
      const network = this.part(".network");
      network.setAttribute("aria-label", `Network of ${this.run.name}. Arrow keys move from node to node, Enter shows a node's arithmetic.`);
      this.picture = new NetworkView(network.querySelector("svg"), { choose: (name) => this.actions.choose(name.replace(/^b_/, "")) }, "one");
      new ResizeObserver(() => this.actions.refresh()).observe(network);
    }
    data;
    moments;
    actions;
    root;
    picture;
    run;
    rows;
    largest;
    stepAt;
    part(selector) {
      return this.root.querySelector(selector);
    }
    /** Shows moment k: a formula, and what is known by then. Both are moments of this run; where two runs go different ways the formula may be of another moment than the picture. */
    show(k, formulaMoment, settings) {
      const { data, moments } = this;
      const moment = formulaMoment === null ? null : moments[formulaMoment];
      const known = knownAt(data, moments, k);
      const network = this.part(".network");
      network.dataset.phase = moment?.line.phase ?? "";
      network.classList.toggle("busy", moment !== null && moment.formulas.length > 0);
      this.picture.show(shapeOf(data, moment, settings.subject), facesOf(data, this.largest, known, moment, settings.digits, settings.subject));
      this.showFormula(moment, settings);
      this.showSubject(k, settings);
      this.showCurve(moments[k].step, settings);
      this.rows?.show(moments[k], settings.digits);
      if (this.part(".numbers").open) this.part(".tables").replaceChildren(...this.makeTables(known, settings));
    }
    /** Goes to the first moment of the recorded step that is nearest to a step of the run. */
    goToStep(number) {
      const distance = (step) => Math.abs(step.at - number);
      const nearest = this.run.steps.reduce((best, step) => distance(step) < distance(best) ? step : best);
      this.actions.goToStep(this.run.steps.indexOf(nearest));
    }
    showFormula(moment, settings) {
      const { digits, differs: differs2 } = settings;
      const now = this.part(".now");
      now.hidden = settings.subject !== null;
      now.classList.toggle("differs", differs2);
      now.dataset.phase = moment?.line.phase ?? "";
      this.part(".now h3").textContent = moment?.title ?? "Not in this run";
      this.part(".now .say").textContent = moment === null ? "This run does nothing of the kind here." : moment.say + (differs2 ? " The two runs differ here." : "");
      this.part(".formulas").replaceChildren(...(moment?.formulas ?? []).map((formula) => makeFormula(formulaOf(this.data, moment, formula, digits), Math.max(22, Math.floor(this.part(".formulas").clientWidth / 11)), (id) => this.picture.hint(id))));
      this.fit();
    }
    /** Makes the picture as high as the window leaves room for, where it stands beside the formula and nothing is below it. */
    grow() {
      const network = this.part(".network"), isAlone = !document.body.classList.contains("compare") && this.rows === null && window.innerWidth >= 960;
      const room = window.innerHeight - document.getElementById("controls").offsetHeight - (network.getBoundingClientRect().top + window.scrollY) - 12;
      network.style.height = isAlone ? `${Math.max(320, Math.min(704, Math.floor(room)))}px` : "";
    }
    /** Writes the formulas as large as they can be without leaving the window. */
    fit() {
      this.grow();
      if (this.part(".now").hidden) return;
      const [now, network, curve] = [".now", ".network", ".curve"].map((selector) => this.part(selector));
      const isBeside = this.part(".beside").offsetTop < network.offsetTop + network.offsetHeight;
      const below = document.getElementById("controls").offsetHeight + (isBeside && !curve.hidden ? curve.offsetHeight + 24 : 12);
      for (const size of ["large", "medium", "small", "least"]) {
        this.part(".formulas").dataset.size = size;
        if (now.offsetHeight <= window.innerHeight - below - (now.getBoundingClientRect().top + window.scrollY) && this.part(".formulas").scrollWidth <= this.part(".formulas").clientWidth + 1) return;
      }
    }
    /** The whole arithmetic of the chosen node or connection in this step; what has not happened yet at k is named, without numbers. */
    showSubject(k, { subject, digits }) {
      const about = this.part(".about");
      about.hidden = subject === null;
      if (subject === null) return;
      const { data, moments, actions } = this;
      const isConnection = subject.includes(":");
      const lines = momentsAbout(moments, k, subject).filter((index) => moments[index].line.pace !== "connection" || isConnection).map((index) => ({
        title: moments[index].title,
        formulas: moments[index].formulas.map((formula) => formulaOf(data, moments[index], formula, digits)),
        ...index > k ? { later: "not yet" } : {},
        isNow: index === k,
        go: () => actions.goTo(index)
      }));
      const nothing = isConnection && data.byNodes ? "Its numbers stand in the table of its node." : "Nothing is computed for it in this step.";
      drawArithmetic(about, {
        title: `The arithmetic of ${nameOf(data, subject)}`,
        controls: [el("button", { type: "button", class: "close", click: () => actions.choose(null) }, "Close")],
        parts: [...lines.length > 0 ? lines : [nothing], ...this.termsOf(k, subject, digits)],
        ways: this.neighboursOf(subject).map(({ id, text }) => ({ text, go: () => actions.choose(id) }))
      }, false, window.innerWidth < 640 ? 24 : 36);
    }
    /** Puts the focus on the heading of the arithmetic. */
    focusSubject() {
      this.part(".about h3")?.focus();
    }
    /** All that leads to a node, as a table, where its formulas leave terms out. */
    termsOf(k, subject, digits) {
      const { data, moments } = this;
      const into = data.edges.filter(([, to]) => to === subject);
      if (into.length <= mostTermsInFormula) return [];
      const known = knownAt(data, moments, k);
      const example = moments[k].example;
      const columns = [
        ["from", ([from]) => nameOf(data, from)],
        ["activation", ([from]) => known.get(`a ${from}`)],
        ["weight", ([from, to]) => known.get(`w ${from}:${to}`)],
        ["weighted input", ([from, to]) => known.has(`z ${to}`) ? valueOf(data, moments[k].step, example, "q", `${from}:${to}`) : void 0],
        ["change", ([from, to]) => known.get(`c ${from}:${to}`)],
        ["new weight", ([from, to]) => known.get(`W ${from}:${to}`)]
      ];
      const text = (value) => typeof value === "string" ? value : value === void 0 || value === null ? "" : formatNumber(value, digits);
      return [{ caption: `All that leads to ${subject}`, head: columns.map(([name]) => name), rows: into.map((edge) => columns.map(([, get2]) => text(get2(edge)))) }];
    }
    neighboursOf(subject) {
      const { data } = this;
      if (subject.includes(":")) return subject.split(":").map((id) => ({ id, text: nameOf(data, id) }));
      return data.edges.filter((edge) => edge.includes(subject)).slice(0, mostNeighbours).map(([from, to]) => ({ id: `${from}:${to}`, text: `${from} → ${to}` }));
    }
    showCurve(step, { digits, curves }) {
      const figure = this.part(".curve"), { run } = this;
      if (figure.hidden) return;
      const all = curves.flatMap((curve) => curve.map(([, loss2]) => Number(loss2))).filter(Number.isFinite), [low, high] = [Math.min(...all), Math.max(...all)];
      const [first, last] = [Math.min(...curves.map((curve) => curve[0][0])), Math.max(...curves.map((curve) => curve.at(-1)[0]))];
      const loss = run.loss.find(([at]) => at === step.at)?.[1] ?? NaN;
      const width = meanWidth(Math.max(...curves.map((curve) => curve.length)));
      const lines = curves.map((curve) => ({ kind: curve === run.loss ? "own" : "other", points: meanOver(curve, width) }));
      const ticks = digitsToTell(low, high, 3);
      const perEpoch = run.stepsInEpoch, svg2 = figure.querySelector("svg");
      this.stepAt = drawCurves(svg2, {
        width: 420,
        height: 170,
        at: [step.at, loss],
        first,
        last,
        low,
        high,
        curves: width > 1 ? [{ kind: "single", points: run.loss }, ...lines] : lines,
        texts: {
          low: formatNumber(low, ticks),
          high: formatNumber(high, ticks),
          y: "loss",
          x: perEpoch ? "epoch" : "step",
          first: perEpoch ? "1" : String(first),
          last: String(perEpoch ? Math.ceil(last / perEpoch) : last)
        }
      });
      const legend = [...width > 1 ? [`line: mean over ${width} steps`] : [], ...curves.length > 1 ? ["dashed: the other run"] : []];
      const words2 = `Loss: ${formatNumber(loss, digits)} in step ${step.at}; highest ${formatNumber(high, digits)}, lowest ${formatNumber(low, digits)}${legend.length > 0 ? ` (${legend.join(", ")})` : ""}`;
      svg2.setAttribute("aria-label", `${words2}. A click leads to the recorded step nearest to it.`);
      figure.querySelector("figcaption").textContent = words2;
    }
    makeTables(known, { digits, subject }) {
      const { data } = this;
      const edges = data.byNodes ? data.edges.filter((edge) => subject !== null && edge.includes(subject)) : data.edges;
      const before = { W: "w", B: "b" };
      const text = (kind, id) => {
        const value = known.get(`${kind} ${id}`);
        return value === void 0 ? "" : formatNumber(value, before[kind] === void 0 ? digits : digitsToTell(value, known.get(`${before[kind]} ${id}`) ?? NaN, digits));
      };
      const tables = [
        ["node", "Nodes", data.nodes.map((node) => node.id)],
        ["edge", data.byNodes ? "Connections of the chosen node" : "Connections", edges.map((edge) => edge.join(":"))]
      ];
      return tables.map(([of, caption, ids]) => {
        const kinds = Object.keys(data.kinds).filter((kind) => data.kinds[kind].of === of && ids.some((id) => known.has(`${kind} ${id}`)));
        const head = el("tr", {}, ...[of === "node" ? "node" : "connection", ...kinds.map((kind) => data.kinds[kind].name)].map((name) => el("th", { scope: "col" }, name)));
        const rows = ids.map((id) => el("tr", {}, el("th", { scope: "row" }, nameOf(data, id)), ...kinds.map((kind) => el("td", {}, text(kind, id)))));
        return scrolling(el("table", {}, el("caption", {}, caption), el("thead", {}, head), el("tbody", {}, ...rows)), caption);
      });
    }
  };

  // ../../replay/page.ts
  var get = byId;
  var valueOf2 = (id) => get(id).value;
  var Replay = class {
    data = readData(get("data").textContent);
    moments = this.data.runs.map((run) => momentsOf(this.data, run));
    partners = this.moments.slice(1).map((others) => counterparts(this.moments[0], others));
    views;
    phases = [];
    stops = [];
    k = 0;
    subject = null;
    timer = null;
    keeping = 0;
    isReady = false;
    constructor() {
      const actions = {
        goTo: (k) => this.goTo(k),
        choose: (subject) => this.choose(subject),
        refresh: () => this.isReady && this.show(),
        goToStep: (stepIndex) => this.goTo(this.moments[0].findIndex((moment) => moment.stepIndex === stepIndex))
      };
      this.views = this.moments.map((moments, index) => new RunView(this.data, index, moments, actions));
      get("runs").append(...this.views.map((view) => view.root));
      document.body.classList.toggle("compare", this.views.length > 1);
      get("difference").hidden = this.views.length < 2;
      get("digits").value = String(this.data.digits);
      get("conventions").append(...this.data.conventions.map((text) => el("li", {}, text)));
      get("note").textContent = this.data.note ?? "";
      get("note").hidden = this.data.note === void 0;
      if (this.data.byNodes) get("pace").querySelector("[value=connection]").remove();
      if (window.innerWidth < 640) get("settings").open = false;
      this.makePhases();
      this.listen();
      this.goToAddress();
      this.isReady = true;
      this.setPace();
    }
    /** Takes the place that the page's address names: a reload, or a link to a moment. */
    goToAddress() {
      const place = placeIn(window.location.hash, this.data, this.moments[0]);
      this.k = place.k ?? this.k;
      this.subject = place.subject ?? null;
      if (place.pace !== void 0 && !(this.data.byNodes && place.pace === "connection")) get("pace").value = place.pace;
      if (place.digits !== void 0) get("digits").value = place.digits;
    }
    /** Puts the place into the page's address. */
    keepAddress() {
      const address = addressOf({ k: this.k, pace: valueOf2("pace"), digits: valueOf2("digits"), subject: this.subject });
      clearTimeout(this.keeping);
      this.keeping = window.setTimeout(() => window.history.replaceState(null, "", address), this.timer === null ? 0 : 500);
    }
    get digits() {
      return Number(valueOf2("digits"));
    }
    get isAtEnd() {
      return stopAfter(this.stops, this.k) === this.k;
    }
    makePhases() {
      const first = this.moments[0];
      const used = Object.entries(phases).filter(([phase]) => first.some((moment) => moment.line.phase === phase));
      this.phases = used.map(([phase, name]) => {
        const button2 = el("button", { type: "button", "data-phase": phase }, name);
        button2.addEventListener("click", () => {
          const now = first[this.k];
          const found = first.findIndex((moment) => moment.stepIndex === now.stepIndex && moment.line.phase === phase);
          if (found >= 0) this.goTo(this.stops.find((stop) => stop >= found) ?? found);
        });
        return button2;
      });
      get("phases").append(...this.phases.map((button2) => el("li", {}, button2)));
    }
    listen() {
      const onClick = (id, action) => get(id).addEventListener("click", action);
      onClick("first", () => this.goTo(0));
      onClick("back", () => this.goTo(stopBefore(this.stops, this.k)));
      onClick("forward", () => this.goTo(stopAfter(this.stops, this.k)));
      onClick("last", () => this.goTo(this.stops.at(-1)));
      onClick("play", () => this.timer === null ? this.play() : this.pause());
      onClick("difference", () => this.goToDifference());
      get("slider").addEventListener("input", (event) => this.goTo(this.stops[Number(event.target.value)]));
      get("pace").addEventListener("change", () => this.setPace());
      get("speed").addEventListener("change", () => this.timer !== null && this.play());
      get("digits").addEventListener("change", () => this.show());
      window.addEventListener("resize", () => this.views.forEach((view) => view.fit()));
      document.addEventListener("keydown", (event) => this.onKey(event));
      window.addEventListener("hashchange", () => {
        this.goToAddress();
        this.setPace();
        this.announce();
      });
    }
    onKey(event) {
      const target = event.target, isPlain = !(event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented);
      if (isPlain && event.key === "Escape" && this.subject !== null) this.choose(null);
      const inTransport = get("transport").contains(target) || target === document.body;
      const way = isPlain && inTransport && event.key === "Home" ? "first" : isPlain && inTransport && event.key === "End" ? "last" : stepOf(event, (element) => element.closest(".network, .scroll") !== null);
      if (way === void 0) return;
      event.preventDefault();
      get(way).click();
    }
    setPace() {
      this.stops = stopsOf(this.moments[0], valueOf2("pace"));
      this.show();
    }
    goTo(k, byPlay = false) {
      if (!byPlay) this.pause();
      this.k = k;
      this.show();
      if (!byPlay || Number(valueOf2("speed")) >= 2e3) this.announce();
    }
    choose(subject) {
      const closed = subject === null ? this.subject : null;
      const inside = this.views.find((view) => view.part(".about").contains(document.activeElement));
      this.subject = subject;
      this.show();
      if (subject !== null && inside !== void 0) inside.focusSubject();
      if (closed !== null && (inside !== void 0 || document.activeElement === document.body)) this.views[0].picture.focus(closed.split(":").at(-1));
      if (subject !== null) this.say(`${nameOf(this.data, subject)} chosen. Its arithmetic is listed in place of the formula.`);
    }
    play() {
      this.pause();
      if (this.isAtEnd) this.goTo(0);
      this.setPlaying(true);
      this.timer = window.setInterval(() => {
        this.goTo(stopAfter(this.stops, this.k), true);
        if (this.isAtEnd) this.pause();
      }, Number(valueOf2("speed")));
    }
    pause() {
      if (this.timer === null) return;
      clearInterval(this.timer);
      this.timer = null;
      this.setPlaying(false);
      this.announce();
    }
    setPlaying(playing) {
      const button2 = get("play");
      button2.setAttribute("aria-pressed", String(playing));
      button2.firstElementChild.textContent = playing ? "❚❚" : "▶";
      button2.lastElementChild.textContent = playing ? " Pause" : " Play";
    }
    /** The next moment at which the second run shows another number; after the last one, the first again. */
    goToDifference() {
      const [first, second] = this.moments;
      const stops = stopsOf(first, "connection");
      const isDifferent = (k) => first[k].formulas.length > 0 && differs(this.data, first[k], this.partnerOf(0, k, second), this.digits);
      const found = stops.find((k) => k > this.k && isDifferent(k)) ?? stops.find(isDifferent);
      if (found === void 0) this.say("The two runs show the same numbers everywhere.");
      else this.goTo(found);
    }
    partnerOf(other, k, moments) {
      const index = this.partners[other][k];
      return index === null ? null : moments[index];
    }
    show() {
      const { data, k } = this;
      const moment = this.moments[0][k];
      const { step, line: line2 } = moment;
      const place = placeOf(this.stops, k);
      const steps2 = data.runs[0].steps.length;
      const examples = step.examples.length;
      get("where").textContent = [
        step.epoch !== void 0 && `Epoch ${step.epoch}`,
        steps2 > 1 ? `Training step ${step.at} (${moment.stepIndex + 1} of ${steps2} here)` : `Training step ${step.at}`,
        examples > 1 && (moment.example >= 0 ? `example ${moment.example + 1} of ${examples}` : `all ${examples} examples`),
        ...this.notesAt(moment)
      ].filter(Boolean).join(" · ");
      for (const button2 of this.phases) {
        if (button2.dataset.phase === line2.phase) {
          button2.setAttribute("aria-current", "step");
          get("phases").parentElement.scrollLeft = button2.offsetLeft - get("phases").offsetLeft - 16;
        } else button2.removeAttribute("aria-current");
      }
      setSlider(get("slider"), place, this.stops.length - 1, `${place + 1} of ${this.stops.length}: ${moment.title}`);
      for (const id of ["first", "back"]) get(id).setAttribute("aria-disabled", String(k === 0));
      for (const id of ["forward", "last"]) get(id).setAttribute("aria-disabled", String(this.isAtEnd));
      this.keepAddress();
      const settings = { digits: this.digits, subject: this.subject, curves: data.runs.map((run) => run.loss), differs: false };
      this.views[0].show(k, k, settings);
      this.views.slice(1).forEach((view, other) => {
        const partner = this.partners[other][k];
        const isDifferent = moment.formulas.length > 0 && differs(data, moment, this.partnerOf(other, k, view.moments), this.digits);
        view.show(progressOf(this.partners[other], k), partner, { ...settings, differs: Boolean(isDifferent) });
      });
    }
    /** How the step is taken: of two runs both, where they differ. */
    notesAt({ step }) {
      const notes = this.data.runs.map((run) => (run.steps.find(({ at }) => at === step.at) ?? run.steps[0]).note);
      return new Set(notes).size === 1 ? [step.note] : notes.map((note, index) => `${this.data.runs[index].name.startsWith("α") ? "" : `${this.data.runs[index].name}: `}${note}`);
    }
    announce() {
      const texts = [announcementOf(this.data, this.moments[0][this.k], this.digits)];
      if (this.views.length === 2) {
        const other = this.partnerOf(0, this.k, this.moments[1]);
        texts.push(`${this.data.runs[1].name}: ${other === null ? "not in this run" : announcementOf(this.data, other, this.digits)}`);
      }
      this.say(texts.join(". "));
    }
    say(text) {
      get("live").textContent = text;
    }
  };
  new Replay();
  return __toCommonJS(page_exports);
})();
