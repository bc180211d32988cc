// What can stand below the pictures instead of the arithmetic: the landscape, mistakes on purpose, checking, worksheets.
import { contours } from 'd3-contour';
import type { App } from './app';
import { showUnasked, teacher } from './asked';
import { byId, el, svg } from '../../view/dom';
import { read, show } from '../../view/numbers';
import { ask } from './engine';
import { isRefused, numberField } from './fields';
import { say } from './lesson';
import { bothNames, called, letter } from './names';
import type { Answer, Landscape, Sheet, State } from './protocol';
import { speak } from './texts';

let axes: [string, string] | undefined, land: Landscape | undefined, reach = 5;
let tries = 0, asked = '';
let blanks = 'backward';
const clicked = new Set<string>();

export async function drawPanel(app: App, playing: boolean) {
  const box = byId('panel');
  box.hidden = app.view === 'arithmetic';
  byId('lines').hidden = app.view !== 'arithmetic';
  if (app.view === 'landscape') await landscape(app, box, playing);
  else if (app.view === 'mistakes') mistakes(app, box);
  else if (app.view === 'check') check(app, box, playing);
  else if (app.view === 'worksheet') worksheet(app, box);
  else if (app.view === 'compare') compare(app, box);
  else box.dataset.key = '';
}

/** Makes a panel once for a key, so that focus stays where it is. */
function once(box: HTMLElement, key: string, make: () => (Node | string)[]) {
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  box.replaceChildren(...make());
}

const choice = (label: string, values: readonly (readonly [string, string])[], now: string, act: (value: string) => void) => {
  const list = el('select', { 'aria-label': label, change: () => act(list.value) }, ...values.map(([value, words]) => el('option', { value }, words)));
  list.value = now;
  return list;
};

async function landscape(app: App, box: HTMLElement, playing: boolean) {
  const t = app.t, names = [...app.state.edges.map(e => e.name), ...app.state.nodes.filter(n => n.bias !== undefined).map(n => 'b_' + n.name)];
  if (names.length < 2) { box.replaceChildren(t.choose); return; }
  if (!axes || !axes.every(name => names.includes(name))) axes = [names[0]!, app.state.edges.find(e => e.to === 'y1' && e.name !== names[0])?.name ?? names[1]!];
  const key = `landscape ${names.join()} ${axes} ${document.documentElement.lang}`;
  const pick = (i: 0 | 1) => (value: string) => { axes![i] = value; if (axes![0] === axes![1]) axes![1 - i] = names.find(name => name !== value)!; land = undefined; void drawPanel(app, false); };
  once(box, key, () => [
    el('div', { class: 'row' }, '→ ', choice(t.weightX, names.map(n => [n, called(app.state, n)] as const), axes![0], pick(0)), ' ↑ ', choice(t.weightY, names.map(n => [n, called(app.state, n)] as const), axes![1], pick(1)),
      choice(t.to, ['2', '5', '10', '20'].map(n => [n, '±' + n] as const), String(reach), value => { reach = Number(value); land = undefined; void drawPanel(app, false); })),
    el('div', { id: 'land' }), el('p', { id: 'bottoms' })]);
  if (!playing || !land) land = (await ask({ do: 'landscape', name: axes[0], other: axes[1], count: 41, low: -reach, high: reach, quick: true })).landscape;
  if (land && app.view === 'landscape') drawLand(app, land);
}

const side = 300, edge = 26;

