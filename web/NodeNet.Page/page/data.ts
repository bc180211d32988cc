// The rows: a table to edit, or, where the inputs are the squares of pictures, the pictures to choose from.
import type { App } from './app';
import { byId, el } from '../../view/dom';
import { isRefused, refuse, settle, wrongWith } from './fields';
import { called, classOf, cut } from './names';
import { read, show } from '../../view/numbers';
import { drawImage, side } from './pictures';

const mostRows = 100, mostPictures = 60;

export function drawData(app: App, own: (rows: number[][]) => unknown) {
  const { state, t } = app, box = byId('table'), key = JSON.stringify([state.rows.length, state.setup.inputs, state.rows[0]!.length, document.documentElement.lang, state.nodes.map(n => n.label ?? ''), state.standIn]);
  if (side(state)) { drawPictures(app, box, key); return; }
  const last = state.nodes[state.nodes.length - 1]!.layer, columns = [...state.nodes.filter(n => n.layer === 0), ...state.nodes.filter(n => n.layer === last)], names = columns.map(n => called(state, n.name));
  if (box.dataset.key !== key) {
    box.dataset.key = key;
    const input = (r: number, c: number) => el('td', {},
      el('input', { inputmode: 'decimal', autocomplete: 'off', 'aria-label': `${t.row} ${r + 1} ${names[c]}`, change: (event: Event) => cell(app, event.target as HTMLInputElement, r, c), keydown: (event: KeyboardEvent) => arrow(app, event, r, c) }));
    const head = el('tr', {}, el('th', {}, t.row), ...names.map(name => el('th', cut(name) === name ? {} : { title: name }, cut(name))));
    const body = state.rows.slice(0, mostRows).map((row, r) => el('tr', {},
      el('td', {}, el('button', { class: 'row', click: () => app.send({ do: 'choose', row: r }), 'aria-label': `${t.row} ${r + 1}` }, String(r + 1))),
      ...row.map((_, c) => input(r, c))));
    const rest = state.rows.length > mostRows ? [el('p', {}, t.firstRows(mostRows, state.rows.length))] : [];
    box.replaceChildren(...standIn(app), el('table', {}, el('thead', {}, head), el('tbody', {}, ...body)),
      el('button', { click: () => own([...app.state.rows, [...app.state.rows[app.state.rows.length - 1]!]]) }, t.addRow), ...rest);
  }
  // Fields are as wide as their numbers, up to a limit; what is longer ends in "…" and is told where the pointer rests.
  const longest = Math.max(3, ...state.rows.slice(0, mostRows).flatMap(row => row.map(value => show(value, 5).length)));
  box.style.setProperty('--letters', String(Math.min(longest, 9)));
  state.rows.slice(0, mostRows).forEach((row, r) => {
    const line = box.querySelectorAll('tbody tr')[r]!;
    line.classList.toggle('now', state.current.includes(r));
    if (state.current.includes(r)) line.setAttribute('aria-current', 'true'); else line.removeAttribute('aria-current');
    row.forEach((value, c) => { const field = line.querySelectorAll('input')[c]!, meant = c === state.setup.inputs ? classOf(state, value) : undefined; field.title = meant ?? show(value, 17); if (document.activeElement !== field && !isRefused(field)) field.value = show(value, 5); });
  });
}

/** Where there are no rows yet: what the one is that is shown, and how others come. */
const standIn = (app: App) => !app.state.standIn ? [] : [el('p', { id: 'standIn' }, app.state.target === undefined ? app.t.noRowsZeros : app.t.noRows), el('button', { id: 'openRows', click: () => byId('open').click() }, app.t.openRows)];

function cell(app: App, field: HTMLInputElement, row: number, column: number) {
  const value = read(field.value), wrong = wrongWith(field.value, {}, app.t);
  if (wrong !== undefined) { refuse(field, wrong, app.tell); return; }
  settle(field, app.tell);
  if (value !== app.state.rows[row]![column]) void app.send({ do: 'edit', kind: 'Cell', row, column, value });
  else field.value = show(value, 5);
}

function arrow(app: App, event: KeyboardEvent, row: number, column: number) {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  event.preventDefault();
  const value = Number((app.state.rows[row]![column]! + (event.key === 'ArrowUp' ? 0.1 : -0.1)).toPrecision(15));
  (event.target as HTMLInputElement).value = show(value, 5);
  void app.send({ do: 'edit', kind: 'Cell', row, column, value }, false);
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
