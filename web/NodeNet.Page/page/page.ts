import { drawArithmetic } from './arithmetic';
import { byId, el, read, show } from './dom';
import { ask, boundary } from './engine';
import { decode, encode } from './link';
import { drawNetwork, focusOn } from './network';
import { drawBoundary, drawCurve, nearestRow } from './pictures';
import type { Ask, Pace, Setup, State } from './protocol';
import { languages, texts, type Language } from './texts';

const presets = ['handout', 'node', 'and', 'or', 'xor', 'clouds', 'circle', 'spiral', 'line'] as const;
const paces: Pace[] = ['Term', 'Node', 'Phase', 'Example', 'Epoch'];
let language: Language = (navigator.language.slice(0, 2) in languages ? navigator.language.slice(0, 2) : 'en') as Language;
let t = texts(language);
let state: State, chosen: string | undefined, pace: Pace = 'Epoch', playing = false, edited: string | undefined;

/** Every request goes the same way: ask, then show all of the answer. */
async function send(request: Ask, say = true) {
  state = await ask({ chosen, ...request });
  if (state.message) { stop(); tell(state.message); } else if (say) tell(`${t.step} ${state.step}, ${t.epoch} ${state.epoch}, ${t.loss} ${show(state.loss, 4)}`, false);
  await draw();
}

function tell(words: string, visible = true) {
  const status = byId('status');
  status.textContent = words;
  status.classList.toggle('shown', visible);
}

async function draw() {
  drawNetwork(state, chosen, choose, name => name === 'bias' ? t.bias : t.weight);
  drawArithmetic(state, chosen, t, name => choose(name, undefined), (name, on) => send({ do: 'edit', kind: 'Freeze', name, value: on ? 1 : 0 }));
  drawCurve(state);
  byId('lesson').textContent = state.setup.preset === 'xor' ? t.ask : t.title;
  drawTable();
  drawLayers();
  const n = byId('numbers');
  n.replaceChildren(el('span', {}, `${t.loss} ${show(state.loss, 5)}`), el('span', {}, `${t.epoch} ${state.epoch}, ${t.step} ${state.step}`));
  if (state.right !== undefined) n.prepend(el('strong', {}, t.right(state.right, state.rows.length)));
  if (state.moment) n.append(el('span', {}, `${state.moment.index + 1}/${state.moment.count}: ${state.moment.subject} = ${show(state.moment.value)}`));
  for (const [id, on] of [['undo', state.canUndo], ['redo', state.canRedo], ['back', state.step > 0 || state.moment !== undefined]] as const)
    byId(id).setAttribute('aria-disabled', String(!on)); // not "disabled": the focus would be lost
  const slider = byId<HTMLInputElement>('slider'), rate = byId<HTMLInputElement>('rate'), batch = byId<HTMLInputElement>('batch'), seed = byId<HTMLInputElement>('seed');
  slider.max = String(Math.max(1, state.reached));
  slider.value = String(state.step);
  for (const [field, value] of [[rate, state.rate], [batch, state.setup.batch], [seed, state.setup.seed]] as const) if (document.activeElement !== field) field.value = String(value);
  await drawBoundary(state);
}

function choose(name: string, edit: { x: number; y: number } | undefined) {
  chosen = name;
  void send({ do: 'state' }, false);
  if (edit) openEditor(name, edit); else closeEditor();
}

const valueOf = (name: string) => state.edges.find(e => e.name === name)?.weight ?? state.nodes.find(n => 'b_' + n.name === name)?.bias ?? 0;

function openEditor(name: string, at: { x: number; y: number }) {
  const field = byId<HTMLInputElement>('edit');
  edited = name;
  field.hidden = false;
  field.style.left = at.x + 'px';
  field.style.top = at.y + 'px';
  field.value = String(valueOf(name));
  field.setAttribute('aria-label', name);
  field.focus();
  field.select();
}

function closeEditor(back = false) {
  const name = edited;
  edited = undefined;
  byId('edit').hidden = true;
  if (back && name) focusOn(name);
}

async function edit(name: string, text: string) {
  const value = read(text);
  if (!Number.isFinite(value)) { tell(`“${text}” ?`); return; }
  if (value !== valueOf(name)) await send({ do: 'edit', kind: 'Parameter', name, value }, false);
  tell(t.edited(name, show(value)), false);
}

