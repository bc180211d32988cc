import { drawArithmetic } from './arithmetic';
import { byId, el } from '../../view/dom';
import { digitsToTell, read, show as number } from '../../view/numbers';
import { setSlider, stepOf } from '../../view/timeline';
import type { App, View } from './app';
import { ask, boundary, frame, isIdle } from './engine';
import { drawData } from './data';
import { drawLayers } from './layers';
import { drawLesson } from './lesson';
import { decode, encode } from './link';
import { answersOf, called, named } from './names';
import { drawNetwork, focusOn, placeOf, type NetworkActs } from './network';
import { drawActivation, drawBoundary, drawCurve, nearestRow, side, spot } from './pictures';
import { blank, drawPanel, fileLinks } from './panels';
import type { Ask, Curve, Frame, Pace, Setup, State } from './protocol';
import { languages, speak, texts, type Language } from './texts';

const presets = ['handout', 'node', 'and', 'or', 'xor', 'clouds', 'circle', 'spiral', 'line', 'digits'] as const;
const losses = ['sse', 'half_sse', 'mse', 'binary_cross_entropy'];
const views: View[] = ['arithmetic', 'landscape', 'mistakes', 'compare', 'check', 'worksheet'];
const paces: Pace[] = ['Term', 'Node', 'Phase', 'Example', 'Epoch'];
let language: Language = (navigator.language.slice(0, 2) in languages ? navigator.language.slice(0, 2) : 'en') as Language;
let t = texts(language);
let state!: State, chosen: string | undefined, pace: Pace = 'Epoch', playing = false, edited: string | undefined;
let view: View = 'arithmetic', until = 'Learnt', speed = 'fast', painting: 'look' | 'paint1' | 'paint0' | 'erase' = 'look';
let most = 1000; // epochs

let wrongCurve: Curve | undefined, frames = 0, asking = 0;

const app: App = {
  get state() { return state; }, get t() { return t; }, get chosen() { return chosen; }, get view() { return view; },
  send, tell, stop, choose: name => choose(name), show: next => show(next),
};

function show(next: View) {
  view = next;
  document.body.dataset.view = next;
  byId<HTMLSelectElement>('view').value = view;
  void drawPanel(app, playing);
}

/** Every request goes the same way: ask, then show all of the answer. */
async function send(request: Ask, say = true) {
  const before = state, turn = ++asking, answer = await ask({ chosen, pace, ...request });
  if (turn !== asking && request.do === 'state') return; // a newer question is on its way
  state = answer;
  if (state.wrongCurve) { wrongCurve = state.wrongCurve; document.body.dataset.view = 'pictures'; } else if (['preset', 'open', 'continue', 'lesson', 'bring'].includes(request.do)) wrongCurve = undefined;
  if (request.do === 'lesson') { chosen = state.lesson?.chosen; show((state.lesson?.view ?? 'arithmetic') as View); if (chosen) return send({ do: 'state' }, false); }
  if (state.understood || ['preset', 'open', 'lesson', 'bring', 'undo', 'redo'].includes(request.do) && !state.message) showUnderstood();
  if (state.message) { stop(); tell(state.message, true, state.isBroken); } else if (say) tell(spoken(), false);
  await draw();
}

/** What was understood of the table, or of the model's, that the page is of. */
function showUnderstood() {
  const box = byId('understood');
  box.hidden = !state.understood;
  box.querySelector('pre')!.textContent = state.understood ?? '';
}

/** What a stop or a step says to those who listen: all its formulas, or what became of the loss. */
function spoken() {
  if (state.stop.length) return [...state.shown === 'Taken' ? [`${where()}, ${t.loss} ${lost()}`] : [], ...state.stop].map(formula => named(state, speak(formula, t))).join('. ');
  return speak(`${where()}, ${t.epoch} ${state.epoch}, ${t.loss} ${lost()}`, t);
}