function drawLand(app: App, of: Landscape) {
  const cells = of.size, span = of.high - of.low, x = (v: number) => edge + (v - of.low) / span * (side - edge), y = (v: number) => (side - edge) - (v - of.low) / span * (side - edge);
  // A loss is drawn by its logarithm, so that valleys show beside walls.
  const heights = of.losses.map(loss => Math.log10(Math.max(1e-6, loss))), least = Math.min(...heights), most = Math.max(...heights);
  const levels = Array.from({ length: 14 }, (_, i) => least + (most - least) * i / 14);
  const at = ([column, row]: number[]) => `${(edge + (column! - 0.5) / (cells - 1) * (side - edge)).toFixed(1)} ${((row! - 0.5) / (cells - 1) * (side - edge)).toFixed(1)}`;
  const value = (name: string) => app.state.edges.find(e => e.name === name)?.weight ?? app.state.nodes.find(n => 'b_' + n.name === name)?.bias ?? 0;
  const now = { x: value(of.x), y: value(of.y) };
  const inside = (spot: { x: number; y: number }) => spot.x >= of.low && spot.x <= of.high && spot.y >= of.low && spot.y <= of.high;
  const root = svg('svg', { viewBox: `0 0 ${side} ${side}`, width: side, height: side, role: 'group', 'aria-label': `${app.t.landscape}: ${of.x}, ${of.y}; ${app.t.here} ${show(now.x, 4)}, ${show(now.y, 4)}` },
    ...contours().size([cells, cells]).thresholds(levels)(heights).map((level, i) => svg('path', {
      class: 'level', d: level.coordinates.map(polygon => polygon.map(ring => 'M' + ring.map(at).join('L') + 'Z').join('')).join(''), 'fill-opacity': 0.06 + 0.02 * (i % 2),
    })),
    svg('path', { d: `M${edge} 0V${side - edge}H${side}`, stroke: 'currentColor', fill: 'none' }),
    ...[of.low, 0, of.high].flatMap(v => [label(x(v), side - 10, show(v, 3), v === of.low ? 'start' : v === of.high ? 'end' : 'middle'), label(edge - 4, Math.max(8, Math.min(side - edge - 6, y(v))), show(v, 3), 'end')]),
    svg('path', { class: 'way', d: of.way.filter(inside).map((spot, i) => `${i ? 'L' : 'M'}${x(spot.x).toFixed(1)} ${y(spot.y).toFixed(1)}`).join('') }),
    ...of.minima.map((spot, i) => svg('path', { class: 'bottom', 'stroke-width': i ? 2 : 4, d: `M${x(spot.x) - 6} ${y(spot.y)}h12M${x(spot.x)} ${y(spot.y) - 6}v12` })));
  const dot = svg('circle', { class: 'now', cx: x(now.x), cy: y(now.y), r: 8, tabindex: 0, role: 'button', 'aria-label': `${app.t.here}: ${of.x} ${show(now.x, 4)}, ${of.y} ${show(now.y, 4)}` });
  const move = async (toX: number, toY: number) => {
    await app.send({ do: 'edit', kind: 'Parameter', name: of.x, value: Math.round(toX * 1000) / 1000 }, false);
    await app.send({ do: 'edit', kind: 'Parameter', name: of.y, value: Math.round(toY * 1000) / 1000 }, false);
    (byId('land').querySelector('.now') as SVGElement | null)?.focus();
  };
  dot.addEventListener('keydown', event => {
    const by = ({ ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] } as Record<string, [number, number]>)[(event as KeyboardEvent).key];
    if (by) { event.preventDefault(); event.stopPropagation(); void move(now.x + by[0], now.y + by[1]); }
  });
  let dragged = false;
  const where = (event: PointerEvent) => {
    const area = root.getBoundingClientRect(), scale = side / area.width;
    return [of.low + ((event.clientX - area.left) * scale - edge) / (side - edge) * span, of.low + ((side - edge) - (event.clientY - area.top) * scale) / (side - edge) * span] as const;
  };
  dot.addEventListener('pointerdown', event => { dragged = true; dot.setPointerCapture((event as PointerEvent).pointerId); event.preventDefault(); });
  dot.addEventListener('pointermove', event => { if (!dragged) return; const [toX, toY] = where(event as PointerEvent); dot.setAttribute('cx', String(x(toX))); dot.setAttribute('cy', String(y(toY))); });
  dot.addEventListener('pointerup', event => { if (!dragged) return; dragged = false; const [toX, toY] = where(event as PointerEvent); void move(Math.max(of.low, Math.min(of.high, toX)), Math.max(of.low, Math.min(of.high, toY))); });
  root.append(dot);
  byId('land').replaceChildren(root);
  byId('bottoms').textContent = of.minima.slice(0, 2).map(spot => app.t.minimum(show(spot.x, 3), show(spot.y, 3), show(spot.loss, 3))).join('; ');
}

