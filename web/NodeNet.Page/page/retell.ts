// A message that stands when another language is chosen.
import type { Texts } from './texts';

/** A text of one language in another; undefined where it is none of the page's, or has numbers and names in it. */
export function inOther(words: string, from: Texts, to: Texts): string | undefined {
  const pairs = [...pairsOf(from, to), ...pairsOf(from.ended, to.ended), ...pairsOf(from.numbers, to.numbers)];
  return pairs.find(([text]) => text === words)?.[1];
}

function pairsOf<T extends object>(from: T, to: T): [string, string][] {
  return Object.entries(from).flatMap(([key, text]) => typeof text === 'string' ? [[text, String(to[key as keyof T])] as [string, string]] : []);
}
