// The network's picture: puts a moment's numbers onto the drawing, marks what the current formula is about, and lets keys and pointer choose nodes and connections.

const svgNamespace = "http://www.w3.org/2000/svg";

// As the drawing in C# does it: the thinnest and thickest line.
const [thinnest, thickest] = [0.8, 4.5];

// More find no room in the picture; the formula has them.
const digitsInPicture = 3;
const charactersInNode = 6;

function makeSvg(tag, attributes) {
  const element = document.createElementNS(svgNamespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// More numbers at lines than these are shown only where the current formula is about them.
const mostLabels = 40;

// The smallest size of letters on the screen, in pixels; on a phone, and where more than six nodes stand above each other, a little less.
const smallestLetters = (most) => (window.innerWidth < 640 || most > 6 ? 12 : 14);

function largestOf(numbers, most) {
  return (numbers ?? []).reduce((so, number) => (Number.isFinite(number) ? Math.max(so, Math.abs(number)) : so), most);
}

function signOf(value) {
  return value > 0 ? "positive" : value < 0 ? "negative" : "zero";
}

/** The connection that a line or label in the drawing belongs to. */
function edgeOf(group) {
  return `${group.dataset.from}:${group.dataset.to}`;
}

class NetworkPicture {
  constructor(data, container, label, actions) {
    this.data = data;
    this.actions = actions;
    const svg = document.querySelector("#drawing svg").cloneNode(true);
    for (const name of ["role", "aria-labelledby", "width", "height"]) svg.removeAttribute(name);
    for (const element of svg.querySelectorAll(":scope > title, :scope > desc, :scope > .ground")) element.remove();
    // Arrow keys belong to the network while it has the focus, in screen readers too.
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", `${label}. Arrow keys move from node to node, Enter shows a node's arithmetic.`);
    container.append(svg);
    this.svg = svg;
    this.nodes = new Map([...svg.querySelectorAll(".node")].map((group) => [group.dataset.node, this.prepareNode(group)]));
    this.edges = new Map([...svg.querySelectorAll(".edge")].map((group) => [edgeOf(group), this.prepareEdge(group)]));
    this.labels = new Map([...svg.querySelectorAll(".edge-label")].map((group) => [edgeOf(group), this.prepareLabel(group)]));
    // One scale for the whole run, so that a line that grows is seen to grow.
    this.largest = data.runs.reduce((most, run) => run.steps.reduce((so, { values }) => largestOf(values.W, largestOf(values.w, so)), most), 0);
    // Numbers at every line of a large network would be read by nobody: only those of the moment are shown.
    svg.classList.toggle("many", this.labels.size > mostLabels);
    // A caption, and what stands below it.
    const texts = [...svg.querySelectorAll(".network > text")].filter((text) => !text.classList.contains("more"));
    this.captions = texts.map((text, index) => [text, texts[index + 1]]).filter(([text, below]) => below && text.getAttribute("x") === below.getAttribute("x"));
    const columns = Object.values(Object.groupBy([...this.nodes.values()], ({ x }) => x));
    this.most = Math.max(...columns.map((column) => column.length));
    // How much stands free between a node and the next one below.
    this.gap = Math.min(...columns.flatMap((column) => column.slice(1).map(({ y, r }, index) => y - column[index].y - 2 * r)));
    const crowded = [...new Set(data.nodes.filter(({ id }) => !this.nodes.has(id)).map(({ layer }) => layer))].sort((a, b) => a - b);
    this.groups = [...svg.querySelectorAll(".more")].map((text, index) => ({ text, members: new Set(data.nodes.filter(({ id, layer }) => layer === crowded[index] && !this.nodes.has(id)).map(({ id }) => id)) }));
    // A click leaves the focus where it was: the arrow keys go on stepping.
    svg.addEventListener("mousedown", (event) => event.preventDefault());
    new ResizeObserver(() => this.scale()).observe(svg);
    this.reach(this.nodes.keys().next().value);
    svg.addEventListener("keydown", (event) => this.onKey(event));
  }

  prepareNode(group) {
    const id = group.dataset.node;
    const circle = group.querySelector("circle");
    const [x, y, r] = ["cx", "cy", "r"].map((name) => Number(circle.getAttribute(name)));
    group.setAttribute("role", "button");
    group.setAttribute("tabindex", "-1");
    group.prepend(makeSvg("circle", { class: "ring", cx: x, cy: y, r: r + 5 }));
    const bias = group.querySelector(".bias");
    const delta = makeSvg("text", { class: "delta", x, y, "text-anchor": "middle", "font-size": 11 });
    group.append(delta);
    for (const plate of group.querySelectorAll(".plate")) plate.remove();
    group.addEventListener("click", () => this.actions.choose(id));
    group.addEventListener("focus", () => this.reach(id));
    return { group, circle, delta, bias, value: group.querySelector(".value"), name: group.querySelector(".name"), label: group.querySelector(".label"), x, y, r };
  }

  prepareEdge(group) {
    const line = group.querySelector("path");
    // A wide line that is not seen makes a thin one easy to hit.
    const target = line.cloneNode();
    target.setAttribute("class", "target");
    group.prepend(target);
    group.setAttribute("aria-hidden", "true");
    group.addEventListener("click", () => this.actions.choose(edgeOf(group)));
    return { group, line };
  }

  prepareLabel(group) {
    group.setAttribute("aria-hidden", "true");
    group.addEventListener("click", () => this.actions.choose(edgeOf(group)));
    const [text, plate] = ["text", ".plate"].map((part) => group.querySelector(part));
    return { group, text, plate, x: Number(text.getAttribute("x")), y: Number(plate.getAttribute("y")) + Number(plate.getAttribute("height")) / 2 };
  }

  /** Letters keep their size on the screen, however small the picture is drawn. */
  scale() {
    const drawn = this.svg.getBoundingClientRect();
    const box = this.svg.viewBox.baseVal;
    if (drawn.width === 0) return;
    // How many units of the drawing one pixel is.
    const unit = Math.max(box.width / drawn.width, box.height / drawn.height);
    const letters = Math.max(11, smallestLetters(this.most) * unit);
    this.svg.style.setProperty("--letters", `${letters.toFixed(2)}px`);
    const was = [this.isNarrow, this.isTight].join();
    this.isNarrow = unit > 1.25;
    // Where two lines do not fit below a node only the newest of bias and δ is shown.
    this.isTight = this.gap < 2.3 * letters;
    this.arrange(letters);
    if (was === [this.isNarrow, this.isTight].join()) return;
    this.actions.refresh();
  }

  /** Puts names and numbers where they have room at this size of letters. */
  arrange(letters) {
    const [{ r }] = this.nodes.values();
    // Circles too small for two lines keep the number; the name stands beside them.
    this.isSmall = r < 1.25 * letters;
    this.svg.classList.toggle("small", this.isSmall);
    this.svg.classList.toggle("tiny", this.gap < 1.1 * letters);
    const put = (text, x, y, anchor = "middle") => text && Object.entries({ x, y, "text-anchor": anchor }).forEach(([name, value]) => text.setAttribute(name, value));
    for (const { name, value, bias, delta, label, x, y } of this.nodes.values()) {
      if (this.isSmall) put(name, x - Math.max(r, 1.2 * letters) - 0.3 * letters, y + 0.35 * letters, "end");
      else put(name, x, y - 0.25 * letters);
      put(value, x, y + (this.isSmall ? 0.36 : 0.95) * letters);
      const lines = [...(bias ? [bias] : []), ...(label ? [label] : [])];
      lines.forEach((line, index) => put(line, x, y + r + (1 + 1.05 * index) * letters));
      put(delta, x, y + r + (1 + 1.05 * (this.isTight ? 0 : lines.length)) * letters);
    }
    for (const [caption, below] of this.captions) if (below) below.setAttribute("y", Number(caption.getAttribute("y")) + 1.15 * letters);
    this.letters = letters;
    this.uncover();
  }

  /** Leaves out numbers at lines that would cover a node or another number: those of the moment come first, and the formula and the tables have all. */
  uncover() {
    const { letters } = this;
    if (letters === undefined) return;
    const taken = [...this.nodes.values()].map(({ x, y, r, bias }) => ({ x, y: y + (bias?.textContent ? letters / 2 : 0), w: 2 * r, h: 2 * r + (bias?.textContent ? letters : 0) }));
    const rank = ({ group }) => ["current", "used", "chosen"].findIndex((name) => group.classList.contains(name)) >>> 0;
    for (const { group, text, plate, x, y } of [...this.labels.values()].sort((a, b) => rank(a) - rank(b))) {
      const box = { x, y, w: 0.6 * letters * text.textContent.length + 2, h: letters };
      const isCovered = taken.some((other) => Math.abs(box.x - other.x) < (box.w + other.w) / 2 && Math.abs(box.y - other.y) < (box.h + other.h) / 2 - 1);
      group.classList.toggle("covered", isCovered);
      if (!isCovered) taken.push(box);
      text.setAttribute("y", y + 0.36 * letters);
      for (const [name, value] of Object.entries({ x: x - box.w / 2, y: y - box.h / 2, width: box.w, height: box.h })) plate.setAttribute(name, value);
    }
  }

  /** Makes a node the one that Tab comes to. */
  reach(id) {
    for (const [each, { group }] of this.nodes) group.setAttribute("tabindex", each === id ? "0" : "-1");
  }

  focus(id) {
    this.nodes.get(id)?.group.focus();
  }

  onKey(event) {
    const id = event.target.closest(".node")?.dataset.node;
    if (id === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") this.actions.choose(id);
    else {
      const next = neighbourOf([...this.nodes].map(([each, { x, y }]) => ({ id: each, x, y })), id, event.key);
      if (next === null) return;
      this.focus(next);
    }
    event.preventDefault();
  }

  /** Marks a node or connection while the pointer is on its number. */
  hint(id) {
    for (const [each, { group }] of [...this.nodes, ...this.edges, ...this.labels]) group.classList.toggle("hinted", each === id);
  }

  show(known, moment, { digits, subject }) {
    const short = (value) => formatWithin(value, digitsInPicture, this.isNarrow ? charactersInNode - 2 : charactersInNode);
    const among = (value) => formatAmong(value, this.largest, this.isNarrow ? digitsInPicture - 1 : digitsInPicture);
    // A new number that looks like the old one says where it went.
    const withArrow = (fresh, old) => {
      const text = among(fresh ?? old);
      return fresh === undefined || fresh === old || text !== among(old) ? text : `${text}${fresh > old ? "↑" : "↓"}`;
    };
    const used = new Set(moment === null ? [] : moment.formulas.flatMap(parseFormula).map((part) => part.id).filter(Boolean));
    const about = moment?.line.about;
    this.svg.dataset.phase = moment?.line.phase ?? "";
    this.svg.classList.toggle("busy", used.size > 0);
    const mark = (group, id) => {
      group.classList.toggle("current", id === about);
      group.classList.toggle("used", used.has(id));
      group.classList.toggle("chosen", id === subject);
    };

    for (const { text, members } of this.groups) {
      text.classList.toggle("current", members.has(about));
      text.classList.toggle("used", [...used].some((id) => id.split(":").some((end) => members.has(end))));
      text.classList.toggle("chosen", members.has(subject));
    }
    for (const [id, node] of this.nodes) {
      const get = (kind) => known.get(`${kind} ${id}`);
      const [net, activation, delta, bias, newBias] = [get("z"), get("a"), get("d"), get("b"), get("B")];
      if (node.value) node.value.textContent = activation !== undefined ? short(activation) : net !== undefined ? `z ${short(net)}` : "";
      node.circle.style.setProperty("--share", activation === undefined ? 0 : Math.min(1, Math.abs(activation)));
      node.circle.setAttribute("class", signOf(activation ?? 0));
      const isDeltaShown = delta !== undefined && !(this.isTight && node.bias && newBias !== undefined);
      node.delta.textContent = isDeltaShown ? `δ ${formatWithin(delta, digitsInPicture, charactersInNode)}` : "";
      if (node.bias) {
        node.bias.textContent = bias === undefined || (this.isTight && isDeltaShown) ? "" : `b ${withArrow(newBias, bias)}`;
        node.bias.setAttribute("class", `bias ${signOf(newBias ?? bias)}${newBias === undefined ? "" : " new"}`);
      }
      mark(node.group, id);
      const words = Object.entries(this.data.kinds).filter(([kind, { of }]) => of === "node" && get(kind) !== undefined).map(([kind, { name }]) => `${name} ${speakNumber(get(kind), digits)}`);
      // Its name is what is written on it; the description says what the signs mean, with all digits.
      node.group.setAttribute("aria-description", words.join(", "));
      node.group.setAttribute("aria-pressed", String(id === subject));
    }

    const weightOf = (id) => known.get(`W ${id}`) ?? known.get(`w ${id}`);
    const sign = (group, id) => {
      const weight = weightOf(id);
      group.classList.remove("positive", "negative", "zero");
      if (weight !== undefined) group.classList.add(signOf(weight));
      group.classList.toggle("new", known.has(`W ${id}`));
      mark(group, id);
    };
    for (const [id, { group, line }] of this.edges) {
      sign(group, id);
      const weight = weightOf(id) ?? 0;
      const width = this.largest === 0 ? thinnest : thinnest + (thickest - thinnest) * Math.min(1, Math.abs(weight) / this.largest);
      line.setAttribute("stroke-width", width.toFixed(2));
      line.setAttribute("stroke-dasharray", weight < 0 ? `${(4 + 1.5 * width).toFixed(1)} ${(3 + width).toFixed(1)}` : weight === 0 ? "1 4" : "none");
    }
    for (const [id, { group, text }] of this.labels) {
      sign(group, id);
      text.textContent = weightOf(id) === undefined ? "" : withArrow(known.get(`W ${id}`), known.get(`w ${id}`) ?? weightOf(id));
    }
    this.uncover();
  }
}
