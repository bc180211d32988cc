// The form: reads the fields, asks the model above, and writes down what it computed. Names become text, never markup.
const byId = id => document.getElementById(id);
const shown = number => Number(number.toPrecision(5)).toString().replace("-", "\u2212");

/** A formula with its numbers as they are shown. */
const brief = formula => formula.replace(/\d+\.\d{6,}/g, number => shown(Number(number)));

/** An element with text and children. */
function made(tag, ...parts) {
    const element = document.createElement(tag);
    element.append(...parts);
    return element;
}

/** A name, kept apart from the direction in which the text around it is written. */
const named = name => made("bdi", name);

const strong = text => {
    const element = made("span", text);
    element.className = "value";
    return element;
};

/** The cell of a field: null where it is empty. */
function cellOf(field, element) {
    if (element.value === "") return null;
    if (field.kind === "words") return element.value === "other" ? "\u0000" : field.words[Number(element.value)];
    return field.kind === "number" ? Number(element.value) : element.value;
}

/** b + w · a + …, of which terms with a = 0 and those beyond the first few are counted only. */
function sumOf(layer, node, steps) {
    const most = 16;
    const parts = [shown(biases[layer][node])];
    let zeros = 0, more = 0;
    for (const [source, table, isRowHere] of weights[layer]) {
        const from = source === 0 ? steps.inputs[0] : steps.activations[source - 1];
        from.forEach((activation, i) => {
            if (activation === 0) zeros++;
            else if (parts.length > most) more++;
            else {
                const weight = isRowHere ? table[node][i] : table[i][node];
                parts.push(` ${weight < 0 ? "\u2212" : "+"} ${shown(Math.abs(weight))}\u00a0\u00b7\u00a0${activation < 0 ? `(${shown(activation)})` : shown(activation)}`);
            }
        });
    }
    if (more > 0) parts.push(` + \u2026 (${more} more terms)`);
    if (zeros > 0) parts.push(` (${zeros} ${zeros === 1 ? "term is" : "terms are"} 0)`);
    return parts.join("");
}

/** The parts of the arithmetic that are folded or unfolded by hand stay so when the numbers change. */
const unfolded = new Map();

/** A part of the arithmetic under its title. */
function part(title, lines) {
    const list = made("ol", ...lines);
    const details = made("details", made("summary", named(title)), list);
    details.open = unfolded.get(title) ?? lines.length <= 12;
    details.addEventListener("toggle", () => unfolded.set(title, details.open));
    return details;
}

function layerShown(layer, l, steps) {
    return part(layer.title, layer.nodes.map((name, j) => {
        const z = steps.sums[l][j], a = steps.activations[l][j];
        const line = made("li", named(name), `: z = ${sumOf(l, j, steps)} = `, strong(shown(z)));
        const own = layer.functions[j];
        if (layer.whole) line.append(`; ${layer.whole} over all z of the layer = `, strong(shown(a)));
        else if (own !== "identity") line.append(`; ${own}(${shown(z)}) = `, strong(shown(a)));
        return line;
    }));
}

function arithmeticShown(row, steps, answer) {
    const places = about.fields.flatMap((field, i) => Array.from({ length: field.width }, (_, k) => k === 0 && field.formula ? i : -1));
    const inputs = steps.inputs[0].map((x, i) => {
        const field = about.fields[places[i]];
        const how = field ? `${brief(field.formula)} with x = ${shown(row[places[i]] ?? field.fill)} is ` : "";
        return made("li", named(about.inputs[i]), ": ", how, strong(shown(x)));
    });
    const parts = [part("inputs of the network", inputs), ...about.layers.map((layer, l) => layerShown(layer, l, steps))];
    if (about.restored.some(formula => formula !== "")) {
        const last = steps.activations.at(-1);
        parts.push(part("in the units of the target", answer.map((y, i) =>
            made("li", named(about.outputs[i]), `: ${brief(about.restored[i] || "x")} with x = ${shown(last[i])} is `, strong(shown(y))))));
    }
    if (about.classes) {
        const one = answer.length === 1;
        const text = one
            ? `${shown(answer[0])} is ${answer[0] >= about.threshold ? "not below" : "below"} ${shown(about.threshold)}: `
            : `The largest of ${answer.map(shown).join(", ")}: `;
        parts.push(part("class", [made("li", text, strong(named(about.classes[classOf(answer)])))]));
    }
    return parts;
}

function scoresShown(answer) {
    return answer.map((y, i) => {
        const value = made("td", shown(y));
        value.dataset.value = String(y);
        const head = made("th", named(about.outputs[i]));
        head.scope = "row";
        const row = made("tr", head, value);
        if (about.classes && y >= 0 && y <= 1) {
            const meter = made("meter");
            meter.value = y;
            meter.setAttribute("aria-hidden", "true");
            row.append(made("td", meter));
        }
        return row;
    });
}

function say(words) {
    if (byId("answer").textContent !== words) byId("answer").replaceChildren(made("bdi", words));
}

function wrongAt(column, message) {
    about.fields.forEach((_, i) => {
        const element = byId(`f${i}`), told = byId(`f${i}-wrong`);
        if (i === column) element.setAttribute("aria-invalid", "true");
        else element.removeAttribute("aria-invalid");
        told.hidden = i !== column;
        told.textContent = i === column ? message : "";
    });
}

function compute() {
    const elements = about.fields.map((_, i) => byId(`f${i}`));
    const bad = elements.findIndex(element => element.validity.badInput);
    const steps = { inputs: [], sums: [], activations: [] };
    try {
        if (bad >= 0) throw Object.assign(new RangeError(), { column: bad });
        const row = about.fields.map((field, i) => cellOf(field, elements[i]));
        const answer = predict(row, steps);
        wrongAt(-1);
        byId("scores").tBodies[0].replaceChildren(...scoresShown(answer));
        byId("steps").replaceChildren(...arithmeticShown(row, steps, answer));
        say(about.classes ? about.classes[classOf(answer)] : answer.map((y, i) => `${about.outputs[i]} ${shown(y)}`).join(", "));
    } catch (wrong) {
        if (!(wrong instanceof RangeError)) throw wrong;
        wrongAt(wrong.column, elements[wrong.column].value === "" && bad < 0 ? "A value is needed." : "This value cannot be used.");
        byId("scores").tBodies[0].replaceChildren();
        byId("steps").replaceChildren();
        say("No answer yet");
    }
}

byId("row").addEventListener("input", compute);
byId("row").addEventListener("submit", event => event.preventDefault());
compute();
