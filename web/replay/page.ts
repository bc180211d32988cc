// The page: one position k for all runs, the buttons and keys that move it, and what is said aloud.
import { byId, el } from '../view/dom';
import { setSlider, stepOf } from '../view/timeline';
import { phases, type Data, type Moment } from './data';
import { announcementOf } from './formulas';
import { RunView, type Actions } from './run';
import { addressOf, counterparts, differs, momentsOf, nameOf, placeIn, placeOf, progressOf, readData, stopAfter, stopBefore, stopsOf } from './timeline';

export { formatAmong, formatNumber, formatWithin, digitsToTell, speakNumber } from '../view/numbers';

const get = byId;
const valueOf = (id: string) => (get(id) as HTMLSelectElement).value;

class Replay {
  private readonly data: Data = readData(get("data").textContent!);
  private readonly moments: Moment[][] = this.data.runs.map((run) => momentsOf(this.data, run));
  private readonly partners = this.moments.slice(1).map((others) => counterparts(this.moments[0], others));
  private readonly views: RunView[];
  private phases: HTMLButtonElement[] = [];
  private stops: number[] = [];
  private k = 0;
  private subject: string | null = null;
  private timer: number | null = null;
  private keeping = 0;
  private isReady = false;

  constructor() {
    const actions: Actions = {
      goTo: (k) => this.goTo(k), choose: (subject) => this.choose(subject), refresh: () => this.isReady && this.show(),
      goToStep: (stepIndex) => this.goTo(this.moments[0].findIndex((moment) => moment.stepIndex === stepIndex)),
    };
    this.views = this.moments.map((moments, index) => new RunView(this.data, index, moments, actions));
    get("runs").append(...this.views.map((view) => view.root));
    document.body.classList.toggle("compare", this.views.length > 1);
    get("difference").hidden = this.views.length < 2;
    (get("digits") as HTMLSelectElement).value = String(this.data.digits);
    get("conventions").append(...this.data.conventions.map((text) => el("li", {}, text)));
    get("note").textContent = this.data.note ?? "";
    get("note").hidden = this.data.note === undefined;
    if (this.data.byNodes) get("pace").querySelector("[value=connection]")!.remove();
    // On a phone the formula comes first; the settings wait behind their name.
    if (window.innerWidth < 640) (get("settings") as HTMLDetailsElement).open = false;
    this.makePhases();
    this.listen();
    this.goToAddress();
    this.isReady = true;
    this.setPace();
  }

  /** Takes the place that the page's address names: a reload, or a link to a moment. */
  goToAddress() {
    const place = placeIn(window.location.hash, this.data, this.moments[0]);
    this.k = place.k ?? this.k;
    this.subject = place.subject ?? null;
    if (place.pace !== undefined && !(this.data.byNodes && place.pace === "connection")) (get("pace") as HTMLSelectElement).value = place.pace;
    if (place.digits !== undefined) (get("digits") as HTMLSelectElement).value = place.digits;
  }

  /** Puts the place into the page's address. */
  keepAddress() {
    const address = addressOf({ k: this.k, pace: valueOf("pace"), digits: valueOf("digits"), subject: this.subject });
    // Playing fast changes the place oftener than browsers allow an address to change.
    clearTimeout(this.keeping);
    this.keeping = window.setTimeout(() => window.history.replaceState(null, "", address), this.timer === null ? 0 : 500);
  }

  get digits() {
    return Number(valueOf("digits"));
  }

  get isAtEnd() {
    return stopAfter(this.stops, this.k) === this.k;
  }

  makePhases() {
    const first = this.moments[0];
    const used = Object.entries(phases).filter(([phase]) => first.some((moment) => moment.line.phase === phase));
    this.phases = used.map(([phase, name]) => {
      const button = el("button", { type: "button", "data-phase": phase }, name);
      button.addEventListener("click", () => {
        const now = first[this.k];
        const found = first.findIndex((moment) => moment.stepIndex === now.stepIndex && moment.line.phase === phase);
        if (found >= 0) this.goTo(this.stops.find((stop) => stop >= found) ?? found);
      });
      return button;
    });
    get("phases").append(...this.phases.map((button) => el("li", {}, button)));
  }

  listen() {
    const onClick = (id: string, action: () => void) => get(id).addEventListener("click", action);
    onClick("first", () => this.goTo(0));
    onClick("back", () => this.goTo(stopBefore(this.stops, this.k)));
    onClick("forward", () => this.goTo(stopAfter(this.stops, this.k)));
    onClick("last", () => this.goTo(this.stops.at(-1)!));
    onClick("play", () => (this.timer === null ? this.play() : this.pause()));
    onClick("difference", () => this.goToDifference());
    get("slider").addEventListener("input", (event) => this.goTo(this.stops[Number((event.target as HTMLInputElement).value)]));
    get("pace").addEventListener("change", () => this.setPace());
    get("speed").addEventListener("change", () => this.timer !== null && this.play());
    get("digits").addEventListener("change", () => this.show());
    window.addEventListener("resize", () => this.views.forEach((view) => view.fit()));
    document.addEventListener("keydown", (event) => this.onKey(event));
    window.addEventListener("hashchange", () => {
      this.goToAddress();
      this.setPace();
      this.announce();
    });
  }

