// The lesson that is open: its tasks, and the fields for their numbers. Made once for a lesson, so that focus stays where it is.
import type { App } from './app';
import { byId, el } from '../../view/dom';
import type { Mark } from './protocol';

export function drawLesson(app: App) {
  const box = byId('lesson'), lesson = app.state.lesson, t = app.t, key = lesson ? `${lesson.name} ${document.documentElement.lang}` : '';
  box.hidden = !lesson;
  byId<HTMLSelectElement>('lessons').value = lesson ? String(lesson.index) : '-1';
  const words = lesson && t.lessons[lesson.name]!, next = lesson?.tasks.find(task => !task.done);
  byId('task').textContent = !lesson || !words ? app.state.setup.preset === 'xor' ? t.ask : t.title : next ? words[next.name]! : t.allDone;
  if (!lesson || !words) { if (box.dataset.key) byId<HTMLDetailsElement>('more').open = true; box.dataset.key = box.dataset.lesson = ''; box.replaceChildren(); return; }
  if (box.dataset.key !== key) {
    box.dataset.key = key;
    // Its room is the tasks'; another language leaves it as it is.
    if (box.dataset.lesson !== lesson.name) byId<HTMLDetailsElement>('more').open = lesson.name === 'L9';
    box.dataset.lesson = lesson.name;
    const place = [words.section && `${words.section.includes('–') ? t.sections : t.section} ${words.section}`, words.figure && `${t.figure} ${words.figure}`].filter(Boolean).join(', ');
    const title = words.title! + (place ? ` (${t.handout1}, ${place})` : '');
    box.replaceChildren(el('h2', {}, title), el('ol', { id: 'tasks' }, ...lesson.tasks.map((task, i) => {
      const verdict = el('div', { class: 'verdict', role: 'status' });
      return el('li', {}, el('span', { class: 'words' }, words[task.name]!), ...fields(app, task.kind, i, words[task.name]!, verdict), verdict);
    })), el('button', { id: 'next', click: () => app.send({ do: 'lesson', row: lesson.index + 1 }) }, t.lesson + ' ' + (lesson.index + 2)));
  }
  lesson.tasks.forEach((task, i) => {
    const item = box.querySelectorAll<HTMLElement>('li')[i]!;
    item.classList.toggle('done', task.done);
    item.classList.toggle('next', task === next);
    if (task.kind === 'Predict') foretold(app, item, task);
    item.setAttribute('aria-label', `${words[task.name]}${task.done ? ` – ${t.done}` : ''}`);
  });
  byId('next').hidden = lesson.index + 1 >= lesson.count;
}

function fields(app: App, kind: 'Do' | 'Answer' | 'Epoch' | 'Predict', task: number, words: string, verdict: HTMLElement) {
  const t = app.t;
  if (kind === 'Do') return [];
  const answer = async (text: string) => { await app.send({ do: 'answer', row: task, text }, false); if (!app.state.message && kind !== 'Predict') say(app, verdict, app.state.marks?.[0]); };
  if (kind === 'Predict') return [el('div', { class: 'answer' }, ...(['falls', 'rises'] as const).map(way => el('button', { click: () => answer(way) }, t[way])))];
  const field = el('input', { 'aria-label': `${t.answer}: ${words}`, inputmode: 'decimal', autocomplete: 'off', keydown: (event: KeyboardEvent) => { if (event.key === 'Enter') void answer(field.value); } });
  return [el('div', { class: 'answer' }, field, el('button', { click: () => answer(field.value), 'aria-label': `${t.checkButton}: ${words}` }, t.checkButton))];
}

/** What was said before the step, and after it whether it was so. */
function foretold(app: App, item: HTMLElement, { said, happened }: NonNullable<App['state']['lesson']>['tasks'][number]) {
  const t = app.t, verdict = item.querySelector<HTMLElement>('.verdict')!, isRight = said === happened;
  const words = said === undefined ? '' : `${happened === undefined ? '' : isRight ? '✓ ' : '✗ '}${t.youSaid(t[said])}${happened === undefined ? '' : ` ${t.happened[happened]}`}`;
  item.classList.add('foretold'); // its sign is that of what was said
  verdict.classList.toggle('right', happened === undefined || isRight);
  if (verdict.textContent !== words) verdict.textContent = words;
  item.querySelectorAll('button').forEach((button, i) => button.setAttribute('aria-pressed', String(said === (['falls', 'rises'] as const)[i])));
}

// What follows rightly from an earlier mistake has its point, and is not the right number.
const signs: Record<string, string> = { Right: '✓', Rounded: '✓', CarriedForward: '→', RoundedTooEarly: '≈', TooFewDigits: '…', Missing: '–' };

/** The marker's answer. Which mistake gives a number is said in the library's own words, which are English. */
export function say(app: App, place: HTMLElement, mark: Mark | undefined) {
  place.replaceChildren();
  if (!mark) return;
  place.classList.toggle('right', mark.points === 1);
  place.append(`${signs[mark.verdict] ?? '✗'} ${app.t.verdicts[mark.verdict] ?? mark.verdict}`);
  if (mark.verdict === 'Mistaken' && mark.reasons) place.append(' ', el('span', { lang: 'en' }, mark.reasons + '.'));
}