const label = (x: number, y: number, words: string, anchor: string) => svg('text', { x, y, 'text-anchor': anchor, 'font-size': 14, fill: 'currentColor', 'dominant-baseline': 'middle' }, words);

function mistakes(app: App, box: HTMLElement) {
  const t = app.t, state = app.state;
  once(box, 'mistakes ' + document.documentElement.lang, () => [
    el('fieldset', {}, el('legend', {}, t.mistakes), ...state.mistakes.map((name, i) => el('label', {}, el('input', { type: 'checkbox', value: name, change: pick }), t.mistakeNames[i] ?? name))),
    el('button', { click: () => app.send({ do: 'learnWrong', count: Math.max(50, app.state.epoch) }, false) }, t.learnWrong), el('div', { id: 'wrong' })]);
  function pick() {
    const names = [...box.querySelectorAll<HTMLInputElement>('input:checked')].map(field => field.value);
    void app.send({ do: 'mistakes', names }, false);
  }
  if (!state.wrong && !state.message && document.activeElement?.closest('fieldset') !== box.querySelector('fieldset'))
    for (const field of box.querySelectorAll<HTMLInputElement>('input:checked')) field.checked = false;
  const wrong = state.wrong, place = byId('wrong');
  if (!wrong) { place.replaceChildren(el('p', {}, t.hintMistake)); return; }
  const rows = [...wrong.rows, { name: state.current.length > 1 ? t.lossAfterRows : t.lossAfter, right: wrong.lossAfterRight ?? NaN, wrong: wrong.lossAfterWrong ?? NaN, differs: wrong.lossAfterRight !== wrong.lossAfterWrong }];
  const terms = wrong.terms.length && wrong.rows[0]?.differs ? [el('table', { 'aria-label': t.push }, el('tbody', {},
    ...wrong.terms.slice(0, 9).map(term => el('tr', {}, el('td', {}, called(state, term.other)), el('td', {}, called(state, term.edge)), el('td', {}, show(term.product)))),
    el('tr', {}, el('td', {}, 'Σ'), el('td', {}, ''), el('td', {}, show(wrong.push)))))] : [];
  place.replaceChildren(...(wrong.why ? [el('p', {}, t.nothing)] : []),
    el('table', {}, el('thead', {}, el('tr', {}, el('th', {}, ''), el('th', {}, t.right1), el('th', {}, t.wrong1))), el('tbody', {},
      ...rows.map(row => el('tr', { class: row.differs ? 'differs' : '' }, el('th', { scope: 'row' }, letter(state, row.name)), el('td', {}, showUnasked(state, row.right)), el('td', {}, (row.differs ? '≠ ' : '') + show(row.wrong)))))), ...terms);
}

