import type { Ask, Engine, Files, Frame, Remote, Reply, State } from './protocol';

const script = (bytes: Uint8Array<ArrayBuffer>) => URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' }));

/** NodeNet and its runtime: packed in the page itself, or, where it is served as a folder, in a file beside it. */
async function unpack(): Promise<Files> {
  const here = document.getElementById('pack'), packed = await fetch(here ? 'data:;base64,' + here.textContent : 'nodenet.pack');
  const bytes = await new Response(packed.body!.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  const n = new DataView(bytes).getUint32(0, true), files: Files = {};
  let at = 4 + n;
  for (const [name, length] of JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, n))) as [string, number][]) {
    files[name] = new Uint8Array(bytes, at, length);
    at += length;
  }
  return files;
}

/** NodeNet in a worker, where every call gives a promise; on the page's own thread only where no worker can be had. */
async function start(): Promise<Remote> {
  const files = await unpack(), code = script(files['worker.js']!);
  try {
    const worker = new Worker(code);
    const open = new Map<number, { done: (result: never) => void; failed: (error: Error) => void }>();
    let id = 0;
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      const call = open.get(data.id)!;
      open.delete(data.id);
      if (data.error) call.failed(new Error(data.error)); else call.done(data.result as never);
    };
    worker.onerror = event => {
      event.preventDefault();
      for (const call of open.values()) call.failed(new Error('worker: ' + event.message));
      open.clear();
    };
    const send = <T>(message: object) => new Promise<T>((done, failed) => { open.set(++id, { done, failed }); worker.postMessage({ id, ...message }); });
    await send({ files });
    const call = <M extends keyof Engine>(method: M) => (...args: Parameters<Engine[M]>) => send<ReturnType<Engine[M]>>({ method, args });
    return { Ask: call('Ask'), Play: call('Play'), Boundary: call('Boundary') };
  } catch (error) { console.warn('no worker', error); }
  await new Promise((onload, onerror) => document.head.append(Object.assign(document.createElement('script'), { src: code, onload, onerror })));
  const engine = await (globalThis as unknown as { startNodeNet(files: Files): Promise<Engine> }).startNodeNet(files);
  return { Ask: async request => engine.Ask(request), Play: async (...args) => engine.Play(...args), Boundary: async (size, low, high) => engine.Boundary(size, low, high) };
}

const engine = start();

let open = 0;

/** Whether nothing is asked. */
export const isIdle = () => open === 0;

export async function ask(request: Ask): Promise<State> {
  open++;
  try { return JSON.parse(await (await engine).Ask(JSON.stringify(request))) as State; } finally { open--; }
}

export async function boundary(size: number, low: number, high: number): Promise<number[]> {
  open++;
  try { return await (await engine).Boundary(size, low, high); } finally { open--; }
}

/** Learns for some milliseconds: the numbers of now, and nothing else. */
export async function frame(milliseconds: number, until: string, epochs: number, since: number): Promise<Frame> {
  return JSON.parse(await (await engine).Play(milliseconds, until, epochs, since)) as Frame;
}
