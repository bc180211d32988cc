// The rows: a table to edit, or, where the inputs are the squares of pictures, the pictures to choose from.
import type { App } from './app';
import { byId, el } from '../../view/dom';
import { isRefused, refuse, settle, wrongWith } from './fields';
import { brief, called, classOf, cutAll } from './names';
import type { Own } from './protocol';
import { read, show } from '../../view/numbers';
import { drawImage, side } from './pictures';

const mostRows = 100, mostPictures = 60;

/** A column of the table: what its cells show and tell, and what becomes of them when they are written or an arrow key changes them. */
interface Column { name: string; text(row: number): string; title(row: number): string; write(row: number, field: HTMLInputElement): void; step(row: number, up: boolean): string | undefined }

export function drawData(app: App, own: (rows: number[][]) => unknown) {
  const { state, t } = app, box = byId('table'), key = JSON.stringify([state.rows.length, state.setup.inputs, state.rows[0]!.length, document.documentElement.lang, state.nodes.map(n => n.label ?? ''), state.own?.columns, state.standIn]);
  if (side(state)) { drawPictures(app, box, key); return; }
  const columns = state.own ? ownColumns(app, state.own) : columnsOf(app), names = columns.map(column => column.name), heads = cutAll(names);
  if (box.dataset.key !== key) {
    box.dataset.key = key;
    const now = (c: number) => (app.state.own ? ownColumns(app, app.state.own) : columnsOf(app))[c]!; // of the state of then
    const input = (r: number, c: number) => el('td', {}, el('input', {
      inputmode: state.own && !state.own.columns[c]!.isNumber ? undefined : 'decimal', autocomplete: 'off', 'aria-label': `${t.row} ${r + 1} ${names[c]}`,
      change: (event: Event) => now(c).write(r, event.target as HTMLInputElement), keydown: (event: KeyboardEvent) => arrow(event, r, now(c)) }));
    const head = el('tr', {}, el('th', {}, t.row), ...names.map((name, c) => el('th', heads[c] === name ? {} : { title: name }, heads[c]!)));
    const body = state.rows.slice(0, mostRows).map((_, r) => el('tr', {},
      el('td', {}, el('button', { class: 'row', click: () => app.send({ do: 'choose', row: r }), 'aria-label': `${t.row} ${r + 1}` }, String(r + 1))),
      ...columns.map((_, c) => input(r, c))));
    const rest = state.rows.length > mostRows ? [el('p', {}, t.firstRows(mostRows, state.rows.length))] : [];
    box.replaceChildren(...standIn(app), el('table', {}, el('thead', {}, head), el('tbody', {}, ...body)),
      el('button', { click: () => own([...app.state.rows, [...app.state.rows[app.state.rows.length - 1]!]]) }, t.addRow), ...rest);
  }
  // Fields are as wide as their texts, up to a limit; what is longer ends in "…" and is told where the pointer rests.
  const rows = state.rows.slice(0, mostRows), longest = Math.max(3, ...rows.flatMap((_, r) => columns.map(column => column.text(r).length)));
  box.style.setProperty('--letters', String(Math.min(longest, 9)));
  rows.forEach((_, r) => {
    const line = box.querySelectorAll('tbody tr')[r]!;
    line.classList.toggle('now', state.current.includes(r));
    if (state.current.includes(r)) line.setAttribute('aria-current', 'true'); else line.removeAttribute('aria-current');
    columns.forEach((column, c) => { const field = line.querySelectorAll('input')[c]!; field.title = column.title(r); if (document.activeElement !== field && !isRefused(field)) field.value = column.text(r); });
  });
}

