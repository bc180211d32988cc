// Going through time, for the playground and for replays: the keys that step, and the slider's place.

/** Where a key leads: a presenter's remote (Page Up and Down) everywhere but in fields; the arrows, but where they have a meaning of their own. */
export function stepOf(event: KeyboardEvent, hasArrows: (target: Element) => boolean): 'back' | 'forward' | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return undefined;
  const target = event.target as Element, inField = target.matches('select, input, textarea, [contenteditable]');
  if (inField) return undefined;
  if (event.key === 'PageUp') return 'back';
  if (event.key === 'PageDown') return 'forward';
  if (hasArrows(target)) return undefined;
  return event.key === 'ArrowLeft' ? 'back' : event.key === 'ArrowRight' ? 'forward' : undefined;
}

/** Puts a slider to a place, and says it in words. */
export function setSlider(slider: HTMLInputElement, at: number, last: number, words: string) {
  slider.max = String(last);
  slider.value = String(at);
  slider.setAttribute('aria-valuetext', words);
}
