// What can be done, and what the colours and signs of the picture mean.
import { byId, el, svg } from '../../view/dom';
import type { Texts } from './texts';

export function showHelp(t: Texts) {
  const box = byId<HTMLDialogElement>('helpBox');
  const picture = (part: SVGElement) => svg('svg', { width: 44, height: 16, 'aria-hidden': 'true' }, part);
  const line = (kind: string) => picture(svg('g', { class: `wire ${kind}` }, svg('line', { class: 'seen', x1: 2, y1: 8, x2: 42, y2: 8, 'stroke-width': 3 })));
  const curve = (kind: string) => picture(svg('path', { class: kind, d: 'M2 3Q12 13 42 13', 'stroke-dasharray': kind === 'other' ? '5 4' : undefined }));
  const text = (words: string, kind: string) => el('span', { class: 'sample ' + kind, 'aria-hidden': 'true' }, words);
  const point = (kind: string) => el('span', { class: 'sample', 'aria-hidden': 'true' }, el('span', { class: 'point-' + kind }));
  const samples = [
    line('plus'), line('minus'), line('zero'), text('b 0.5', ''), text('0.8018', 'green'), text('0.8 + 0.0018', 'before'), text('* 0.8', ''),
    text('h1', 'lit'), point('one'), point('zero'), curve('own'), curve('other')];
  box.replaceChildren(
    el('h2', { id: 'helpTitle' }, t.help), el('p', {}, t.helpText),
    el('ul', {}, ...samples.map((sample, i) => el('li', {}, sample, el('span', {}, t.legend[i]!)))),
    el('button', { id: 'closeHelp', click: () => box.close() }, t.close));
  box.showModal();
}
