// The network as SVG, for the playground and for replays. Nodes and connections are made once for a shape; then only what stands on them changes, so that the
// focus stays where it is. What stands there, the pages say: a face for each.
import { svg } from './dom';
import { formatNumber, formatWithin, widthOf } from './numbers';
import { isClear, layout, middleOf, neighbourOf, placeAll, type Layout, type Place } from './layout';

/** Aside: how wide a text is that the page itself writes below or beside an input. */
export interface ShapeNode { name: string; layer: number; biased: boolean; label?: string; aside?: number }
export interface ShapeEdge { name: string; from: string; to: string }
export interface Shape {
  nodes: ShapeNode[]; edges: ShapeEdge[];
  /** Of a large network only some connections are drawn; then a pale band says that the layers are connected. */
  isWhole: boolean;
  /** What stands over each layer. */
  captions?: [string, string][];
  /** Whether outputs have their label above them. */
  hasTargets?: boolean;
  /** What is said where so many weights have no number in the picture. */
  leftOut?(count: number): string;
}
/** A number with a place of its own beside a node. */
export interface Tag { text: string; was?: string; said: string; marks: string }
/** Of a node: what is said beside its name and number, and, with all digits, what they mean. */
export interface NodeFace { value?: number; prefix?: string; said: string; description?: string; marks: string; bias?: Tag; target?: Tag; delta?: string }
export interface EdgeFace { weight?: number; text: string; was?: string; said: string; marks: string }
/** What a moment shows. Marks are classes: current, used, chosen, new, frozen. */
export interface Faces { node(name: string): NodeFace; edge(name: string): EdgeFace; wanted(edge: ShapeEdge): boolean; chosen?: string; width(weight: number): number }
export interface Hands {
  /** Chooses a node, weight or bias; with a place, a field can open there. */
  choose(name: string, at?: Place): void;
  /** Changes a number by hand; absent where nothing can be changed. */
  set?(name: string, value: number, again: boolean): void;
  value?(name: string): number;
}

/** More numbers at lines than these are shown only of what is looked at: those of six nodes with six and one, and fewer where a layer has more nodes. */
const mostLabels = 42, fewLabels = 20, mostWanted = 16;

/** How high a number is at its line, where there is room and where there is less, and how large it is written; smaller on a phone alone. */
const sizes = [{ high: 20, size: 14 }, { high: 16, size: 14 }, { high: 14, size: 12 }];

/** The line that says how many are left out. */
const noteHeight = 20;

export class NetworkView {
  private shape!: Shape;
  private layout!: Layout;
  private key = '';
  private placed = '';
  private readonly parts = new Map<string, SVGElement>();
  /** The lines of connections, which lie below all numbers. */
  private readonly wires = new Map<string, SVGElement>();
  private readonly spots = new Map<string, Place>();
  private readonly unlabelled = new Set<string>();
  private readonly ghostless = new Set<string>();
  private hasNote = false;
  private width = 0;
  private isTight = false;
  /** How many nodes the largest layer has that is drawn as circles. */
  private most = 0;

  /** A view in an SVG element that fills its parent. With "one", Tab comes to one node and the arrow keys lead on; with "all", it comes to every number. */
  constructor(private readonly root: SVGSVGElement, private readonly hands: Hands, private readonly tabs: 'all' | 'one') {
    if (tabs === 'one') root.addEventListener('mousedown', event => event.preventDefault()); // a click leaves the focus, and with it the arrow keys, where they were
  }

