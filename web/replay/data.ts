// What a replay's file holds: ReplayDocument in C# writes it.
export interface Kind { of: 'node' | 'edge' | 'step'; name: string; symbol: string; input?: string }
export type Saved = number | string | null;
export type Table = Record<string, Saved[]>;
export interface Step { at: number; epoch?: number; note: string; script: number; values: Table; examples: Table[] }
export interface ScriptLine { phase: Phase; x?: number; pace?: string; about?: string; for?: string; title: number; say?: number; formulas?: number[]; shows?: string[] }
export interface Rows {
  of: number; inputs: Saved[][]; targets: Saved[][]; plane?: { squares: number; low: number[]; high: number[] };
  steps: { before: Saved[][]; after: Saved[][]; planeBefore: string; planeAfter: string }[];
}
export interface Run { name: string; loss: [number, number][]; steps: Step[]; stepsInEpoch?: number; rows?: Rows }
export interface DataNode { id: string; layer: number; label?: string; biased?: boolean }
export interface Data {
  kinds: Record<string, Kind>; nodes: DataNode[]; edges: [string, string][]; captions: [string, string][]; frozen: number[];
  scripts: ScriptLine[][]; texts: string[]; formulas: string[]; runs: Run[]; digits: number; note?: string; byNodes: boolean; conventions: string[];
  positions?: { node: Map<string, number>; edge: Map<string, number> }; ids?: { node: string[]; edge: string[] };
}
export interface Moment { line: ScriptLine; step: Step; stepIndex: number; example: number; title: string; say: string; formulas: string[]; key: string }

/** The phases of a step, in their order. */
export const phases = { forward: 'Forward pass', loss: 'Loss', backward: 'Backward pass: δ', update: 'Update', after: 'Did it help?' };
export type Phase = keyof typeof phases;