/** Which moment is shown: by this the picture, the arithmetic, the table and what is said belong together. */
function where() {
  const [first, last] = [state.current[0]! + 1, state.current[state.current.length - 1]! + 1], rows = first === last ? `${t.row} ${first}` : `${t.row} ${first} (${first}–${last})`;
  return t.where[state.shown](state.shown === 'Ahead' || state.shown === 'Inside' ? state.step + 1 : state.step, rows);
}

/** The loss; of a step that was just taken, what became of it. */
function lost(digits = 4) {
  const { loss, lossBefore: was } = state, of = (value: number | undefined) => number(value, was === undefined ? digits : digitsToTell(was, loss, 4));
  return was === undefined || was === loss ? of(loss) : `${of(was)} → ${of(loss)}`;
}

/** A message; about a number that would not have been finite, with what helps. */
function tell(words: string, visible = true, broken = false) {
  const status = byId('status'), help = byId('remedies');
  status.textContent = words;
  status.classList.toggle('shown', visible && words !== '');
  help.hidden = !broken;
  if (!broken) return;
  const smaller = Number((state.rate / 10).toPrecision(6));
  help.replaceChildren(
    el('button', { id: 'goBack', click: () => { byId('back').focus(); return go('back'); } }, t.back),
    el('button', { id: 'smaller', click: () => { byId('rate').focus(); return send({ do: 'edit', kind: 'Rate', value: smaller }); } }, `α = ${number(smaller, 4)}`));
}

/** The size of the field that the picture was drawn for. */
let drawnFor = '';
const sizeOf = () => `${byId('field').clientWidth} × ${byId('field').clientHeight}`;

async function draw() {
  drawLayers(app, layerActs);
  drawnFor = sizeOf();
  drawNetwork(state, chosen, network);
  drawArithmetic(state, chosen, t, { go: name => choose(name), edit: name => choose(name, placeOf(name)), freeze: (name, on) => void send({ do: 'edit', kind: 'Freeze', name, value: on ? 1 : 0 }) });
  drawActivation(state, view === 'arithmetic' ? chosen : undefined, t);
  fit();
  drawCurve(state, wrongCurve);
  drawLesson(app);
  drawData(app, own);
  drawTarget();
  const caption = byId('plane').querySelector('figcaption')!;
  caption.title = caption.textContent = captionOf();
  drawNumbers();
  for (const [id, on] of [['undo', state.canUndo], ['redo', state.canRedo], ['back', state.step > 0 || state.moment !== undefined]] as const)
    byId(id).setAttribute('aria-disabled', String(!on)); // not "disabled": the focus would be lost
  const slider = byId<HTMLInputElement>('slider'), rate = byId<HTMLInputElement>('rate'), batch = byId<HTMLInputElement>('batch'), seed = byId<HTMLInputElement>('seed');
  setSlider(slider, state.step, Math.max(1, state.reached), `${t.step} ${state.step} / ${state.reached}, ${t.epoch} ${state.epoch}, ${where()}`);
  byId<HTMLSelectElement>('preset').value = presets.includes(state.setup.preset as 'xor') ? state.setup.preset : 'own';
  const lossname = byId<HTMLSelectElement>('lossname');
  if (![...lossname.options].some(option => option.value === state.setup.loss)) lossname.append(el('option', { value: state.setup.loss }, state.setup.loss)); // a model's own
  lossname.value = state.setup.loss;
  for (const [field, value] of [[rate, state.rate], [batch, state.setup.batch], [seed, state.setup.seed]] as const) if (document.activeElement !== field) field.value = String(value);
  batch.max = String(state.rows.length);
  await Promise.all([drawBoundary(state, t), drawPanel(app, playing)]);
}

/** What the picture shows: the output over one input or two, or the row itself where that is a picture. */
function captionOf() {
  if (side(state)) return `${t.row} ${state.current[0]! + 1}: ${t.label} ${answersOf(state)[0]!.label}`;
  return named(state, state.setup.inputs === 1 ? t.boundary.replace(', x2', '') : t.boundary);
}