function check(app: App, box: HTMLElement, playing: boolean) {
  // After a step the picture has the new weights; what is asked is about these, and not about those that the step began with.
  if (app.state.shown === 'Taken') { if (!playing) void app.send({ do: 'choose', row: app.state.current[0]! }, false); return; }
  const t = app.t, name = app.chosen, state = app.state, node = state.nodes.find(n => n.name === name && n.layer > 0);
  if (!node) { once(box, 'check ' + document.documentElement.lang, () => [el('p', {}, t.chooseNode), ...filledSheet(app)]); return; }
  const output = node.layer === Math.max(...state.nodes.map(n => n.layer)), key = `check ${name} ${state.step} ${state.current[0]} ${document.documentElement.lang}`;
  const ask: { words: string; answer: Omit<Answer, 'text'> }[] = [
    { words: 'z_' + name, answer: { kind: 'NetInput', node: name } }, { words: 'a_' + name, answer: { kind: 'Activation', node: name } },
    ...(output ? [{ words: t.loss, answer: { kind: 'Loss' } }] : []), { words: 'slope_' + name, answer: { kind: 'Slope', node: name } },
    { words: 'δ_' + name, answer: { kind: 'Delta', node: name } },
    ...state.edges.filter(e => e.to === name).slice(0, 3).map(e => ({ words: 'w⁺_' + e.name, answer: { kind: 'NewWeight', node: name, source: e.from } }))];
  if (asked !== key) { asked = key; tries = 0; }
  once(box, key, () => {
    const rows = ask.map(({ words }) => el('div', { class: 'answer' }, el('label', {}, el('span', {}, letter(state, words), ' ='), el('input', { 'aria-label': speak(words, t), inputmode: 'decimal', autocomplete: 'off' })), el('span', { class: 'verdict' })));
    const open = () => tries >= 2 || teacher.on;
    const reveal = el('button', { id: 'reveal', 'aria-disabled': String(!open()), title: t.tryFirst, click: () => { if (open()) void mark(true); else app.tell(t.tryFirst); } }, t.showAnswer);
    const mark = async (all: boolean) => {
      const fields = rows.map(row => row.querySelector('input')!), filled = ask.map((a, i) => ({ ...a.answer, text: fields[i]!.value })).filter(a => all || a.text.trim() !== '');
      if (filled.length === 0) return;
      if (!all) tries++; // only what was written is a try
      reveal.setAttribute('aria-disabled', String(!open()));
      await app.send({ do: 'check', answers: filled }, false);
      let next = 0;
      rows.forEach((row, i) => {
        if (!all && fields[i]!.value.trim() === '') return;
        const found = app.state.marks?.[next++], place = row.querySelector<HTMLElement>('.verdict')!;
        say(app, place, found);
        if (all && found && !found.isRight) place.append(' ' + show(found.expected));
      });
    };
    for (const row of rows) row.querySelector('input')!.addEventListener('keydown', event => { if (event.key === 'Enter') void mark(false); });
    const key = el('input', { id: 'teacher', type: 'checkbox', change: () => { teacher.on = key.checked; reveal.setAttribute('aria-disabled', String(!open())); void app.send({ do: 'state' }, false); } });
    key.checked = teacher.on;
    return [el('h3', {}, `${t.check}: ${bothNames(state, name!)}`), el('p', { id: 'about' }, app.where()), ...rows, el('div', { class: 'row' }, el('button', { id: 'mark', click: () => mark(false) }, t.checkButton), reveal, el('label', { class: 'tick' }, key, t.teacher)),
      ...filledSheet(app)];
  });
}

/** Where a filled sheet is pasted and marked: it needs no node. */
function filledSheet(app: App) {
  const { t } = app, sheet = el('textarea', { rows: 3, id: 'sheet', 'aria-label': t.pasteSheet, placeholder: t.pasteSheet }), marks = el('div', { id: 'marks', role: 'status' });
  const markSheet = async () => { if (sheet.value.trim() === '') return; await app.send({ do: 'sheet', text: sheet.value }, false); if (app.state.sheet) showSheet(app, marks, app.state.sheet); };
  return [el('details', { id: 'filled' }, el('summary', {}, t.pasteSheet), sheet, el('button', { id: 'markSheet', click: markSheet }, t.markSheet)), marks];
}

/** The marks of a filled sheet, blank by blank; the right numbers are not in it unless the teacher wants them. */
function showSheet(app: App, place: HTMLElement, sheet: Sheet) {
  place.replaceChildren(el('p', {}, el('strong', {}, app.t.points(sheet.points, sheet.mostPoints))), ...sheet.remarks.map(remark => el('p', { lang: 'en' }, remark)),
    el('ol', {}, ...sheet.marks.map(mark => {
      const verdict = el('span', { class: 'verdict' });
      say(app, verdict, mark);
      if (teacher.on && !mark.isRight) verdict.append(' ' + show(mark.expected));
      return el('li', {}, `${mark.quantity}: ${mark.answer || '–'} `, verdict);
    })));
}

