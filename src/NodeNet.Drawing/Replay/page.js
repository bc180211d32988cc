// The page: one position k for all runs, the buttons and keys that move it, and what is said aloud.

class Replay {
  constructor() {
    this.data = readData(document.getElementById("data").textContent);
    this.moments = this.data.runs.map((run) => momentsOf(this.data, run));
    this.partners = this.moments.slice(1).map((others) => counterparts(this.moments[0], others));
    this.k = 0;
    this.subject = null;
    this.timer = null;
    this.get = (id) => document.getElementById(id);

    const actions = {
      goTo: (k) => this.goTo(k), choose: (subject) => this.choose(subject), refresh: () => this.isReady && this.show(),
      goToStep: (stepIndex) => this.goTo(this.moments[0].findIndex((moment) => moment.stepIndex === stepIndex)),
    };
    this.views = this.moments.map((moments, index) => new RunView(this.data, index, moments, actions));
    this.get("runs").append(...this.views.map((view) => view.root));
    document.body.classList.toggle("compare", this.views.length > 1);
    this.get("difference").hidden = this.views.length < 2;
    this.get("digits").value = String(this.data.digits);
    this.get("conventions").append(...this.data.conventions.map((text) => make("li", "", [text])));
    this.get("note").textContent = this.data.note ?? "";
    this.get("note").hidden = this.data.note === undefined;
    if (this.data.byNodes) this.get("pace").querySelector("[value=connection]").remove();
    // On a phone the formula comes first; the settings wait behind their name.
    if (window.innerWidth < 640) this.get("settings").open = false;
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
    if (place.pace !== undefined && !(this.data.byNodes && place.pace === "connection")) this.get("pace").value = place.pace;
    if (place.digits !== undefined) this.get("digits").value = place.digits;
  }