/** Where the arithmetic needs the room, the pictures are smaller, or make way for it. */
function fit() {
  const pane = byId('side'), isOver = () => innerWidth > 800 && view === 'arithmetic' && chosen !== undefined && pane.scrollHeight > pane.clientHeight;
  pane.classList.remove('full', 'small');
  if (isOver()) pane.classList.add('small');
  if (isOver()) pane.classList.add('full');
}

function drawNumbers() {
  const n = byId('numbers');
  n.replaceChildren(el('span', {}, `${t.loss} ${lost(5)}`), el('span', { id: 'where' }, `${t.epoch} ${state.epoch}, ${where()}`));
  if (state.right !== undefined) n.prepend(el('strong', {}, t.right(state.right, state.rows.length)));
  // What an output means where it is more than its own number: in the table's units, or of several classes the one.
  if (state.own ? state.own.answers : state.answers.length > 1 && state.right !== undefined)
    for (const { name, says, label } of answersOf(state).slice(0, 3)) n.append(el('span', { class: 'says' }, `${name ? name + ': ' : ''}${t.says} ${says}, ${t.label} ${label}`));
  if (state.rival) n.append(el('span', { class: 'rival' }, `α ${number(state.rival.rate, 3)}: ${t.loss} ${number(state.rival.loss, 4)}`));
  if (state.moment) n.append(el('span', {}, `${state.moment.index + 1}/${state.moment.count}: ${named(state, state.moment.subject)} = ${number(state.moment.value)}`));
}

function choose(name: string, edit?: { x: number; y: number }) {
  chosen = name.replace('label_', '');
  if (view === 'worksheet') blank(app, chosen);
  void send({ do: 'state' }, false);
  if (edit && view !== 'worksheet') openEditor(name, edit); else closeEditor();
}

/** The column of the current row that a node stands for; undefined where it stands for none. */
function columnOf(name: string) {
  const names = state.nodes.map(n => n.name), last = state.nodes[state.nodes.length - 1]!.layer, outputs = state.nodes.filter(n => n.layer === last).map(n => n.name);
  if (name.startsWith('label_')) return state.setup.inputs + outputs.indexOf(name.slice(6));
  const input = names.indexOf(name);
  return input >= 0 && input < state.setup.inputs ? input : undefined;
}

function valueOf(name: string) {
  const column = columnOf(name);
  return column !== undefined ? state.rows[state.current[0]!]![column]! : state.edges.find(e => e.name === name)?.weight ?? state.nodes.find(n => 'b_' + n.name === name)?.bias ?? 0;
}

let waiting: { name: string; value: number; again: boolean } | undefined, setting: Promise<void> | undefined;

/** Changes a number by hand; of those that come while the engine computes, the last one counts. */
function set(name: string, value: number, again: boolean): Promise<void> {
  waiting = { name, value, again: waiting ? waiting.again : again };
  return setting ??= (async () => {
    while (waiting) {
      const next = waiting;
      waiting = undefined;
      const column = columnOf(next.name);
      await send(column === undefined ? { do: 'edit', kind: 'Parameter', name: next.name, value: next.value, again: next.again }
        : { do: 'edit', kind: 'Cell', row: state.current[0]!, column, value: next.value, again: next.again }, false);
      if (!state.message) tell(t.edited(called(state, next.name.replace('label_', '')), number(next.value)), false);
    }
    setting = undefined;
  })();
}

const network: NetworkActs = { choose, set: (name, value, again) => { stop(); void set(name, value, again); }, get words() { return { weight: t.weight, bias: t.bias, target: t.label, leftOut: t.leftOut }; } };

function openEditor(name: string, at: { x: number; y: number }) {
  const field = byId<HTMLInputElement>('edit');
  edited = name;
  field.hidden = false;
  field.style.left = at.x + 'px';
  field.style.top = at.y + 'px';
  field.value = String(valueOf(name));
  field.setAttribute('aria-label', name.startsWith('label_') ? `${t.label} ${called(state, name.slice(6))}` : called(state, name));
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
  if (value !== valueOf(name)) await set(name, value, false);
}

