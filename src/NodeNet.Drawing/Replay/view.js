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
  const makeChunk = (pieces) => make("span", "chunk", pieces.map((piece) => {
    if (piece.text !== undefined) return make("span", "sign", [piece.text]);
    if (piece.number === undefined) return makeSymbol(piece.symbol);
    const number = make("span", "value", [piece.brackets ? `(${piece.number})` : piece.number]);
    const stack = make("span", piece.last ? "stack result" : "stack", [number, makeSymbol(piece.symbol)]);
    stack.addEventListener("pointerenter", () => onHint(piece.id));
    stack.addEventListener("pointerleave", () => onHint(null));
    return stack;
  }));
  const groups = groupsOf(chunksOf(piecesOf(data, moment, formula, digits))).map((chunks) => make("span", "group", chunks.map(makeChunk)));
  const shown = make("span", "shown", groups);
  shown.setAttribute("aria-hidden", "true");
  return make("p", "formula", [shown, make("span", "hidden", [speechOf(data, moment, formula, digits)])]);
}

/** A formula in running text, with its indices below the line; screen readers get words for its signs. */
function inlineFormula(data, moment, formula, digits) {
  const shown = make("span", "", piecesOf(data, moment, formula, digits).map((piece) => {
    if (piece.text !== undefined) return piece.text;
    if (piece.number === undefined) return makeSymbol(piece.symbol);
    return piece.brackets ? `(${piece.number})` : piece.number;
  }));
  shown.setAttribute("aria-hidden", "true");
  return make("span", "inline", [shown, make("span", "hidden", [speechOf(data, moment, formula, digits)])]);
}

/** Elements with semicolons between them. */
function joined(elements) {
  return elements.flatMap((element, index) => (index === 0 ? [element] : ["; ", element]));
}

/** A table in a region of its own, which can be scrolled by keys. */
function scrolling(table, name) {
  const scroll = make("div", "scroll", [table], { tabIndex: 0 });
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", name);
  return scroll;
}

// As StepScript in C#: longer sums are shortened.
const mostTermsInFormula = 12;

// Buttons to the connections of a node; of more, the table has them.
const mostNeighbours = 24;

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
    this.curve = new LossCurve(this.part(".curve"), this.run, (number) => this.goToStep(number));
    this.rows = new RowsView(data, this.part(".rows"), this.run);
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
    this.curve.show(moments[k].step, settings);
    this.rows.show(moments[k], settings.digits);
    if (this.part(".numbers").open) this.part(".tables").replaceChildren(...this.makeTables(known, settings));
  }

  /** Goes to the first moment of the recorded step that is nearest to a step of the run. */
  goToStep(number) {
    const distance = (step) => Math.abs(step.at - number);
    const nearest = this.run.steps.reduce((best, step) => (distance(step) < distance(best) ? step : best));
    this.actions.goToStep(this.run.steps.indexOf(nearest));
  }

  showFormula(moment, settings) {
    const { digits, differs } = settings;
    const now = this.part(".now");
    now.hidden = settings.subject !== null;
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
    const lines = momentsAbout(moments, k, subject).filter((index) => moments[index].line.pace !== "connection" || isConnection).map((index) => {
      const moment = moments[index];
      const text = index <= k ? joined(moment.formulas.map((formula) => inlineFormula(data, moment, formula, digits))) : ["not yet"];
      const go = make("button", "line", [make("span", "of", [moment.title]), make("span", "what", text)], { type: "button" });
      if (index === k) go.setAttribute("aria-current", "true");
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
    const head = make("h3", "", [`The arithmetic of ${nameOf(data, subject)}`], { tabIndex: -1 });
    const nothing = isConnection && data.byNodes ? "Its numbers stand in the table of its node." : "Nothing is computed for it in this step.";
    about.replaceChildren(head, close, make("ol", "", lines.length > 0 ? lines : [make("li", "", [nothing])]), ...this.termsOf(k, subject, digits), neighbours);
    // The buttons are made anew; the focus stays where it was.
    if (focused >= 0) [...about.querySelectorAll("button")][focused]?.focus();
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
    const columns = [["from", ([from]) => nameOf(data, from)], ["activation", ([from]) => known.get(`a ${from}`)], ["weight", ([from, to]) => known.get(`w ${from}:${to}`)],
      ["weighted input", ([from, to]) => (known.has(`z ${to}`) ? valueOf(data, moments[k].step, example, "q", `${from}:${to}`) : undefined)],
      ["change", ([from, to]) => known.get(`c ${from}:${to}`)], ["new weight", ([from, to]) => known.get(`W ${from}:${to}`)]];
    const text = (value) => (typeof value === "string" ? value : value === undefined || value === null ? "" : formatNumber(value, digits));
    const head = make("tr", "", columns.map(([name]) => make("th", "", [name], { scope: "col" })));
    const rows = into.map((edge) => make("tr", "", columns.map(([, get], index) => make(index === 0 ? "th" : "td", "", [text(get(edge))]))));
    return [scrolling(make("table", "", [make("caption", "", [`All that leads to ${subject}`]), make("thead", "", [head]), make("tbody", "", rows)]), `All that leads to ${subject}`)];
  }

  neighboursOf(subject) {
    const { data } = this;
    if (subject.includes(":")) return subject.split(":").map((id) => ({ id, text: nameOf(data, id) }));
    return data.edges.filter((edge) => edge.includes(subject)).slice(0, mostNeighbours).map(([from, to]) => ({ id: `${from}:${to}`, text: `${from} → ${to}` }));
  }

  makeTables(known, { digits, subject }) {
    const { data } = this;
    // Thousands of rows would be read by nobody, and be slow: of a large network those of the chosen node.
    const edges = data.byNodes ? data.edges.filter((edge) => edge.includes(subject)) : data.edges;
    const before = { W: "w", B: "b" };
    const text = (kind, id) => {
      const value = known.get(`${kind} ${id}`);
      return value === undefined ? "" : formatNumber(value, before[kind] === undefined ? digits : digitsToTell(value, known.get(`${before[kind]} ${id}`) ?? NaN, digits));
    };
    return [["node", "Nodes", data.nodes.map((node) => node.id)], ["edge", data.byNodes ? "Connections of the chosen node" : "Connections", edges.map((edge) => edge.join(":"))]].map(([of, caption, ids]) => {
      const kinds = Object.keys(data.kinds).filter((kind) => data.kinds[kind].of === of && ids.some((id) => known.has(`${kind} ${id}`)));
      const head = make("tr", "", [make("th", "", [of === "node" ? "node" : "connection"], { scope: "col" }), ...kinds.map((kind) => make("th", "", [data.kinds[kind].name], { scope: "col" }))]);
      const rows = ids.map((id) => make("tr", "", [
        make("th", "", [nameOf(data, id)], { scope: "row" }),
        ...kinds.map((kind) => make("td", "", [text(kind, id)])),
      ]));
      const table = make("table", "", [make("caption", "", [caption]), make("thead", "", [head]), make("tbody", "", rows)]);
      return scrolling(table, caption);
    });
  }
}
