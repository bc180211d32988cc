// What the page's parts know of each other.
import type { Ask, State } from './protocol';
import type { Texts } from './texts';

/** What stands below the pictures. */
export type View = 'arithmetic' | 'landscape' | 'mistakes' | 'compare' | 'check' | 'worksheet';

export interface App {
  state: State; t: Texts; chosen: string | undefined; view: View;
  /** Asks the engine and shows its whole answer. */
  send(request: Ask, say?: boolean): Promise<void>;
  choose(name: string): void;
  tell(words: string, visible?: boolean): void;
  show(view: View): void;
  stop(): void;
  /** The moment that is shown, in words: "before step 1 (row 1)". */
  where(): string;
}