const mimes: Record<string, string> = { html: 'text/html', zip: 'application/zip', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', json: 'application/json' };

/** Files to save, as links in a list. */
export const fileLinks = (files: NonNullable<State['files']>) => files.map(file => {
  const content = file.isBase64 ? Uint8Array.from(atob(file.text), c => c.charCodeAt(0)) : file.text, type = mimes[file.name.split('.').pop()!] ?? 'text/plain';
  return el('li', {}, el('a', { download: file.name, href: URL.createObjectURL(new Blob([content], { type })) }, file.name));
});

/** A click in the network while worksheets are made: its numbers become blanks, or are given again. */
export function blank(app: App, name: string) {
  if (blanks !== 'chosen') return;
  if (!clicked.delete(name)) clicked.add(name);
  listBlanks(app);
}

function listBlanks(app: App) {
  const place = document.getElementById('clicked');
  if (!place) return;
  place.hidden = blanks !== 'chosen';
  place.replaceChildren(el('p', {}, clicked.size ? [...clicked].map(name => called(app.state, name)).join(', ') : app.t.blanksHint));
}

function worksheet(app: App, box: HTMLElement) {
  const t = app.t, kinds = [['forward', t.forward1], ['backward', t.backward1], ['update', t.update1], ['everything', t.everything], ['chosen', t.chosenBlanks]] as const;
  once(box, 'worksheet ' + document.documentElement.lang, () => {
    const limits = { least: 1, most: 30, whole: true }, links = el('ul', { class: 'files', id: 'files' });
    const count = numberField({ id: 'sheets', value: 1, limits: () => limits, words: () => app.t, tell: app.tell, take: () => undefined });
    const make = async () => {
      if (isRefused(count)) return;
      if (blanks === 'chosen' && clicked.size === 0) { app.tell(t.noBlanks); return; }
      await app.send({ do: 'worksheet', name: blanks, names: [...clicked], count: read(count.value), step: app.state.setup.seed }, false);
      links.replaceChildren(...fileLinks(app.state.files ?? []));
      if (!app.state.message) app.tell(t.made, false);
    };
    return [el('h3', {}, t.worksheet), el('div', { class: 'row' }, choice(t.blanks, kinds, blanks, value => { blanks = value; listBlanks(app); }), el('label', {}, t.variants, ' ', count), el('button', { id: 'make', click: make }, t.make)),
      el('div', { id: 'clicked', hidden: true }), el('p', {}, t.made), links];
  });
  listBlanks(app);
}

/** Two networks over the same data, step by step, with two rates. */
function compare(app: App, box: HTMLElement) {
  const t = app.t, rival = app.state.rival;
  once(box, 'compare ' + document.documentElement.lang, () => {
    const go = (value: number) => app.send({ do: 'compare', value }, false);
    const rate = numberField({ id: 'otherRate', value: Number((app.state.rate / 10).toPrecision(4)), limits: () => ({ least: 0 }), words: () => app.t, tell: app.tell, take: go, waits: true });
    return [el('p', {}, t.compareHint), el('div', { class: 'row' }, el('label', {}, t.secondRate, ' ', rate), el('button', { id: 'goAlong', click: () => isRefused(rate) ? undefined : go(read(rate.value)) }, t.goAlong), el('button', { id: 'goAway', click: () => go(0) }, t.goAway)), el('div', { id: 'rival' })];
  });
  const place = byId('rival');
  if (!rival) { place.replaceChildren(); return; }
  const right = app.state.right, rows: [string, string, string][] = [
    ['α', show(app.state.rate, 4), show(rival.rate, 4)], [t.meanLoss, show(app.state.loss, 5), show(rival.loss, 5)],
    ...right === undefined ? [] : [[t.right(0, app.state.rows.length).split(':')[0]!, String(right), String(rival.right)] as [string, string, string]],
    ...rival.parameters.map(p => [called(app.state, p.name), show(p.right, 5), show(p.wrong, 5)] as [string, string, string])];
  place.replaceChildren(...rival.problem ? [el('p', { class: 'differs' }, rival.problem)] : [],
    el('table', {}, el('thead', {}, el('tr', {}, el('th', {}, ''), el('th', {}, t.first), el('th', {}, t.second))), el('tbody', {}, ...rows.map(([name, one, other]) => el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, one), el('td', {}, other))))));
}