const layerActs = { goOn: (changes: Partial<Setup>) => goOn(changes), reopen: (changes: Partial<Setup>) => reopen(changes) };

/** The same weights with another function, loss or batch. */
const goOn = (changes: Partial<Setup>) => { stop(); return send({ do: 'continue', setup: { ...state.setup, rows: state.rows, standIn: state.standIn, ...changes } }); };

/** Another network over the same data: another start. */
const reopen = (changes: Partial<Setup>) => { stop(); chosen = undefined; closeEditor(); return send({ do: 'open', setup: { ...state.setup, rows: state.rows, standIn: state.standIn, rate: state.rate, ...changes, frozen: [], start: undefined, fresh: true } }); };

function select(id: string, name: string, values: readonly string[], label: (value: string) => string, now: string, act: (value: string) => void) {
  const list = el('select', { id, 'aria-label': name, change: () => act(list.value) }, ...values.map(value => el('option', { value }, label(value))));
  list.value = now;
  return list;
}

const go = (direction: 'forward' | 'back', count = 1) => { stop(); return send({ do: direction, pace, count }); };

function stop() {
  playing = false;
  document.body.classList.remove('playing');
  byId('play').textContent = t.play;
}

/** Plays: at the pace of epochs the worker learns while the page draws, and says little; at other paces, stop by stop. */
async function play() {
  if (playing) { stop(); return; }
  playing = true;
  byId('play').textContent = t.pause;
  let ends: { words: string; broken: boolean } | undefined;
  if (pace === 'Epoch' && speed === 'fast') {
    document.body.classList.add('playing'); // the arithmetic stays behind
    ends = await playFast();
  }
  else while (playing) {
    const from = state.step, at = state.moment?.index;
    await send({ do: 'forward', pace }, false);
    if (!playing || state.step === from && state.moment?.index === at) break;
    if (pace === 'Epoch' && over()) { ends = { words: t.ended[until] ?? t.learnt, broken: false }; break; }
    await new Promise(done => setTimeout(done, speed === 'slow' ? 800 : pace === 'Example' || pace === 'Epoch' ? 100 : 400));
    if (document.hidden) { ends = { words: t.hidden, broken: false }; break; }
  }
  stop();
  const message = state.message, broken = state.isBroken;
  await send({ do: 'state' }, false);
  if (ends) tell(ends.words, true, ends.broken); else if (message) tell(message, true, broken);
}

const over = () => until === 'Never' ? false : until === 'Epochs' ? state.epoch % most === 0 : (until === 'Loss' || state.right === undefined || state.right === state.rows.length) && (until === 'Right' || (state.loss ?? 1) < 0.01);

/** Where the bar has no room for all settings, those that are changed least stand under More. */
const compact = matchMedia('(min-width: 801px) and (max-width: 1100px)');

/** For those who want little to move, two pictures a second. */
const calm = matchMedia('(prefers-reduced-motion: reduce)');

async function playFast(): Promise<{ words: string; broken: boolean } | undefined> {
  const last = until === 'Epochs' ? state.epoch + most : 0;
  if (until !== 'Never' && until !== 'Epochs' && over()) return { words: t.ended[until] ?? t.learnt, broken: false };
  let next = frame(12, until, last), ends = '', broken = false, drawn = performance.now();
  while (playing) {
    const now = await next;
    if (now.isOver || now.message !== undefined || document.hidden) { broken = now.isBroken; ends = now.message ?? (!now.isOver ? t.hidden : t.ended[until] ?? t.learnt); }
    else {
      // It learns on while this one is drawn: for as long as drawing takes, but not so long that pictures get slow.
      const took = performance.now() - drawn;
      drawn = performance.now();
      next = frame(calm.matches ? 200 : Math.max(12, Math.min(24, took - 3)), until, last);
    }
    take(now);
    if (frames++ % 6 === 0 || calm.matches) { drawCurve(state, wrongCurve); void drawBoundary(state, t, 20); if (view === 'landscape') void drawPanel(app, true); }
    if (ends) { stop(); return { words: ends, broken }; }
    await new Promise<unknown>(done => { if (calm.matches) setTimeout(done, 400); else requestAnimationFrame(done); });
  }
  await next; // one is still on its way
  return undefined;
}

