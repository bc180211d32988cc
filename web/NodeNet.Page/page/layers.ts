// The controls over the layers: one node more or less, and the layer's activation function; layers that come and go.
import type { App } from './app';
import { byId, el } from '../../view/dom';
import { middleOf } from '../../view/layout';
import type { Setup } from './protocol';

const functions = ['sigmoid', 'tanh', 'relu', 'softplus', 'identity'];

export interface LayerActs {
  /** The same weights with another function. */
  goOn(changes: Partial<Setup>): unknown;
  /** Another network over the same data. */
  reopen(changes: Partial<Setup>): unknown;
}

export function drawLayers(app: App, acts: LayerActs) {
  const box = byId('layers'), setup = app.state.setup, layers = app.state.nodes[app.state.nodes.length - 1]!.layer + 1, width = byId('field').clientWidth;
  const room = Math.min(104, (width - 76) / Math.max(1, layers - 1) - 6, layers === 1 ? width : 92), tall = room < 92;
  const key = JSON.stringify([setup.hidden, setup.drawn, setup.outputActivation, layers, room, document.documentElement.lang]);
  if (box.dataset.key !== key) {
    box.dataset.key = key;
    const controls = () => [...document.querySelectorAll<HTMLElement>('#layers :is(button, select), #depth button')].filter(control => !(control as HTMLButtonElement).disabled);
    const focused = controls().indexOf(document.activeElement as HTMLElement), id = document.activeElement?.id;
    box.classList.toggle('tall', tall);
    box.replaceChildren(...Array.from({ length: layers }, (_, layer) => column(app, acts, layer, layers, room)));
    depth(app, acts);
    if (focused >= 0) (controls().find(control => control.id === id) ?? controls()[Math.min(focused, controls().length - 1)])?.focus(); // what had it was made anew
  }
  box.querySelectorAll<HTMLElement>(':scope > div').forEach((div, layer) => { div.style.left = middleOf(layer, layers, width) + 'px'; });
  box.querySelectorAll('select').forEach((list, i) => { list.value = i < setup.hidden.length ? of(setup, i) : setup.outputActivation; });
}

/** Whether the layers are those of a model that is larger than what is made here, or made otherwise. */
const isFixed = (setup: Setup) => setup.model !== undefined && !setup.drawn;

const of = (setup: Setup, hidden: number) => setup.activations?.[hidden] ?? setup.activation;

function column(app: App, acts: LayerActs, layer: number, layers: number, room: number) {
  const { t, state } = app, setup = state.setup, i = layer - 1, isOutput = layer === layers - 1, div = el('div', { style: `width:${room}px` });
  if (layer === 0) return div;
  if (isFixed(setup)) { div.append(el('span', {}, state.nodes.find(n => n.layer === layer)!.activation)); return div; }
  if (!isOutput) {
    const change = (by: number) => acts.reopen({ hidden: setup.hidden.map((n, j) => j === i ? n + by : n) });
    div.append(el('span', { class: 'count' },
      el('button', { id: `less${layer}`, disabled: setup.hidden[i]! <= 1, 'aria-label': `${t.layerLess} ${layer}`, click: () => change(-1) }, '−'),
      el('button', { id: `more${layer}`, disabled: setup.hidden[i]! >= state.limits.nodes, 'aria-label': `${t.layerMore} ${layer}`, click: () => change(1) }, '+')));
  }
  const now = isOutput ? setup.outputActivation : of(setup, i), name = isOutput ? t.outputActivation : `${t.activation} ${layer}`;
  const list = el('select', { id: isOutput ? 'output' : `activation${layer}`, 'aria-label': name, change: () => acts.goOn(isOutput ? { outputActivation: list.value }
    : { activations: app.state.setup.hidden.map((_, j) => j === i ? list.value : of(app.state.setup, j)) }) }, ...[...functions, ...functions.includes(now) ? [] : [now]].map(value => el('option', { value }, value)));
  div.append(list);
  return div;
}

function depth(app: App, acts: LayerActs) {
  const { t, state } = app, setup = state.setup, hidden = setup.hidden;
  if (isFixed(setup)) { byId('depth').replaceChildren(); return; }
  byId('depth').replaceChildren(
    el('button', { id: 'addLayer', disabled: hidden.length >= state.limits.layers, click: () => acts.reopen({ hidden: [...hidden, 3] }) }, t.addLayer),
    el('button', { id: 'dropLayer', disabled: hidden.length === 0, click: () => acts.reopen({ hidden: hidden.slice(0, -1), activations: (setup.activations ?? []).slice(0, hidden.length - 1) }) }, t.dropLayer));
}
