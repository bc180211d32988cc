// What nodes are called by the table or model that the page is of: columns for inputs, targets or classes for outputs. Without one they are x1, h1, y1.
import { show } from '../../view/numbers';
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

/** Names cut so that they differ: at their end, or else in their middle, or else with their number before them. */
export function cutAll(names: readonly string[], room = roomOf): string[] {
  const ends = names.map(name => cut(name, room)), isTwice = (all: string[], text: string) => all.indexOf(text) !== all.lastIndexOf(text);
  const half = Math.floor((room - 1) / 2);
  const middles = names.map((name, i) => isTwice(ends, ends[i]!) && name.length > room ? `${name.slice(0, room - 1 - half).trimEnd()}…${name.slice(-half).trimStart()}` : ends[i]!);
  return middles.map((text, i) => isTwice(middles, text) && names[i]!.length > room ? `${i + 1} ${names[i]!.slice(0, room - 2 - String(i + 1).length)}…` : text);
}

let shortened: { key: string; texts: Map<string, string> } | undefined;

/** What a node is called, cut so that it differs from all others. */
export function shortOf(state: State, name: string, room = roomOf) {
  const named = state.nodes.filter(n => n.label !== undefined), key = JSON.stringify([room, named.map(n => n.label)]);
  if (shortened?.key !== key) {
    const texts = cutAll(named.map(n => n.label!), room);
    shortened = { key, texts: new Map(named.map((n, i) => [n.name, texts[i]!])) };
  }
  return shortened.texts.get(name) ?? cut(called(state, name), room);
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

/** What the network says of the row that is shown, and what it should say: in the table's own words where it has some, and of classes by their names. */
export function answersOf(state: State): { name: string; says: string; label: string }[] {
  if (state.own?.answers) return state.own.answers.map(({ name, says, label }) => ({ name, says: brief(says), label: brief(label ?? '–') }));
  const last = state.nodes[state.nodes.length - 1]!.layer, names = state.nodes.filter(n => n.layer === last).map(n => n.name), targets = state.rows[state.current[0]!]!.slice(state.setup.inputs);
  if (names.length === 1) return [{ name: called(state, names[0]!), says: show(state.answers[0], 3), label: classOf(state, targets[0]) ?? show(targets[0], 3) }];
  const largest = (values: number[]) => called(state, names[values.indexOf(Math.max(...values))]!);
  return [{ name: '', says: largest(state.answers), label: largest(targets) }];
}

/** Of a number, four digits. */
export const brief = (cell: string, digits = 4) => cell.trim() !== '' && Number.isFinite(Number(cell)) ? show(Number(cell), digits) : cell;