/** The numbers of a frame into the picture. */
function take(now: Frame) {
  Object.assign(state, { step: now.step, reached: now.reached, epoch: now.epoch, loss: now.loss, right: now.right, moment: undefined, shown: 'Row', current: [now.row], answers: now.activations.slice(-state.answers.length), lossBefore: undefined });
  state.edges.forEach((edge, i) => Object.assign(edge, { weight: now.weights[i], was: undefined, new: undefined }));
  state.nodes.forEach((node, i) => Object.assign(node, { a: now.activations[i], bias: now.biases[i] ?? undefined, was: undefined, new: undefined }));
  if (state.own) state.own.answers = now.answersInWords;
  const curve = state.curves[0]!;
  if (now.loss !== undefined && now.step > (curve.steps[curve.steps.length - 1] ?? -1)) { curve.steps.push(now.step); curve.losses.push(now.loss); }
  if (curve.steps.length > 900) for (const list of [curve.steps, curve.losses]) list.splice(0, list.length, ...list.filter((_, i) => i % 2 === 0));
  const tasks = state.lesson?.tasks ?? [];
  if (now.done && tasks.some((task, i) => task.done !== now.done![i])) { tasks.forEach((task, i) => { task.done = now.done![i]!; }); drawLesson(app); }
  if (state.rival) { state.rival.loss = now.rivalLoss; state.rival.right = now.rivalRight; }
  drawNetwork(state, chosen, network);
  drawNumbers();
  setSlider(byId<HTMLInputElement>('slider'), state.step, Math.max(1, state.reached), `${t.step} ${state.step} / ${state.reached}, ${t.epoch} ${state.epoch}`);
}

/** The longest link that every browser and mail takes. */
const mostLink = 8000;

let shared = '';

/** Another link in the address of a page that is open. */
async function follow() {
  const hash = location.hash.slice(1), isOwn = hash === shared, wanted = isOwn ? undefined : decode(hash);
  if (isOwn) shared = '';
  if (!wanted) return;
  stop(); closeEditor();
  await openLink(wanted);
  build();
  await draw();
}

/** Opens what a link holds; what it refuses is told. */
async function openLink({ setup, place }: NonNullable<ReturnType<typeof decode>>) {
  if (paces.includes(place.pace!)) pace = place.pace!;
  const before = chosen;
  chosen = place.chosen;
  if (state) await send({ do: 'open', setup, lesson: place.lesson ?? -1, moment: place.moment ?? -1 });
  else { state = await ask({ do: 'begin', chosen, pace, setup, lesson: place.lesson ?? -1, moment: place.moment ?? -1 }); showUnderstood(); }
  if (state.message) { chosen = before; return; }
  if (views.includes(place.view as View)) view = place.view as View;
}

async function share() {
  const place = { chosen, lesson: state.lesson?.index, ...state.shown === 'Inside' && state.moment ? { moment: state.moment.index } : {}, pace, view }, of = async (quick: boolean) => encode((await ask({ do: 'link', quick })).link!, place);
  let link = await of(false);
  const isShort = link.length > mostLink && state.setup.model !== undefined && state.setup.drawn === true;
  if (isShort) link = await of(true);
  if (link.length > mostLink) { tell(t.tooLong); return; }
  if (location.hash !== '#' + link) location.hash = shared = link; // which tells "follow"
  await navigator.clipboard?.writeText(location.href).catch(() => undefined);
  tell(isShort ? t.linkWithoutNames : t.linkCopied);
}