function drawTable() {
  const key = JSON.stringify([state.rows.length, state.setup.inputs, state.rows[0]!.length, language]), box = byId('table');
  const names = state.rows[0]!.map((_, i) => i < state.setup.inputs ? `x${i + 1}` : `y${i - state.setup.inputs + 1}`);
  if (box.dataset.key !== key) {
    box.dataset.key = key;
    const shown = state.rows.slice(0, 100);
    const input = (r: number, c: number) => el('td', {},
      el('input', { inputmode: 'decimal', 'aria-label': `${t.row} ${r + 1} ${names[c]}`, change: (event: Event) => cell(event, r, c) }));
    const head = el('tr', {}, el('th', {}, t.row), ...names.map(name => el('th', {}, name)));
    const body = shown.map((row, r) => el('tr', {},
      el('td', {}, el('button', { class: 'row', click: () => send({ do: 'choose', row: r }), 'aria-label': `${t.row} ${r + 1}` }, String(r + 1))),
      ...row.map((_, c) => input(r, c))));
    box.replaceChildren(el('table', {}, el('thead', {}, head), el('tbody', {}, ...body)), el('button', { click: addRow }, t.addRow));
  }
  state.rows.slice(0, 100).forEach((row, r) => {
    const line = box.querySelectorAll('tbody tr')[r]!;
    line.classList.toggle('now', state.current.includes(r));
    row.forEach((value, c) => { const field = line.querySelectorAll('input')[c]!; if (document.activeElement !== field) field.value = show(value, 5); });
  });
}

function cell(event: Event, row: number, column: number) {
  const value = read((event.target as HTMLInputElement).value);
  if (Number.isFinite(value)) void send({ do: 'edit', kind: 'Cell', row, column, value }); else void draw();
}

const addRow = () => send({ do: 'continue', setup: { ...state.setup, model: undefined, preset: 'own', rows: [...state.rows, [...state.rows[state.rows.length - 1]!]] } });

function drawLayers() {
  const box = byId('layers'), key = JSON.stringify([state.setup.hidden, state.setup.activation, state.setup.model, language]);
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  box.replaceChildren();
  if (state.setup.model !== undefined) return;
  const hidden = state.setup.hidden, change = (next: number[]) => reopen({ hidden: next });
  hidden.forEach((n, i) => box.append(el('span', {},
    el('button', { disabled: n <= 1, 'aria-label': `${t.layerLess} ${i + 1}`, click: () => change(hidden.map((m, j) => j === i ? m - 1 : m)) }, '−'), String(n),
    el('button', { disabled: n >= 8, 'aria-label': `${t.layerMore} ${i + 1}`, click: () => change(hidden.map((m, j) => j === i ? m + 1 : m)) }, '+'))));
  if (hidden.length < 4) box.append(el('button', { click: () => change([...hidden, 3]) }, t.addLayer));
  if (hidden.length > 0) box.append(el('button', { click: () => change(hidden.slice(0, -1)) }, t.dropLayer));
  if (hidden.length > 0) box.append(select('activation', t.activation, ['sigmoid', 'tanh', 'relu', 'softplus'], name => name, state.setup.activation, activation => reopen({ activation })));
}

/** Another network over the same data: another start. */
const reopen = (changes: Partial<Setup>) => { chosen = undefined; closeEditor(); return send({ do: 'open', setup: { ...state.setup, rows: state.rows, rate: state.rate, ...changes, start: undefined } }); };

function select(id: string, name: string, values: readonly string[], label: (value: string) => string, now: string, act: (value: string) => void) {
  const list = el('select', { id, 'aria-label': name, change: () => act(list.value) }, ...values.map(value => el('option', { value }, label(value))));
  list.value = now;
  return list;
}

const go = (direction: 'forward' | 'back', count = 1) => { stop(); return send({ do: direction, pace, count }); };

function stop() {
  playing = false;
  byId('play').textContent = t.play;
}

/** Plays as fast as pictures can be drawn; at the pace of epochs as many in one go as fit between two pictures. */
async function play() {
  if (playing) { stop(); return; }
  playing = true;
  byId('play').textContent = t.pause;
  let count = 1;
  while (playing) {
    const before = performance.now(), from = state.step;
    await send({ do: 'forward', pace, count, quick: pace === 'Epoch' }, false);
    if (pace === 'Epoch') {
      const spent = performance.now() - before;
      count = Math.max(1, Math.min(20_000, spent < 24 ? count * 1.5 + 1 : count * 24 / spent) | 0);
      if (state.step === from) stop();
    } else await new Promise(done => setTimeout(done, pace === 'Example' ? 150 : 500));
    if (state.right === state.rows.length && state.loss !== undefined && state.loss < 0.01 && playing) { stop(); tell(t.learnt); }
    if (document.hidden && playing) { stop(); tell(t.hidden); }
    await new Promise(requestAnimationFrame);
  }
  await send({ do: 'state' }, false);
}

async function share() {
  const link = encode((await ask({ do: 'link' })).link!, chosen);
  if (link.length > 8000) { tell(t.tooLong); return; }
  location.hash = link;
  await navigator.clipboard?.writeText(location.href).catch(() => undefined);
  tell(t.linkCopied);
}

async function save() {
  const model = (await ask({ do: 'model' })).model!;
  el('a', { download: 'network.json', href: URL.createObjectURL(new Blob([model], { type: 'application/json' })) }).click();
}

async function open(file: File | undefined) {
  if (file) await send({ do: 'open', setup: { ...state.setup, rows: state.rows, rate: state.rate, model: await file.text(), start: undefined } });
}

