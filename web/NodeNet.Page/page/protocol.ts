// What NodeNet's engine says and is asked: Messages.cs, seen from here.
export type Pace = 'Term' | 'Node' | 'Phase' | 'Example' | 'Epoch';
export interface Setup {
  preset: string; rows: number[][]; inputs: number; hidden: number[]; activation: string; activations?: string[]; outputActivation: string;
  loss: string; rate: number; batch: number; seed: number; hiddenBias: boolean; outputBias: boolean; frozen: string[]; start?: number[]; model?: string; drawn?: boolean; fitted?: boolean; fresh?: boolean; standIn?: boolean;
}
export interface Ask {
  do: 'state' | 'preset' | 'begin' | 'open' | 'continue' | 'edit' | 'forward' | 'back' | 'goto' | 'choose' | 'undo' | 'redo' | 'link' | 'model' |
    'lesson' | 'answer' | 'mistakes' | 'learnWrong' | 'landscape' | 'check' | 'worksheet' | 'bring' | 'compare' | 'program' | 'sheet' | 'cell';
  preset?: string; setup?: Setup; kind?: 'Parameter' | 'Freeze' | 'Cell' | 'Rate'; name?: string; row?: number; column?: number;
  value?: number; lesson?: number; moment?: number; pace?: Pace; count?: number; step?: number; chosen?: string; digits?: number; quick?: boolean;
  other?: string; low?: number; high?: number; text?: string; file?: string; names?: string[]; again?: boolean; answers?: Answer[];
}
export interface NodeView { name: string; layer: number; activation: string; z?: number; a: number; delta?: number; bias?: number; frozen: boolean; was?: number; new?: number; label?: string }
export interface EdgeView { name: string; from: string; to: string; weight: number; frozen: boolean; was?: number; new?: number }
export interface LineView { subject: string; phase: 'Forward' | 'Loss' | 'Backward' | 'Update'; text: string; mathML: string; value: number; note?: string; reached: boolean; finer: string }
export interface FunctionView { low: number; high: number; values: number[]; z: number; a: number; slope: number }
export interface Compare { name: string; right: number; wrong: number; differs: boolean }
export interface Rival { rate: number; loss?: number; right?: number; parameters: Compare[]; curve: Curve; problem?: string }
export interface Sheet { code?: string; fitsKey: boolean; points: number; mostPoints: number; marks: Mark[]; remarks: string[] }
export interface Curve { rate: number; steps: number[]; losses: number[] }
export interface TermView { edge: string; other: string; weight: number; number: number; product: number }
export interface Moment { index: number; count: number; phase: string; kind: string; subject: string; name: string; value: number; example?: number }
export interface Answer { kind: string; node?: string; source?: string; text: string }
export interface Mark { quantity: string; verdict: string; isRight: boolean; points: number; explanation: string; expected: number; answer: string; reasons: string }
export interface Lesson { index: number; count: number; name: string; tasks: { name: string; kind: 'Do' | 'Answer' | 'Epoch' | 'Predict'; done: boolean; said?: 'falls' | 'rises'; happened?: 'falls' | 'rises' | 'stays' }[]; view?: string; chosen?: string; asked: number[] }
export interface Wrong {
  terms: TermView[]; push?: number; rows: Compare[];
  lossBefore: number; lossAfterRight?: number; lossAfterWrong?: number; why?: string;
}
export interface OwnColumn { name: string; first: number; width: number; isNumber: boolean }
export interface AnswerInWords { name: string; says: string; label?: string }
export interface Own { columns: OwnColumn[]; cells: (string | null)[][]; answers?: AnswerInWords[]; way?: string }
export interface Spot { x: number; y: number; loss?: number }
export interface Landscape { x: string; y: string; size: number; low: number; high: number; losses: number[]; minima: Spot[]; way: Spot[] }
export interface Frame { step: number; reached: number; epoch: number; loss?: number; right?: number; row: number; weights: number[]; biases: (number | null)[]; activations: number[]; isOver: boolean; message?: string; done?: boolean[]; isBroken: boolean; rivalLoss?: number; rivalRight?: number; stuckFor?: number; answersInWords?: AnswerInWords[] }
export interface State {
  setup: Setup; step: number; reached: number; epoch: number; stepsInEpoch: number; rate: number; loss?: number; lossBefore?: number; right?: number; shown: 'Ahead' | 'Inside' | 'Taken' | 'Row'; answers: number[]; rows: number[][];
  current: number[]; nodes: NodeView[]; edges: EdgeView[]; curves: Curve[]; lines: LineView[]; terms: TermView[]; backTerms: TermView[]; moment?: Moment; followed?: string; function?: FunctionView; stop: string[]; rival?: Rival; weights: number; canUndo: boolean; canRedo: boolean;
  lesson?: Lesson; mistakes: string[]; wrong?: Wrong; marks?: Mark[]; landscape?: Landscape; wrongCurve?: Curve; files?: { name: string; text: string; isBase64: boolean }[]; sheet?: Sheet; isBroken: boolean; understood?: string;
  columns?: string[]; isNewTable: boolean; target?: string; classes?: string[]; standIn: boolean; side: number; own?: Own; limits: { rows: number; parameters: number; layers: number; nodes: number; bytes: number };
  message?: string; link?: Setup; model?: string;
}
/** What Engine.cs exports, as the worker sees it. */
export interface Engine { Ask(request: string): string; Play(milliseconds: number, until: string, epochs: number, since: number): string; Boundary(size: number, low: number, high: number): number[] }
export type Files = Record<string, Uint8Array<ArrayBuffer>>;
export type Request = { id: number; files: Files } | { id: number; method: keyof Engine; args: unknown[] };
export type Reply = { id: number; result?: unknown; error?: string };
export type Remote = { [M in keyof Engine]: (...args: Parameters<Engine[M]>) => Promise<ReturnType<Engine[M]>> };
