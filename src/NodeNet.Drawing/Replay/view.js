// One run on the page: its network, the current formula, the arithmetic of a chosen node or connection, the loss curve and the tables.

/** An element with a class, children (elements or text) and properties. */
function make(tag, className, children = [], properties = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** A symbol with its index: w with x1→h1 below. */
function makeSymbol({ base, index }) {
  return make("span", "symbol", index ? [base, make("sub", "", [index])] : [base]);
}

/** A formula in large type: below each number its symbol. Screen readers get it as one line of text. */
function makeFormula(data, moment, formula, digits, onHint) {
  const chunks = chunksOf(piecesOf(data, moment, formula, digits)).map((pieces) => make("span", "chunk", pieces.map((piece) => {
    if (piece.text !== undefined) return make("span", "sign", [piece.text]);
    if (piece.number === undefined) return makeSymbol(piece.symbol);
    const number = make("span", "value", [piece.brackets ? `(${piece.number})` : piece.number]);
    const stack = make("span", piece.last ? "stack result" : "stack", [number, makeSymbol(piece.symbol)]);
    stack.addEventListener("pointerenter", () => onHint(piece.id));
    stack.addEventListener("pointerleave", () => onHint(null));
    return stack;
  })));
  const shown = make("span", "shown", chunks);
  shown.setAttribute("aria-hidden", "true");
  return make("p", "formula", [shown, make("span", "hidden", [speechOf(data, moment, formula, digits)])]);
}

class RunView {
  constructor(data, runIndex, moments, actions) {
    this.data = data;
    this.run = data.runs[runIndex];
    this.moments = moments;
    this.actions = actions;
    this.root = document.getElementById("run").content.firstElementChild.cloneNode(true);
    this.part = (selector) => this.root.querySelector(selector);
    this.root.setAttribute("aria-label", this.run.name);
    this.part("h2").textContent = this.run.name;
    this.part(".curve").hidden = this.run.loss.length < 2;
    this.part(".numbers").addEventListener("toggle", () => this.actions.refresh());
    this.picture = new NetworkPicture(data, this.part(".network"), `Network of ${this.run.name}`, actions);
  }

  /** Shows moment k: a formula, and what is known by then. Both are moments of this run; where two runs go different ways the formula may be of another moment than the picture. */
  show(k, formulaMoment, settings) {
    const { data, moments } = this;
    const moment = moments[formulaMoment ?? k];
    const known = knownAt(data, moments, k);
    this.picture.show(known, formulaMoment === null ? null : moment, settings);
    this.showFormula(formulaMoment === null ? null : moment, settings);
    this.showSubject(k, settings);
    this.showCurve(moments[k].step, settings);
    if (this.part(".numbers").open) this.part(".tables").replaceChildren(...this.makeTables(known, settings.digits));
  }

  showFormula(moment, { digits, differs }) {
    const now = this.part(".now");
    now.classList.toggle("differs", differs);
    now.dataset.phase = moment?.line.phase ?? "";
    this.part(".now h3").textContent = moment?.title ?? "Not in this run";
    this.part(".now .say").textContent = moment === null ? "This run does nothing of the kind here." : (moment.say) + (differs ? " The two runs differ here." : "");
    const formulas = moment?.formulas ?? [];
    this.part(".formulas").replaceChildren(...formulas.map((formula) => makeFormula(this.data, moment, formula, digits, (id) => this.picture.hint(id))));
    this.fit();
  }

  /** Writes the formulas as large as they can be without leaving the window. */
  fit() {
    const isBeside = this.part(".beside").offsetTop < this.part(".network").offsetTop + this.part(".network").offsetHeight;
    const taken = isBeside ? 170 : Math.min(this.part(".network").offsetHeight + 200, window.innerHeight - 260);
    for (const size of ["large", "medium", "small"]) {
      this.part(".formulas").dataset.size = size;
      if (this.part(".now").offsetHeight <= window.innerHeight - taken) return;
    }
  }

  /** The whole arithmetic of the chosen node or connection in this step; what has not happened yet at k is named, without numbers. */
  showSubject(k, { subject, digits }) {
    const about = this.part(".about");
    about.hidden = subject === null;
    if (subject === null) return;
    const { data, moments, actions } = this;
    const lines = momentsAbout(moments, k, subject).filter((index) => moments[index].line.pace !== "connection" || subject.includes(":")).map((index) => {
      const moment = moments[index];
      const text = index <= k ? moment.formulas.map((formula) => textOf(data, moment, formula, digits)).join("; ") : "not yet";
      const go = make("button", "line", [make("span", "of", [moment.title]), make("span", "what", [text])], { type: "button" });
      go.addEventListener("click", () => actions.goTo(index));
      return make("li", index > k ? "later" : "", [go]);
    });
    const close = make("button", "close", ["Close"], { type: "button" });
    close.addEventListener("click", () => actions.choose(null));
    const neighbours = make("div", "neighbours", this.neighboursOf(subject).map(({ id, text }) => {
      const choose = make("button", "", [text], { type: "button" });
      choose.addEventListener("click", () => actions.choose(id));
      return choose;
    }));
    const focused = about.contains(document.activeElement) ? [...about.querySelectorAll("button")].indexOf(document.activeElement) : -1;
    about.replaceChildren(make("h3", "", [`The arithmetic of ${nameOf(data, subject)}`]), close, make("ol", "", lines.length > 0 ? lines : [make("li", "", ["Nothing is computed for it in this step."])]), neighbours);
    // The buttons are made anew; the focus stays where it was.
    if (focused >= 0) [...about.querySelectorAll("button")][focused]?.focus();
  }

  neighboursOf(subject) {
    const { data } = this;
    if (subject.includes(":")) return subject.split(":").map((id) => ({ id, text: nameOf(data, id) }));
    return data.edges.filter((edge) => edge.includes(subject)).map(([from, to]) => ({ id: `${from}:${to}`, text: `${from} → ${to}` }));
  }

  showCurve(step, { digits, curves }) {
    if (this.part(".curve").hidden) return;
    const all = curves.flatMap((curve) => curve.map((point) => point[1])).filter(Number.isFinite);
    const [lowest, highest] = [Math.min(...all), Math.max(...all)];
    const end = Math.max(...curves.map((curve) => curve.at(-1)[0]));
    const start = Math.min(...curves.map((curve) => curve[0][0]));
    const place = ([x, loss]) => `${(8 + (384 * (x - start)) / (end - start || 1)).toFixed(1)},${(112 - (104 * (loss - lowest)) / (highest - lowest || 1)).toFixed(1)}`;
    const line = (curve, className) => {
      return makeSvg("path", { class: className, d: `M${curve.map(place).join("L")}` });
    };
    const point = this.run.loss.find(([at]) => at === step.at) ?? [step.at, NaN];
    // The loss of single steps jumps from example to example; in a long run a mean over neighbouring steps shows where it goes.
    const width = meanWidth(Math.max(...curves.map((curve) => curve.length)));
    const paths = curves.map((curve) => line(meanOver(curve, width), curve === this.run.loss ? "own" : "other"));
    if (width > 1) paths.unshift(line(this.run.loss, "single"));
    if (Number.isFinite(point[1])) {
      const dot = line([point], "point");
      // A line of no length, with round ends: a dot that stays round however the picture is stretched.
      dot.setAttribute("d", `M${place(point)}h0`);
      paths.push(dot);
    }
    const legend = [...(width > 1 ? [`line: mean over ${width} steps`] : []), ...(curves.length > 1 ? ["dashed: the other run"] : [])];
    const text = `Loss: ${formatNumber(point[1], digits)} in step ${step.at}; highest ${formatNumber(highest, digits)}, lowest ${formatNumber(lowest, digits)}${legend.length > 0 ? ` (${legend.join(", ")})` : ""}`;
    const svg = this.part(".curve svg");
    svg.setAttribute("aria-label", text);
    svg.replaceChildren(...paths);
    this.part(".curve figcaption").textContent = text;
  }

  makeTables(known, digits) {
    const { data } = this;
    return [["node", "Nodes", data.nodes.map((node) => node.id)], ["edge", "Connections", data.edges.map((edge) => edge.join(":"))]].map(([of, caption, ids]) => {
      const kinds = Object.keys(data.kinds).filter((kind) => data.kinds[kind].of === of && ids.some((id) => known.has(`${kind} ${id}`)));
      const head = make("tr", "", [make("th", "", [of === "node" ? "node" : "connection"], { scope: "col" }), ...kinds.map((kind) => make("th", "", [data.kinds[kind].name], { scope: "col" }))]);
      const rows = ids.map((id) => make("tr", "", [
        make("th", "", [nameOf(data, id)], { scope: "row" }),
        ...kinds.map((kind) => make("td", "", [known.has(`${kind} ${id}`) ? formatNumber(known.get(`${kind} ${id}`), digits) : ""])),
      ]));
      const table = make("table", "", [make("caption", "", [caption]), make("thead", "", [head]), make("tbody", "", rows)]);
      const scroll = make("div", "scroll", [table], { tabIndex: 0 });
      scroll.setAttribute("role", "region");
      scroll.setAttribute("aria-label", caption);
      return scroll;
    });
  }
}
