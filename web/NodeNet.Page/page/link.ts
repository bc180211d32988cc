// A state in the address: weights as the eight bytes of each, so that not a bit is lost.
import type { Setup } from './protocol';

export function encode(setup: Setup, chosen: string | undefined) {
  const { start, ...rest } = setup;
  return btoa(unescape(encodeURIComponent(JSON.stringify({ ...rest, chosen })))) .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
    + '.' + (start ? bytes(new Uint8Array(new Float64Array(start).buffer)) : '');
}

/** The state that a hash holds; undefined where it holds none. Whether it is a good one is the engine's to say. */
export function decode(hash: string): { setup: Setup; chosen?: string } | undefined {
  try {
    const [head, weights] = hash.split('.');
    if (!head) return undefined;
    const { chosen, ...setup } = JSON.parse(decodeURIComponent(escape(atob(head.replace(/-/g, '+').replace(/_/g, '/')))));
    if (weights) setup.start = [...new Float64Array(Uint8Array.from(atob(weights.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0)).buffer)];
    return { setup, chosen: typeof chosen === 'string' ? chosen : undefined };
  } catch { return undefined; }
}

const bytes = (data: Uint8Array) => btoa(String.fromCharCode(...data)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