  onKey(event: KeyboardEvent) {
    const target = event.target as Element, isPlain = !(event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented);
    if (isPlain && event.key === "Escape" && this.subject !== null) this.choose(null);
    // A field has its keys for itself; the network (reached by Tab) and a table only the arrows.
    const inTransport = get("transport").contains(target) || target === document.body;
    const way = isPlain && inTransport && event.key === "Home" ? "first" : isPlain && inTransport && event.key === "End" ? "last"
      : stepOf(event, (element) => element.closest(".network, .scroll") !== null);
    if (way === undefined) return;
    event.preventDefault();
    get(way).click();
  }

  setPace() {
    this.stops = stopsOf(this.moments[0], valueOf("pace"));
    this.show();
  }

  goTo(k: number, byPlay = false) {
    if (!byPlay) this.pause();
    this.k = k;
    this.show();
    // Playing fast would only make the reader stumble; what it stops at is said.
    if (!byPlay || Number(valueOf("speed")) >= 2000) this.announce();
  }

  choose(subject: string | null) {
    const closed = subject === null ? this.subject : null;
    const inside = this.views.find((view) => view.part(".about").contains(document.activeElement));
    this.subject = subject;
    this.show();
    if (subject !== null && inside !== undefined) inside.focusSubject();
    if (closed !== null && (inside !== undefined || document.activeElement === document.body)) this.views[0].picture.focus(closed.split(":").at(-1)!);
    if (subject !== null) this.say(`${nameOf(this.data, subject)} chosen. Its arithmetic is listed in place of the formula.`);
  }

  play() {
    this.pause();
    if (this.isAtEnd) this.goTo(0);
    this.setPlaying(true);
    this.timer = window.setInterval(() => {
      this.goTo(stopAfter(this.stops, this.k), true);
      if (this.isAtEnd) this.pause();
    }, Number(valueOf("speed")));
  }

  pause() {
    if (this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
    this.setPlaying(false);
    this.announce();
  }

  setPlaying(playing: boolean) {
    const button = get("play");
    button.setAttribute("aria-pressed", String(playing));
    button.firstElementChild!.textContent = playing ? "❚❚" : "▶";
    button.lastElementChild!.textContent = playing ? " Pause" : " Play";
  }

  /** The next moment at which the second run shows another number; after the last one, the first again. */
  goToDifference() {
    const [first, second] = this.moments;
    const stops = stopsOf(first, "connection");
    const isDifferent = (k: number) => first[k].formulas.length > 0 && differs(this.data, first[k], this.partnerOf(0, k, second), this.digits);
    const found = stops.find((k) => k > this.k && isDifferent(k)) ?? stops.find(isDifferent);
    if (found === undefined) this.say("The two runs show the same numbers everywhere.");
    else this.goTo(found);
  }

  partnerOf(other: number, k: number, moments: Moment[]) {
    const index = this.partners[other][k];
    return index === null ? null : moments[index];
  }

  show() {
    const { data, k } = this;
    const moment = this.moments[0][k];
    const { step, line } = moment;
    const place = placeOf(this.stops, k);
    const steps = data.runs[0].steps.length;
    const examples = step.examples.length;
    get("where").textContent = [
      step.epoch !== undefined && `Epoch ${step.epoch}`,
      steps > 1 ? `Training step ${step.at} (${moment.stepIndex + 1} of ${steps} here)` : `Training step ${step.at}`,
      examples > 1 && (moment.example >= 0 ? `example ${moment.example + 1} of ${examples}` : `all ${examples} examples`),
      ...this.notesAt(moment),
    ].filter(Boolean).join(" · ");
    for (const button of this.phases) {
      if (button.dataset.phase === line.phase) {
        button.setAttribute("aria-current", "step");
        // On a phone the phases are wider than the screen.
        get("phases").parentElement!.scrollLeft = button.offsetLeft - get("phases").offsetLeft - 16;
      } else button.removeAttribute("aria-current");
    }
    setSlider(get("slider"), place, this.stops.length - 1, `${place + 1} of ${this.stops.length}: ${moment.title}`);
    for (const id of ["first", "back"]) get(id).setAttribute("aria-disabled", String(k === 0));
    for (const id of ["forward", "last"]) get(id).setAttribute("aria-disabled", String(this.isAtEnd));

    this.keepAddress();
    const settings = { digits: this.digits, subject: this.subject, curves: data.runs.map((run) => run.loss), differs: false };
    this.views[0].show(k, k, settings);
    this.views.slice(1).forEach((view, other) => {
      const partner = this.partners[other][k];
      const isDifferent = moment.formulas.length > 0 && differs(data, moment, this.partnerOf(other, k, view.moments), this.digits);
      view.show(progressOf(this.partners[other], k), partner, { ...settings, differs: Boolean(isDifferent) });
    });
  }

  /** How the step is taken: of two runs both, where they differ. */
  notesAt({ step }: Moment) {
    const notes = this.data.runs.map((run) => (run.steps.find(({ at }) => at === step.at) ?? run.steps[0]).note);
    return new Set(notes).size === 1 ? [step.note] : notes.map((note, index) => `${this.data.runs[index].name.startsWith("α") ? "" : `${this.data.runs[index].name}: `}${note}`);
  }

  announce() {
    const texts = [announcementOf(this.data, this.moments[0][this.k], this.digits)];
    if (this.views.length === 2) {
      const other = this.partnerOf(0, this.k, this.moments[1]);
      texts.push(`${this.data.runs[1].name}: ${other === null ? "not in this run" : announcementOf(this.data, other, this.digits)}`);
    }
    this.say(texts.join(". "));
  }

  say(text: string) {
    get("live").textContent = text;
  }
}

new Replay();