  show(shape: Shape, faces: Faces) {
    const field = this.root.parentElement!.getBoundingClientRect(), width = Math.floor(field.width), height = Math.floor(field.height);
    const key = JSON.stringify([width, height, shape.nodes, shape.edges.map(edge => edge.name), shape.captions]);
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
  private get leftOut() { return this.shape.isWhole ? this.shape.edges.filter(edge => this.unlabelled.has(edge.name)).length : 0; }

  private showNote(width: number, height: number) {
    const { root, shape, leftOut } = this, note = root.querySelector('.note');
    if (!this.hasNote || !shape.leftOut) { note?.remove(); return; }
    const text = leftOut > 0 ? shape.leftOut(leftOut) : '';
    if (note) { if (note.textContent !== text) note.textContent = text; return; }
    root.append(svg('text', { class: 'caption note', x: width / 2, y: height - noteHeight / 2, 'text-anchor': 'middle' }, text));
  }

  /** Where a number stands, for a field over it. */
  placeOf(name: string): Place | undefined {
    const edge = this.shape.edges.find(e => e.name === name), [from, to] = edge ? [this.layout.places.get(edge.from)!, this.layout.places.get(edge.to)!] : [];
    return this.spots.get(name) ?? (from && to && middle(from, to));
  }

  focus(name: string) { (this.parts.get(name) as SVGGElement | undefined)?.focus(); }

  /** Marks what the pointer is on elsewhere. */
  hint(name: string | null) { for (const [each, part] of [...this.parts, ...this.wires]) part.classList.toggle('hinted', each === name); }

  /** How much room there is for a number in a node, in characters. */
  private get room() { return Math.max(this.layout.radius < 14 ? 3 : 4, Math.floor(2 * this.layout.radius / 8.6)); }

  private make(width: number, height: number) {
    const { shape, root, parts } = this, focused = [...parts].find(([, part]) => part === document.activeElement)?.[0];
    const reached = [...parts].find(([, part]) => part.getAttribute('tabindex') === '0')?.[0];
    this.layout = layout(shape, width, height - (this.hasNote ? noteHeight : 0));
    const counts = Array.from({ length: 1 + Math.max(...shape.nodes.map(n => n.layer)) }, (_, layer) => shape.nodes.filter(n => n.layer === layer && !this.layout.grids.has(n.name)).length);
    this.most = Math.max(...counts);
    root.replaceChildren();
    root.setAttribute('viewBox', `0 0 ${width} ${height}`);
    root.classList.toggle('many', !this.isFew);
    this.width = width;
    parts.clear();
    this.wires.clear();
    this.spots.clear();
    this.placed = '';
    root.append(...this.bundles(), ...this.captions(width), ...shape.edges.map(edge => this.makeWire(edge)), ...shape.edges.map(edge => this.makeEdge(edge)), ...shape.nodes.map(node => this.makeNode(node)));
    this.fitTexts();
    if (this.tabs === 'one') this.reach(reached !== undefined && parts.has(reached) ? reached : shape.nodes[0]!.name);
    if (focused !== undefined) this.focus(focused);
  }

  /** Texts that are wider than their place end in "…"; the whole is told where the pointer rests. They stay inside the picture. */
  private fitTexts() {
    const { layout, shape, root } = this, layers = shape.captions?.length ?? 1;
    for (const text of root.querySelectorAll<SVGTextElement>('.label, .caption')) {
      const whole = text.textContent!, isLabel = text.classList.contains('label'), most = isLabel ? layout.widest : (root.parentElement!.clientWidth - 4) / layers - 6;
      for (let length = whole.length - 1; length > 0 && text.getComputedTextLength() > most; length--) text.textContent = whole.slice(0, length).trimEnd() + '…';
      if (isLabel && text.classList.contains('beside')) continue;
      if (isLabel) text.setAttribute('x', String(layout.beside(Number(text.dataset.x), text.getComputedTextLength())));
      else if (text.textContent !== whole) text.append(svg('title', {}, whole));
    }
  }

  private captions(width: number) {
    const { shape } = this, layers = shape.captions?.length ?? 0;
    return (shape.captions ?? []).flatMap((texts, layer) => texts.map((text, i) => {
      const x = middleOf(layer, layers, width), anchor = layers === 1 ? 'middle' : layer === 0 ? 'start' : layer === layers - 1 ? 'end' : 'middle';
      return svg('text', { class: 'caption', x: anchor === 'start' ? 2 : anchor === 'end' ? width - 2 : x, y: 12 + 17 * i, 'text-anchor': anchor }, text);
    }));
  }

  private bundles() {
    const { shape, layout: { places } } = this;
    if (shape.isWhole) return [];
    const layers = Math.max(...shape.nodes.map(n => n.layer)) + 1, box = (layer: number) => shape.nodes.filter(n => n.layer === layer).map(n => places.get(n.name)!);
    return Array.from({ length: layers - 1 }, (_, l) => {
      const from = box(l), to = box(l + 1), right = Math.max(...from.map(p => p.x)), left = Math.min(...to.map(p => p.x)), y = (list: Place[], pick: (...n: number[]) => number) => pick(...list.map(p => p.y));
      return svg('path', { class: 'bundle', d: `M${right} ${y(from, Math.min)}L${left} ${y(to, Math.min)}V${y(to, Math.max)}L${right} ${y(from, Math.max)}Z` });
    });
  }

  private get isFew() { return this.shape.isWhole && this.shape.edges.length <= (this.most > 6 ? fewLabels : mostLabels); }

  /** Gives the numbers at lines their places: once for a shape, or, where only some have room, anew for what is looked at. */
  private placeLabels(faces: Faces) {
    const { shape, layout: { places, narrow } } = this, all = this.isFew && !narrow, near = shape.edges.filter(edge => faces.wanted(edge));
    // On a narrow screen what is looked at has the first choice of places.
    let wanted = all ? shape.edges : this.isFew ? [...near, ...shape.edges.filter(edge => !near.includes(edge))] : near;
    if (!this.isFew && wanted.length > mostWanted) wanted = wanted.filter(edge => edge.name === faces.chosen); // the list beside the picture says them
    // Numbers grow by digits as they learn: then their places are found anew. Where there is room, they have the same whatever their digits.
    const texts = new Map(wanted.map(edge => [edge.name, faces.edge(edge.name)])), usual = this.tabs === 'all' ? 7 : 5;
    const letters = (edge: ShapeEdge, least: number) => Math.max(least, texts.get(edge.name)!.text.length), ghost = (edge: ShapeEdge) => texts.get(edge.name)!.was?.length ?? 0;
    const keyOf = (least: number) => wanted.map(edge => `${edge.name} ${letters(edge, least)} ${ghost(edge)}`).join(), key = `${keyOf(usual)} ${this.isTight ? keyOf(1) : ''}`;
    if (key === this.placed) return;
    const taken = this.layout.taken.slice();
    let standing = new Map<string, Place>(), boxes = taken, found = sizes[0]!;
    for (const [i, each] of (narrow ? sizes : sizes.slice(0, 2)).entries()) {
      const tried = taken.slice(), wants = wanted.map(edge => {
        const sources = shape.edges.filter(e => e.to === edge.to), at = sources.findIndex(e => e.name === edge.name);
        return { name: edge.name, from: places.get(edge.from)!, to: places.get(edge.to)!, first: sources.length === 1 ? 0.5 : 0.36 + 0.3 * at / (sources.length - 1),
          wide: 0.6 * each.size * letters(edge, i ? 1 : usual) + 5 };
      });
      const placed = placeAll(wants, tried, each.high);
      this.isTight = i > 0;
      if (i === 0 || placed.size > standing.size) [standing, boxes, found] = [placed, tried, each];
      if (placed.size === wanted.length) break;
    }
    this.placed = `${keyOf(usual)} ${this.isTight ? keyOf(1) : ''}`;
    this.ghostless.clear();
    for (const edge of shape.edges) this.unlabelled.add(edge.name);
    for (const edge of wanted) {
      const group = this.parts.get(edge.name)!, place = standing.get(edge.name), rect = group.querySelector('rect')!, value = group.querySelector<SVGTextElement>('.value')!;
      const { x, y } = place ?? middle(places.get(edge.from)!, places.get(edge.to)!);
      if (place) this.unlabelled.delete(edge.name);
      this.spots.set(edge.name, { x, y });
      rect.setAttribute('y', String(y - found.high / 2));
      rect.setAttribute('height', String(found.high));
      value.style.fontSize = found.size === 14 ? '' : `${found.size}px`;
      put(value, x, y);
    }
    // What a number was stands below or above it, where that covers nothing.
    for (const edge of wanted) {
      const { x, y } = this.spots.get(edge.name)!, wide = 8 * Math.max(1, ghost(edge)), side = wide / 2;
      const ways = [[0, 18], [0, -18], [side, 17], [-side, 17], [side, -17], [-side, -17]].filter(([dx]) => x + dx! > side && x + dx! < this.width - side);
      const way = ghost(edge) === 0 || this.unlabelled.has(edge.name) ? undefined : ways.find(([dx, dy]) => isClear({ x: x + dx!, y: y + dy! }, wide, boxes, 14));
      if (way === undefined) this.ghostless.add(edge.name);
      put(this.parts.get(edge.name)!.querySelector('.was')!, x + (way?.[0] ?? 0), y + (way?.[1] ?? 18));
    }
  }

  private makeWire(edge: ShapeEdge) {
    const { places, grids, radius } = this.layout, from = places.get(edge.from)!, to = places.get(edge.to)!;
    const out = (name: string, way: number) => (grids.has(name) ? grids.get(name)! / 2 : radius) * way;
    const line = (name: string) => svg('line', { class: name, x1: from.x + out(edge.from, 1), y1: from.y, x2: to.x + out(edge.to, -1), y2: to.y });
    const wire = svg('g', { 'data-from': edge.from, 'data-to': edge.to, 'aria-hidden': 'true' }, line('seen'), line('hit'));
    this.handle(wire, edge.name, () => this.hands.choose(edge.name, this.placeOf(edge.name)));
    this.wires.set(edge.name, wire);
    return wire;
  }

  private makeEdge(edge: ShapeEdge) {
    const { grids } = this.layout, isSmall = grids.has(edge.from) || grids.has(edge.to);
    const group = svg('g', { class: 'edge', 'data-from': edge.from, 'data-to': edge.to, ...this.reachable(!isSmall) },
      svg('rect', { width: 0, height: 20, rx: 4 }), svg('text', { class: 'value' }), ' ', svg('text', { class: 'was halo' }));
    this.handle(group, edge.name, () => this.hands.choose(edge.name, this.placeOf(edge.name)));
    // Where the number has no room the line shows the focus. Listening for it would make the number reachable where it is not to be.
    if (this.tabs === 'all') for (const kind of ['focus', 'blur']) group.addEventListener(kind, () => this.wires.get(edge.name)!.classList.toggle('focused', kind === 'focus' && group.matches(':focus-visible')));
    this.parts.set(edge.name, group);
    return group;
  }

  /** Numbers beside nodes and at lines: for keys and screen readers, too, where Tab comes to all; elsewhere the list of the node has them. */
  private reachable(isReached = true) { return this.tabs === 'all' ? { role: 'button', tabindex: isReached ? 0 : -1 } : { 'aria-hidden': 'true' }; }

  private makeNode(node: ShapeNode) {
    const { layout, shape, hands } = this, { x, y } = layout.places.get(node.name)!, { radius, dense, crowded } = layout;
    if (layout.grids.has(node.name)) return this.makeSquare(node, x, y, layout.grids.get(node.name)!);
    const group = svg('g', { class: 'node', 'data-node': node.name, tabindex: this.tabs === 'all' ? 0 : -1, role: 'button' },
      svg('circle', { cx: x, cy: y, r: radius }), svg('text', { ...layout.nameAt(node), class: 'name halo' }, node.name), ' ', svg('text', { x, y, class: 'value' }), svg('title'));
    this.parts.set(node.name, group);
    const isInput = node.layer === 0, at = layout.beside(x), all = svg('g', {}, group);
    if (isInput && hands.set) this.handle(group, node.name, () => hands.choose(node.name, { x, y })); // an input is a number of the table: it is changed like a weight
    else this.handleChoice(group, node.name);
    const below = layout.lines(node);
    if (node.label !== undefined && below.label !== undefined) group.append(svg('text', { x, 'data-x': x, y: below.label, class: 'label halo' }, node.label));
    else if (node.label !== undefined && isInput && shape.captions) group.append(svg('text', { x: x + radius + 5, y, class: 'label beside halo' }, node.label));
    if (this.tabs === 'one') group.append(svg('text', { x: at, y: below.delta, class: 'delta halo' }));
    if (node.biased && !dense) all.append(this.makeTag('b_' + node.name, 'bias', at, below.bias, crowded ? undefined : below.bias + 17));
    if (shape.hasTargets && layout.isOutput(node) && layout.roomy && !dense) all.append(this.makeTag('label_' + node.name, 'target', at, y - 54));
    return all;
  }

  private makeTag(name: string, kind: string, x: number, y: number, was?: number) {
    const tag = svg('g', { class: 'edge ' + kind, ...this.reachable() }, svg('rect', { x: x - 46, y: y - 10, width: 92, height: 20, rx: 4 }), svg('text', { x, y, class: 'value halo' }));
    if (was !== undefined) tag.append(' ', svg('text', { x, y: was, class: 'was halo' }));
    this.handle(tag, name, () => this.hands.choose(name, { x, y }));
    this.parts.set(name, tag);
    return tag;
  }

  /** A node of a large layer. */
  private makeSquare(node: ShapeNode, x: number, y: number, cell: number) {
    const here = this.shape.nodes.filter(n => n.layer === node.layer), isFirst = here[0]!.name === node.name;
    const group = svg('g', { class: 'node square', 'data-node': node.name, tabindex: this.tabs === 'all' && isFirst ? 0 : -1, role: 'button' },
      svg('rect', { x: x - cell / 2, y: y - cell / 2, width: cell, height: cell }), svg('title'));
    this.handleChoice(group, node.name);
    this.parts.set(node.name, group);
    return group;
  }

  /** A click, Enter, the arrow keys up and down (by 0.1), and a drag upwards or downwards (by 0.01 a pixel). */
  private handle(element: Element, name: string, open: () => void) {
    const { set, value } = this.hands;
    let from: { y: number; value: number } | undefined, moved = false, sent = NaN;
    element.addEventListener('click', event => { event.stopPropagation(); if (!moved) open(); moved = false; });
    if (!set || !value) return;
    element.classList.add('free');
    element.addEventListener('pointerdown', event => {
      if ((event as PointerEvent).button !== 0) return;
      from = { y: (event as PointerEvent).clientY, value: value(name) };
      moved = false;
      element.setPointerCapture((event as PointerEvent).pointerId);
    });
    element.addEventListener('pointermove', event => {
      if (!from) return;
      const up = from.y - (event as PointerEvent).clientY;
      if (!moved && Math.abs(up) < 4) return;
      const next = Math.round((from.value + up * 0.01) * 100) / 100;
      if (next !== sent) set(name, sent = next, moved);
      moved = true;
    });
    const end = () => { from = undefined; };
    element.addEventListener('pointerup', end);
    element.addEventListener('pointercancel', end);
    element.addEventListener('keydown', event => {
      const key = (event as KeyboardEvent).key;
      if (key === 'Enter') open();
      else if (key === 'ArrowUp' || key === 'ArrowDown') set(name, Number((value(name) + (key === 'ArrowUp' ? 0.1 : -0.1)).toPrecision(15)), false);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  private handleChoice(group: Element, name: string) {
    group.addEventListener('click', event => { event.stopPropagation(); this.hands.choose(name); });
    group.addEventListener('focus', () => { if (this.tabs === 'one') this.reach(name); });
    group.addEventListener('keydown', event => {
      const { key, altKey, ctrlKey, metaKey } = event as KeyboardEvent;
      if (altKey || ctrlKey || metaKey) return;
      const isChoice = key === 'Enter' || key === ' ' && this.tabs === 'one', next = isChoice ? undefined : this.next(name, key);
      if (!isChoice && next === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (isChoice) this.hands.choose(name);
      else if (next !== null) { if (this.tabs === 'all') this.exchange(name, next!); this.focus(next!); }
    });
  }

  /** Where an arrow key leads from a node; null at the rim, undefined where the key is another's. */
  private next(name: string, key: string): string | null | undefined {
    const { layout, shape } = this;
    if (!key.startsWith('Arrow') || this.tabs === 'all' && !layout.grids.has(name)) return undefined;
    const layer = shape.nodes.find(n => n.name === name)!.layer, all = this.tabs === 'one' ? shape.nodes : shape.nodes.filter(n => n.layer === layer);
    return neighbourOf(all.map(n => ({ id: n.name, ...layout.places.get(n.name)! })), name, key);
  }

  private exchange(from: string, to: string) {
    this.parts.get(from)!.setAttribute('tabindex', '-1');
    this.parts.get(to)!.setAttribute('tabindex', '0');
  }

  /** Makes a node the one that Tab comes to. */
  private reach(name: string) { for (const node of this.shape.nodes) this.parts.get(node.name)!.setAttribute('tabindex', node.name === name ? '0' : '-1'); }

  private showEdge(edge: ShapeEdge, face: EdgeFace, faces: Faces) {
    const group = this.parts.get(edge.name)!, { weight } = face, isMarked = / (chosen|current|used|hinted)\b/.test(' ' + face.marks);
    const wire = this.wires.get(edge.name)!, isFocused = wire.classList.contains('focused');
    group.setAttribute('class', `edge ${face.marks}${this.hands.set ? ' free' : ''}`);
    wire.setAttribute('class', `wire ${weight === undefined ? '' : weight < 0 ? 'minus' : weight > 0 ? 'plus' : 'zero'} ${face.marks}${isFocused ? ' focused' : ''}`);
    wire.querySelector('.seen')!.setAttribute('stroke-width', faces.width(weight ?? 0).toFixed(2));
    const isShown = this.spots.has(edge.name) && (!this.unlabelled.has(edge.name) || edge.name === faces.chosen || isMarked && this.isFew);
    for (const part of group.querySelectorAll<SVGElement>('rect, text')) part.style.display = isShown ? '' : 'none';
    const value = group.querySelector<SVGTextElement>('.value')!, rect = group.querySelector('rect')!, wide = 0.6 * (parseFloat(value.style.fontSize) || 14) * face.text.length + 5;
    value.textContent = face.text;
    group.querySelector('.was')!.textContent = this.ghostless.has(edge.name) && edge.name !== faces.chosen ? '' : face.was ?? '';
    if (this.tabs === 'all') group.setAttribute('aria-label', face.said);
    rect.setAttribute('width', String(wide));
    rect.setAttribute('x', String(Number(value.getAttribute('x')) - wide / 2));
  }

  private showNode(node: ShapeNode, face: NodeFace) {
    const group = this.parts.get(node.name)!, share = Math.min(1, Math.abs(face.value ?? 0)), isSquare = this.layout.grids.has(node.name);
    const text = face.value === undefined ? '' : (face.prefix ?? '') + formatWithin(face.value, 3, Math.max(this.layout.radius < 14 ? 3 : 4, isSquare ? 6 : this.room - (face.prefix?.length ?? 0)));
    // Its name is what is written on it: in the playground with what it does, in a replay alone. A square has nothing on it.
    if (this.tabs === 'all' || isSquare) group.setAttribute('aria-label', `${node.name} ${this.tabs === 'all' ? `${text} ` : ''}${face.said}`.trim());
    if (this.tabs === 'one') {
      group.setAttribute('aria-description', face.description ?? '');
      group.setAttribute('aria-pressed', String(/\bchosen\b/.test(face.marks)));
    }
    group.setAttribute('class', `node${isSquare ? ' square' : node.layer === 0 && this.hands.set ? ' given free' : ''} ${face.value === undefined || face.value === 0 ? 'zero' : face.value < 0 ? 'minus' : 'plus'} ${face.marks}`);
    (group.firstElementChild as SVGElement).style.setProperty('--share', String(share));
    group.querySelector(':scope > title')!.textContent = `${node.name}${node.label === undefined ? '' : ` ${node.label}`}${face.value === undefined ? '' : ` ${face.prefix ?? ''}= ${formatNumber(face.value, 17)}`}`;
    if (isSquare) return;
    const value = group.querySelector<SVGTextElement>('.value')!;
    value.textContent = text;
    const width = widthOf(text), { crowded, radius } = this.layout, fits = (2 * radius - 3) / (0.6 * width);
    // In layers of more than six nodes a number that is wider than its circle is smaller.
    value.style.fontSize = this.most > 6 && fits < 14 ? `${Math.max(8, fits).toFixed(1)}px` : '';
    value.classList.toggle('halo', width > this.room || crowded && fits < 14); // it lies over the rim
    const delta = group.querySelector('.delta'), isHidden = this.layout.dense && !/\b(current|chosen)\b/.test(face.marks);
    if (delta) delta.textContent = isHidden ? '' : face.delta ?? '';
    this.showTag('b_' + node.name, 'bias', face.bias, this.layout.crowded && delta !== null && face.delta !== undefined);
    this.showTag('label_' + node.name, 'target', face.target, false);
  }

  private showTag(name: string, kind: string, face: Tag | undefined, isCovered: boolean) {
    const tag = this.parts.get(name);
    if (!tag) return;
    tag.setAttribute('class', `edge ${kind} ${face?.marks ?? ''}${this.hands.set ? ' free' : ''}`);
    const rect = tag.querySelector('rect')!, at = Number(rect.getAttribute('x')) + Number(rect.getAttribute('width')) / 2, width = this.root.clientWidth;
    for (const [text, words] of [[tag.querySelector('.value'), isCovered ? '' : face?.text ?? ''], [tag.querySelector('.was'), face?.was ?? '']] as const) {
      if (!text || text.textContent === words) continue;
      text.textContent = words;
      text.setAttribute('x', String(Math.max(4 * widthOf(words) + 2, Math.min(at, width - 4 * widthOf(words) - 2)))); // a long number is not cut at the rim
    }
    if (this.tabs === 'all') tag.setAttribute('aria-label', face?.said ?? '');
  }
}

const middle = (from: Place, to: Place): Place => ({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });

function put(text: Element, x: number, y: number) {
  text.setAttribute('x', String(x));
  text.setAttribute('y', String(y));
}