/** The same network for a program: C#, the rows, the model file. */
async function exportProgram() {
  await send({ do: 'program' }, false);
  byId('exported').replaceChildren(...fileLinks(state.files ?? []));
  tell(t.made, false);
}

async function save() {
  const { model, message } = await ask({ do: 'model' });
  if (model === undefined) { tell(message!); return; }
  el('a', { download: 'model.json', href: URL.createObjectURL(new Blob([model], { type: 'application/json' })) }).click();
  tell(t.saved);
}

/** A model file, or a table. */
async function open(file: File | undefined) {
  if (!file) return;
  if (file.size > state.limits.bytes) { tell(t.tooLarge(Math.round(state.limits.bytes / 1e6))); return; }
  await bring(await file.text(), file.name);
}

/** The table that was opened last, for another target. */
let table: { text: string; file: string | undefined; columns: string[] } | undefined;

async function bring(text: string, file?: string, target?: string) {
  stop(); chosen = undefined; closeEditor();
  await send({ do: 'bring', text, file, name: target });
  if (state.message) return;
  if (state.columns) table = { text, file, columns: state.columns };
  tell(state.columns === undefined ? t.modelOpened : state.isNewTable ? t.tableOpened(state.target ?? '', state.rows.length) : t.rowsOpened(state.rows.length));
  drawTarget();
}

/** What is to be learnt of a table of one's own: another column can be chosen. */
function drawTarget() {
  const box = byId('target'), isOwn = table !== undefined && state.setup.fitted === true && table.columns.includes(state.target ?? ''), key = isOwn ? JSON.stringify([table!.columns, state.target, language]) : '';
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  const { text, file, columns } = table ?? { text: '', file: undefined, columns: [] };
  box.replaceChildren(...isOwn ? [el('label', { class: 'stack' }, t.target, select('targetColumn', t.target, columns, name => name, state.target!, name => void bring(text, file, name).then(() => byId('targetColumn')?.focus())))] : []);
}

/** A click in the picture: chooses the nearest row, or paints. */
function paint(x: number, y: number) {
  const wide = side(state);
  if (wide) {
    // In a picture: a square, to be chosen, inked or cleared.
    const size = byId('plane').querySelector('canvas')!.clientWidth, at = Math.floor(y / size * wide) * wide + Math.floor(x / size * wide), name = state.nodes[at]!.name;
    return painting === 'look' ? choose(name) : set(name, painting === 'paint1' ? 1 : 0, false);
  }
  const rows = state.rows, near = nearestRow(state, x, y);
  if (painting === 'look') return send({ do: 'choose', row: near });
  if (painting === 'erase') return rows.length > 1 && !state.standIn ? own(rows.filter((_, i) => i !== near)) : undefined;
  const [x1, x2] = spot(state, x, y), row = [...rows[0]!].fill(0);
  row[0] = x1;
  if (state.setup.inputs > 1) row[1] = x2;
  row[state.setup.inputs] = painting === 'paint1' ? 1 : 0;
  return own([...rows, row]);
}

const own = (rows: number[][]) => send({ do: 'continue', setup: { ...state.setup, preset: 'own', standIn: false, rows: state.standIn ? rows.slice(1) : rows } });

