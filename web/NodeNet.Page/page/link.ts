// A state in the address: weights as the eight bytes of each, so that not a bit is lost; where one stands, what is chosen and which lesson is open beside them.
import type { Pace, Setup } from './protocol';

/** What a link holds beside the network, its data and the steps taken. */
export interface Place { chosen?: string; lesson?: number; moment?: number; pace?: Pace; view?: string }

export function encode(setup: Setup, place: Place) {
  const { start, ...rest } = setup;
  const text = JSON.stringify({ ...rest, place: { ...place, weights: start?.length ?? 0 } });
  return safe(btoa(unescape(encodeURIComponent(text)))) + '.' + (start ? bytes(new Uint8Array(new Float64Array(start).buffer)) : '');
}

/** The state that a hash holds; undefined where there is none, "damaged" where a part of it is missing. Whether it is a good one is the engine's to say. */
export function decode(hash: string): { setup: Setup; place: Place } | 'damaged' | undefined {
  if (hash === '') return undefined;
  try {
    const [head, weights] = hash.split('.');
    if (!head) return 'damaged';
    const { place, ...setup } = JSON.parse(decodeURIComponent(escape(atob(head.replace(/-/g, '+').replace(/_/g, '/')))));
    if (weights) setup.start = [...new Float64Array(Uint8Array.from(atob(weights.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0)).buffer)];
    if (Number.isInteger(place?.weights) && place.weights !== (setup.start?.length ?? 0)) return 'damaged'; // it was cut between two numbers
    return { setup, place: placeOf(place) };
  } catch { return 'damaged'; }
}

/** What is not what it should be is left out. */
function placeOf(of: unknown): Place {
  const { chosen, lesson, moment, pace, view } = Object(of) as Record<string, unknown>, place: Place = {}, isWord = (word: unknown): word is string => typeof word === 'string' && /^[\w→.]{1,40}$/.test(word);
  if (isWord(chosen)) place.chosen = chosen;
  if (Number.isInteger(lesson)) place.lesson = lesson as number;
  if (Number.isInteger(moment)) place.moment = moment as number;
  if (isWord(pace)) place.pace = pace as Pace;
  if (isWord(view)) place.view = view;
  return place;
}

const safe = (text: string) => text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const bytes = (data: Uint8Array) => safe(btoa(String.fromCharCode(...data)));
