// What nodes are called by the table or model that the page is of: columns for inputs, targets or classes for outputs. Without one they are x1, h1, y1.
import { makeName } from '../../view/formula';
import type { State } from './protocol';

const roomOf = 13; // characters in the network

export const labelOf = (state: State, name: string) => state.nodes.find(n => n.name === name)?.label;

/** A node, weight or bias as its table calls it: x1→h1 is "age→h1". */
export function called(state: State, name: string): string {
  if (name.startsWith('b_')) return labelOf(state, name.slice(2)) === undefined ? name : 'b ' + called(state, name.slice(2));
  return name.split('→').map(end => labelOf(state, end) ?? end).join('→');
}

/** Both names of a node that has two: "y1 · species". */
export const bothNames = (state: State, name: string) => called(state, name) === name || name.includes('→') || name.startsWith('b_') ? called(state, name) : `${name} · ${labelOf(state, name)}`;

/** A name as long as there is room: of "colour = green" the word tells more than the column. Who cuts one puts the whole of it into a title. */
export function cut(name: string, room = roomOf) {
  if (name.length <= room) return name;
  const word = name.slice(name.lastIndexOf(' = ') + 1), before = room - 2 - word.length; // "= green"
  if (!name.includes(' = ') || word.length > room) return name.slice(0, room - 1) + '…';
  return before > 0 ? `${name.slice(0, before)}… ${word}` : word;
}

/** Inputs and outputs in a text by what they are called. */
export const named = (state: State, text: string) => text.replace(/\b[xy]\d+\b/g, name => labelOf(state, name) ?? name);

/** A letter with the node or weight that it is of, as formulas write it: w⁺_x1→h1. */
export function letter(state: State, name: string) {
  const at = name.indexOf('_');
  return at < 0 ? named(state, name) : makeName({ base: name.slice(0, at), index: called(state, name.slice(at + 1)) });
}

/** A target in words where it is a class: of one output the class of 0 or 1. */
export const classOf = (state: State, target: number | undefined) => state.classes?.length === 2 && state.classes.length > outputs(state) && (target === 0 || target === 1) ? state.classes[target] : undefined;

const outputs = (state: State) => (state.rows[0]?.length ?? 0) - state.setup.inputs;