function build() {
  t = texts(language);
  document.documentElement.lang = language;
  document.title = t.title;
  const button = (id: string, words: string, act: () => unknown, kind = '') => el('button', { id, class: kind, click: act }, words);
  const file = el('input', { type: 'file', accept: '.json', hidden: true, 'aria-label': t.open, change: () => open(file.files?.[0]) });
  byId('top').replaceChildren(button('undo', t.undo, () => send({ do: 'undo' })), button('redo', t.redo, () => send({ do: 'redo' })), button('share', t.share, share),
    button('save', t.save, save), button('open', t.open, () => file.click()), file, button('help', t.help, () => tell(t.helpText)),
    select('language', t.language, Object.keys(languages), value => value, language, value => { language = value as Language; build(); void draw(); }));
  for (const [id, words] of [['data', t.data], ['network', t.network]] as const) byId(id).querySelector('h2')!.textContent = words;
  byId('plane').querySelector('figcaption')!.textContent = t.boundary;
  byId('loss').querySelector('figcaption')!.textContent = t.curve;
  byId('presets').replaceChildren(select('preset', t.data, presets, value => t[value as typeof presets[number]], state.setup.preset,
    preset => { stop(); chosen = undefined; closeEditor(); void send({ do: 'preset', preset }); }));
  const number = (id: string, words: string, step: string, act: (value: number) => unknown, kind = '') => el('label', { class: kind }, words,
    el('input', { id, type: 'number', step, min: 0, change: (event: Event) => { const value = read((event.target as HTMLInputElement).value); if (Number.isFinite(value)) act(value); } }));
  document.querySelector('footer')!.replaceChildren(
    button('back', t.back, () => go('back'), 'go'), button('play', playing ? t.pause : t.play, play, 'go'), button('forward', t.forward, () => go('forward'), 'go'),
    select('pace', t.pace, paces, value => t[value as Pace], pace, value => { pace = value as Pace; }),
    el('input', { id: 'slider', type: 'range', min: 0, max: 1, step: 1, 'aria-label': t.history, input: (event: Event) => send({ do: 'goto', step: Number((event.target as HTMLInputElement).value) }) }),
    number('rate', t.rate, 'any', value => send({ do: 'edit', kind: 'Rate', value }), 'extra'), number('batch', t.batch, '1', batch => send({ do: 'continue', setup: { ...state.setup, rows: state.rows, batch } }), 'extra'),
    number('seed', t.seed, '1', seed => reopen({ seed }), 'extra'), button('restart', t.restart, () => { stop(); return send({ do: 'goto', step: 0 }); }, 'extra'),
    button('new', t.newStart, () => { stop(); return reopen({ seed: state.setup.seed + 1 }); }, 'extra'));
  byId('tabs').replaceChildren(...([['arithmetic', t.arithmetic], ['boundary', t.pictures], ['data', t.data]] as const).map(([tab, words]) =>
    el('button', { 'aria-pressed': String((document.body.dataset.tab ??= 'arithmetic') === tab), click: () => { document.body.dataset.tab = tab; build(); void draw(); } }, words)));
}

function listen() {
  const field = byId<HTMLInputElement>('edit');
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter') { const name = edited!; void edit(name, field.value).then(() => closeEditor(true)); }
    if (event.key === 'Escape') closeEditor(true);
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      field.value = String(Number((read(field.value) + (event.key === 'ArrowUp' ? 0.1 : -0.1)).toPrecision(15)));
      void edit(edited!, field.value);
    }
  });
  field.addEventListener('blur', () => { if (edited) { void edit(edited, field.value); closeEditor(); } });
  byId('plane').querySelector('canvas')!.addEventListener('click', event => send({ do: 'choose', row: nearestRow(state, event.offsetX, event.offsetY) }));
  byId('loss').querySelector('svg')!.addEventListener('goto', event => send({ do: 'goto', step: (event as CustomEvent<number>).detail }));
  document.addEventListener('keydown', event => {
    if ((event.target as Element).closest('input, select, button, g') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ') { event.preventDefault(); void play(); }
    if (event.key === 'ArrowRight') void go('forward');
    if (event.key === 'ArrowLeft') void go('back');
  });
  byId('status').addEventListener('click', () => byId('status').classList.remove('shown'));
  new ResizeObserver(() => { if (state) void draw(); }).observe(byId('field'));
}

(async () => {
  tell(t.starting);
  // What a program saved into the page, or what a link says.
  const saved = document.getElementById('setup')?.textContent;
  const wanted = decode(location.hash.slice(1)) ?? (saved ? { setup: JSON.parse(saved) as Setup } : undefined);
  state = await ask(wanted ? { do: 'open', setup: wanted.setup } : { do: 'state' });
  const refused = state.message;
  chosen = wanted?.chosen;
  build();
  listen();
  await send({ do: 'state' }, false);
  tell(refused ?? '', refused !== undefined);
  // What tests wait for and measure with.
  Object.assign(globalThis, { playground: { ask, boundary, ready: performance.now(), state: () => state } });
})().catch(error => tell(String(error)));