function build() {
  t = texts(language);
  document.documentElement.lang = language;
  document.title = t.title;
  const button = (id: string, words: string, act: () => unknown, kind = '') => el('button', { id, class: kind, click: act }, words);
  const file = el('input', { type: 'file', accept: '.json,.csv,.tsv,.txt', hidden: true, 'aria-label': t.openFile, change: () => { void open(file.files?.[0]); file.value = ''; } });
  const lessons = ['-1', ...Object.keys(t.lessons).map((_, i) => String(i))];
  byId('pick').replaceChildren(select('lessons', t.lesson, lessons, value => value === '-1' ? t.freePlay : `${t.lessonOf(Number(value) + 1, lessons.length - 1)}: ${Object.values(t.lessons)[Number(value)]!.title}`, String(state.lesson?.index ?? -1),
    value => { stop(); closeEditor(); chosen = undefined; void send({ do: 'lesson', row: Number(value) }); }));
  byId('top').replaceChildren(button('undo', t.undo, () => send({ do: 'undo' })), button('redo', t.redo, () => send({ do: 'redo' })), button('share', t.share, share),
    button('worksheet', t.worksheet, () => show(view === 'worksheet' ? 'arithmetic' : 'worksheet')), button('check', t.checkButton, () => show(view === 'check' ? 'arithmetic' : 'check')), button('help', t.help, () => tell(t.helpText)));
  for (const [id, words] of [['data', t.data], ['network', t.network]] as const) byId(id).querySelector('h2')!.textContent = words;
  byId('loss').querySelector('figcaption')!.textContent = t.curve;
  byId('presets').replaceChildren(select('preset', t.data, [...presets, 'own'], value => t[value as typeof presets[number]], state.setup.preset,
    preset => { if (preset === 'own') return; stop(); chosen = undefined; closeEditor(); void send({ do: 'preset', preset }); }));
  byId('understood').querySelector('summary')!.textContent = t.understood;
  byId('more').querySelector('summary')!.textContent = t.more;
  byId('more').querySelector('div')!.replaceChildren(el('label', { class: 'stack' }, t.paint, select('paint', t.paint, ['look', 'paint1', 'paint0', 'erase'], value => t[value as typeof painting], painting, value => { painting = value as typeof painting; })),
    el('div', { class: 'pair' }, button('open', t.open, () => file.click()), button('save', t.save, save), button('export', t.exportProgram, exportProgram)), file, el('p', {}, t.pasteHint), el('ul', { class: 'files', id: 'exported' }),
    el('label', { class: 'stack' }, t.until, select('until', t.until, ['Learnt', 'Right', 'Loss', 'Epochs', 'Never'], value => t[value as 'Learnt'], until, value => { until = value; byId('mostEpochs').hidden = until !== 'Epochs'; })),
    el('label', { class: 'stack', id: 'mostEpochs', hidden: until !== 'Epochs' }, t.epochs, el('input', { id: 'epochs', type: 'number', min: 1, max: 100000, value: most, change: (event: Event) => { most = Math.max(1, Math.min(100000, Math.round(read((event.target as HTMLInputElement).value)) || 1000)); } })),
    el('label', { class: 'stack' }, t.language, select('language', t.language, Object.keys(languages), value => value, language, value => { language = value as Language; build(); void draw(); byId('language').focus(); })));
  byId('views').replaceChildren(select('view', t.view, views, value => t[value as View], view, value => show(value as View)));
  const numeric = (id: string, words: string, step: string, act: (value: number) => unknown, kind = '') => el('label', { class: kind }, words,
    el('input', { id, type: 'number', step, min: 0, change: (event: Event) => { const value = read((event.target as HTMLInputElement).value); if (Number.isFinite(value)) act(value); } }));
  byId('bar').replaceChildren(button('back', t.back, () => go('back'), 'go'), button('play', playing ? t.pause : t.play, play, 'go'), button('forward', t.forward, () => go('forward'), 'go'));
  const playSpeed = select('speed', t.speed, ['fast', 'slow'], value => t[value as 'fast'], speed, value => { speed = value; stop(); });
  const lossName = select('lossname', t.loss, [...losses, ...losses.includes(state.setup.loss) ? [] : [state.setup.loss]], value => value, state.setup.loss, loss => goOn({ loss })), seed = numeric('seed', t.seed, '1', value => reopen({ seed: value }), compact.matches ? 'stack' : '');
  if (compact.matches) byId('more').querySelector('div')!.append(el('label', { class: 'stack' }, t.speed, playSpeed), el('label', { class: 'stack' }, t.loss, lossName), seed);
  byId('settings').replaceChildren(
    select('pace', t.pace, paces, value => t[value as Pace], pace, value => { pace = value as Pace; stop(); }),
    ...compact.matches ? [] : [playSpeed],
    el('input', { id: 'slider', type: 'range', min: 0, max: 1, step: 1, 'aria-label': t.history, input: (event: Event) => { stop(); void send({ do: 'goto', step: Number((event.target as HTMLInputElement).value) }); } }),
    numeric('rate', t.rate, 'any', value => send({ do: 'edit', kind: 'Rate', value })), ...compact.matches ? [] : [lossName],
    numeric('batch', t.batch, '1', batch => goOn({ batch })), ...compact.matches ? [] : [seed],
    button('restart', t.restart, () => { stop(); return send({ do: 'goto', step: 0 }); }), button('new', t.newStart, () => { stop(); return reopen({ seed: state.setup.seed + 1 }); }));
  byId('tabs').replaceChildren(...([['arithmetic', t.arithmetic], ['boundary', t.pictures], ['data', t.data], ['lesson', t.lessonTab]] as const).map(([tab, words]) =>
    el('button', { 'aria-pressed': String((document.body.dataset.tab ??= 'arithmetic') === tab), click: () => { document.body.dataset.tab = tab; build(); void draw(); } }, words)));
}