  /** Puts the place into the page's address. */
  keepAddress() {
    const address = addressOf({ k: this.k, pace: this.get("pace").value, digits: this.get("digits").value, subject: this.subject });
    // Playing fast changes the place oftener than browsers allow an address to change.
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => window.history.replaceState(null, "", address), this.timer === null ? 0 : 500);
  }

  get digits() {
    return Number(this.get("digits").value);
  }

  get isAtEnd() {
    return stopAfter(this.stops, this.k) === this.k;
  }

  makePhases() {
    const first = this.moments[0];
    const used = Object.entries(phases).filter(([phase]) => first.some((moment) => moment.line.phase === phase));
    this.phases = used.map(([phase, name]) => {
      const button = make("button", "", [name], { type: "button" });
      button.dataset.phase = phase;
      button.addEventListener("click", () => {
        const now = first[this.k];
        const found = first.findIndex((moment) => moment.stepIndex === now.stepIndex && moment.line.phase === phase);
        if (found >= 0) this.goTo(this.stops.find((stop) => stop >= found) ?? found);
      });
      return button;
    });
    this.get("phases").append(...this.phases.map((button) => make("li", "", [button])));
  }

  listen() {
    const onClick = (id, action) => this.get(id).addEventListener("click", action);
    onClick("first", () => this.goTo(0));
    onClick("back", () => this.goTo(stopBefore(this.stops, this.k)));
    onClick("forward", () => this.goTo(stopAfter(this.stops, this.k)));
    onClick("last", () => this.goTo(this.stops.at(-1)));
    onClick("play", () => (this.timer === null ? this.play() : this.pause()));
    onClick("difference", () => this.goToDifference());
    this.get("slider").addEventListener("input", (event) => this.goTo(this.stops[Number(event.target.value)]));
    this.get("pace").addEventListener("change", () => this.setPace());
    this.get("speed").addEventListener("change", () => this.timer !== null && this.play());
    this.get("digits").addEventListener("change", () => this.show());
    window.addEventListener("resize", () => this.views.forEach((view) => view.fit()));
    document.addEventListener("keydown", (event) => this.onKey(event));
    window.addEventListener("hashchange", () => {
      this.goToAddress();
      this.setPace();
      this.announce();
    });
  }

  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (event.key === "Escape" && this.subject !== null) this.choose(null);
    // A field has these keys for itself; the network (reached by Tab) and a table only the arrows.
    const inField = event.target.matches("select, input, textarea, [contenteditable]");
    const hasArrows = inField || event.target.closest(".network, .scroll") !== null;
    const inTransport = this.get("transport").contains(event.target) || event.target === document.body;
    const target = {
      ...(!hasArrows && { ArrowLeft: "back", ArrowRight: "forward" }),
      ...(!inField && { PageUp: "back", PageDown: "forward" }),
      ...(inTransport && { Home: "first", End: "last" }),
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.get(target).click();
  }

  setPace() {
    this.stops = stopsOf(this.moments[0], this.get("pace").value);
    this.get("slider").max = String(this.stops.length - 1);
    this.show();
  }

  goTo(k, byPlay = false) {
    if (!byPlay) this.pause();
    this.k = k;
    this.show();
    // Playing fast would only make the reader stumble; what it stops at is said.
    if (!byPlay || Number(this.get("speed").value) >= 2000) this.announce();
  }

  choose(subject) {
    const closed = subject === null ? this.subject : null;
    const inside = this.views.find((view) => view.part(".about").contains(document.activeElement));
    this.subject = subject;
    this.show();
    if (subject !== null && inside !== undefined) inside.focusSubject();
    if (closed !== null && (inside !== undefined || document.activeElement === document.body)) this.views[0].picture.focus(closed.split(":").at(-1));
    if (subject !== null) this.say(`${nameOf(this.data, subject)} chosen. Its arithmetic is listed in place of the formula.`);
  }

  play() {
    this.pause();
    if (this.isAtEnd) this.goTo(0);
    this.setPlaying(true);
    this.timer = setInterval(() => {
      this.goTo(stopAfter(this.stops, this.k), true);
      if (this.isAtEnd) this.pause();
    }, Number(this.get("speed").value));
  }

  pause() {
    if (this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
    this.setPlaying(false);
    this.announce();
  }

  setPlaying(playing) {
    const button = this.get("play");
    button.setAttribute("aria-pressed", String(playing));
    button.firstElementChild.textContent = playing ? "❚❚" : "▶";
    button.lastElementChild.textContent = playing ? " Pause" : " Play";
  }

  /** The next moment at which the second run shows another number; after the last one, the first again. */
  goToDifference() {
    const [first, second] = this.moments;
    const stops = stopsOf(first, "connection");
    const isDifferent = (k) => first[k].formulas.length > 0 && differs(this.data, first[k], this.partnerOf(0, k, second), this.digits);
    const found = stops.find((k) => k > this.k && isDifferent(k)) ?? stops.find(isDifferent);
    if (found === undefined) this.say("The two runs show the same numbers everywhere.");
    else this.goTo(found);
  }

  partnerOf(other, k, moments) {
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
    this.get("where").textContent = [
      step.epoch !== undefined && `Epoch ${step.epoch}`,
      steps > 1 ? `Training step ${step.at} (${moment.stepIndex + 1} of ${steps} here)` : `Training step ${step.at}`,
      examples > 1 && (moment.example >= 0 ? `example ${moment.example + 1} of ${examples}` : `all ${examples} examples`),
      ...this.notesAt(moment),
    ].filter(Boolean).join(" · ");
    for (const button of this.phases) {
      if (button.dataset.phase === line.phase) {
        button.setAttribute("aria-current", "step");
        // On a phone the phases are wider than the screen.
        this.get("phases").parentElement.scrollLeft = button.offsetLeft - this.get("phases").offsetLeft - 16;
      } else button.removeAttribute("aria-current");
    }
    this.get("slider").value = String(place);
    this.get("slider").setAttribute("aria-valuetext", `${place + 1} of ${this.stops.length}: ${moment.title}`);
    for (const id of ["first", "back"]) this.get(id).setAttribute("aria-disabled", String(k === 0));
    for (const id of ["forward", "last"]) this.get(id).setAttribute("aria-disabled", String(this.isAtEnd));

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
  notesAt({ step }) {
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

  say(text) {
    this.get("live").textContent = text;
  }
}

new Replay();