/** The network's numbers, which are the table's own. */
function columnsOf(app: App): Column[] {
  const { state } = app, last = state.nodes[state.nodes.length - 1]!.layer;
  return [...state.nodes.filter(n => n.layer === 0), ...state.nodes.filter(n => n.layer === last)].map((node, c) => {
    const value = (r: number) => state.rows[r]![c]!, change = (row: number, to: number, say: boolean) => void app.send({ do: 'edit', kind: 'Cell', row, column: c, value: to }, say);
    return {
      name: called(state, node.name), text: r => show(value(r), 5), title: r => (c === state.setup.inputs ? classOf(state, value(r)) : undefined) ?? show(value(r), 17),
      write: (r, field) => {
        const to = read(field.value), wrong = wrongWith(field.value, {}, app.t);
        if (wrong !== undefined) { refuse(field, wrong, app.tell); return; }
        settle(field, app.tell);
        if (to !== value(r)) change(r, to, true); else field.value = show(value(r), 5);
      },
      step: (r, up) => { const to = Number((value(r) + (up ? 0.1 : -0.1)).toPrecision(15)); change(r, to, false); return show(to, 5); },
    };
  });
}

/** The cells as their pupil wrote them; what the network takes for them is told where the pointer rests. */
function ownColumns(app: App, own: Own): Column[] {
  const { state } = app, last = state.nodes[state.nodes.length - 1]!.layer, nodes = [...state.nodes.filter(n => n.layer === 0), ...state.nodes.filter(n => n.layer === last)];
  return own.columns.map(({ name, first, width, isNumber }, c) => {
    const cell = (r: number) => own.cells[r]?.[c] ?? '?', text = (r: number) => isNumber ? brief(cell(r), 7) : cell(r);
    const change = (row: number, words: string, say: boolean) => app.send({ do: 'cell', row, column: c, text: words }, say);
    return {
      name, text,
      title: r => `${cell(r)} → ${nodes.slice(first, first + width).map((node, i) => `${node.name} = ${show(state.rows[r]![first + i], 7)}`).join(', ')}`,
      write: (r, field) => { if (field.value !== text(r)) void change(r, field.value, true).then(() => { if (app.state.own) field.value = ownColumns(app, app.state.own)[c]!.text(r); }); },
      step: (r, up) => {
        if (!isNumber || cell(r).trim() === '' || !Number.isFinite(Number(cell(r)))) return undefined;
        const by = Number.isInteger(Number(cell(r))) ? 1 : 0.1, to = String(Number((Number(cell(r)) + (up ? by : -by)).toPrecision(12)));
        void change(r, to, false);
        return brief(to, 7);
      },
    };
  });
}

/** Where there are no rows yet: what the one is that is shown, and how others come. */
const standIn = (app: App) => !app.state.standIn ? [] : [el('p', { id: 'standIn' }, app.state.target === undefined ? app.t.noRowsZeros : app.t.noRows), el('button', { id: 'openRows', click: () => byId('open').click() }, app.t.openRows)];

function arrow(event: KeyboardEvent, row: number, column: Column) {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  event.preventDefault();
  const text = column.step(row, event.key === 'ArrowUp');
  if (text !== undefined) (event.target as HTMLInputElement).value = text;
}

function drawPictures(app: App, box: HTMLElement, key: string) {
  const { state, t } = app;
  if (box.dataset.key !== key) {
    box.dataset.key = key;
    box.replaceChildren(...standIn(app), el('div', { class: 'images' }, ...state.rows.slice(0, mostPictures).map((row, r) => {
      const targets = row.slice(state.setup.inputs), canvas = el('canvas', { 'aria-hidden': true });
      return el('button', { class: 'image', click: () => app.send({ do: 'choose', row: r }), 'aria-label': `${t.row} ${r + 1}: ${t.label} ${called(state, `y${1 + targets.indexOf(Math.max(...targets))}`)}` }, canvas);
    })));
  }
  box.querySelectorAll<HTMLElement>('.image').forEach((button, r) => {
    button.setAttribute('aria-pressed', String(state.current.includes(r)));
    const now = JSON.stringify(state.rows[r]!.slice(0, state.setup.inputs));
    if (button.dataset.now === now) return;
    button.dataset.now = now;
    drawImage(button.querySelector('canvas')!, state.rows[r]!, side(state));
  });
}
