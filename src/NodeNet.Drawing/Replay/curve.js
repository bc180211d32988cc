// The loss over the run: axes, the point where the replay stands, and a click that leads there.

const curveSize = { width: 420, height: 170, left: 58, right: 12, top: 10, bottom: 34 };

class LossCurve {
  constructor(figure, run, goToStep) {
    this.figure = figure;
    this.run = run;
    this.svg = figure.querySelector("svg");
    figure.hidden = run.loss.length < 2;
    this.svg.addEventListener("click", (event) => {
      if (!this.scale) return;
      const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
      goToStep(this.scale.stepAt(place.x));
    });
  }

  show(step, { digits, curves }) {
    if (this.figure.hidden) return;
    const scale = this.scale = scaleOf(curves);
    const line = (curve, className) => makeSvg("path", { class: className, d: `M${curve.map((point) => scale.place(point)).join("L")}` });
    const point = this.run.loss.find(([at]) => at === step.at) ?? [step.at, NaN];
    // The loss of single steps jumps from example to example; in a long run a mean over neighbouring steps shows where it goes.
    const width = meanWidth(Math.max(...curves.map((curve) => curve.length)));
    const paths = curves.map((curve) => line(meanOver(curve, width), curve === this.run.loss ? "own" : "other"));
    if (width > 1) paths.unshift(line(this.run.loss, "single"));
    if (Number.isFinite(point[1])) {
      const dot = line([point], "point");
      dot.setAttribute("d", `M${scale.place(point)}h0`);
      paths.push(dot);
    }
    const { left, right, top, bottom } = curveSize;
    const [end, floor] = [curveSize.width - right, curveSize.height - bottom];
    const text = (words, x, y, anchor) => {
      const element = makeSvg("text", { x, y, "text-anchor": anchor });
      element.textContent = words;
      return element;
    };
    // Steps where an epoch is not known; otherwise epochs, of which the loss is told step by step.
    const perEpoch = this.run.stepsInEpoch;
    const last = perEpoch ? Math.ceil(scale.end / perEpoch) : scale.end;
    const axes = [
      makeSvg("path", { class: "axis", d: `M${left},${top}V${floor}H${end}` }),
      text(formatNumber(scale.highest, 3), left - 6, top + 10, "end"), text(formatNumber(scale.lowest, 3), left - 6, floor, "end"),
      text(perEpoch ? "1" : String(scale.start), left, floor + 16, "middle"), text(String(last), end, floor + 16, "end"),
      text(perEpoch ? "epoch" : "step", (left + end) / 2, floor + 28, "middle"), text("loss", left - 6, (top + floor) / 2 + 5, "end"),
    ];
    const legend = [...(width > 1 ? [`line: mean over ${width} steps`] : []), ...(curves.length > 1 ? ["dashed: the other run"] : [])];
    const words = `Loss: ${formatNumber(point[1], digits)} in step ${step.at}; highest ${formatNumber(scale.highest, digits)}, lowest ${formatNumber(scale.lowest, digits)}${legend.length > 0 ? ` (${legend.join(", ")})` : ""}`;
    this.svg.setAttribute("viewBox", `0 0 ${curveSize.width} ${curveSize.height}`);
    this.svg.setAttribute("aria-label", `${words}. A click leads to the recorded step nearest to it.`);
    this.svg.replaceChildren(...axes, ...paths);
    this.figure.querySelector("figcaption").textContent = words;
  }
}

/** From steps and losses to places in the picture, and back. */
function scaleOf(curves) {
  const all = curves.flatMap((curve) => curve.map((point) => point[1])).filter(Number.isFinite);
  const [lowest, highest] = [Math.min(...all), Math.max(...all)];
  const start = Math.min(...curves.map((curve) => curve[0][0]));
  const end = Math.max(...curves.map((curve) => curve.at(-1)[0]));
  const { width, height, left, right, top, bottom } = curveSize;
  return {
    lowest, highest, start, end,
    place: ([step, loss]) => `${(left + ((width - left - right) * (step - start)) / (end - start || 1)).toFixed(1)},${(height - bottom - ((height - top - bottom) * (loss - lowest)) / (highest - lowest || 1)).toFixed(1)}`,
    stepAt: (x) => start + (Math.min(1, Math.max(0, (x - left) / (width - left - right))) * (end - start)),
  };
}