function listen() {
  const field = byId<HTMLInputElement>('edit');
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter') { const name = edited!, text = field.value; closeEditor(true); void edit(name, text); }
    if (event.key === 'Escape') closeEditor(true);
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      field.value = String(Number((read(field.value) + (event.key === 'ArrowUp' ? 0.1 : -0.1)).toPrecision(15)));
      void edit(edited!, field.value);
    }
  });
  field.addEventListener('blur', () => { if (edited) { void edit(edited, field.value); closeEditor(); } });
  byId('plane').querySelector('canvas')!.addEventListener('click', event => paint(event.offsetX, event.offsetY));
  byId('loss').querySelector('svg')!.addEventListener('goto', event => send({ do: 'goto', step: (event as CustomEvent<number>).detail }));
  document.addEventListener('keydown', event => {
    const hasOwn = (target: Element) => target.closest('input, select, textarea, button, g, .scroll, [tabindex="0"]') !== null, way = stepOf(event, hasOwn);
    if (way) { event.preventDefault(); void go(way); }
    else if (event.key === ' ' && !hasOwn(event.target as Element)) { event.preventDefault(); void play(); }
  });
  document.addEventListener('paste', event => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!(event.target as Element).closest?.('input, textarea') && text.trim() !== '') void bring(text);
  });
  document.addEventListener('dragover', event => event.preventDefault());
  document.addEventListener('drop', event => { event.preventDefault(); void open(event.dataTransfer?.files[0]); });
  byId('status').addEventListener('click', () => byId('status').classList.remove('shown'));
  addEventListener('hashchange', () => void follow());
  compact.addEventListener('change', () => { build(); void draw(); });
}

(async () => {
  tell(t.starting);
  // Served as a folder, the page keeps itself for days without a network.
  if (!document.getElementById('pack')) await navigator.serviceWorker?.register('service-worker.js').catch(() => undefined);
  // What a program saved into the page, or what a link says.
  const saved = document.getElementById('setup')?.textContent;
  const wanted = decode(location.hash.slice(1)) ?? (saved ? { setup: JSON.parse(saved) as Setup, place: {} } : undefined);
  if (wanted) await openLink(wanted); else state = await ask({ do: 'state', pace });
  const refused = state.message;
  build();
  listen();
  show(view);
  await draw();
  new ResizeObserver(() => { if (drawnFor !== sizeOf()) void draw(); }).observe(byId('field'));
  tell(refused ?? '', refused !== undefined);
  // What tests wait for and measure with.
  Object.assign(globalThis, { playground: { ask, boundary, isIdle, ready: performance.now(), state: () => state, frames: () => frames } });
})().catch(error => tell(String(error)));
