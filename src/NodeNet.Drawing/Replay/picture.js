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

// The smallest size of letters on the screen, in pixels; on a phone a little less.
const smallestLetters = () => (window.innerWidth < 640 ? 12 : 14);

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
    const delta = makeSvg("text", { class: "delta", x, y: (bias ? Number(bias.getAttribute("y")) + 12 : y + r + 12), "text-anchor": "middle", "font-size": 11 });
    group.append(delta);
    group.addEventListener("click", () => this.actions.choose(id));
    group.addEventListener("focus", () => this.reach(id));
    return { group, circle, delta, bias, value: group.querySelector(".value"), x, y };
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
    return { group, text: group.querySelector("text") };
  }

  /** Letters keep their size on the screen, however small the picture is drawn. */
  scale() {
    const drawn = this.svg.getBoundingClientRect();
    const box = this.svg.viewBox.baseVal;
    if (drawn.width === 0) return;
    // How many units of the drawing one pixel is.
    const unit = Math.max(box.width / drawn.width, box.height / drawn.height);
    this.svg.style.setProperty("--letters", `${(smallestLetters() * unit).toFixed(2)}px`);
    const isNarrow = unit > 1.25;
    if (this.isNarrow === isNarrow) return;
    this.isNarrow = isNarrow;
    this.actions.refresh();
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
      node.delta.textContent = delta === undefined ? "" : `δ ${short(delta)}`;
      if (node.bias) {
        node.bias.textContent = bias === undefined ? "" : `b ${among(newBias ?? bias)}`;
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
      text.textContent = weightOf(id) === undefined ? "" : among(weightOf(id));
    }
  }
}
