// Opens a saved replay in chromium, does what it is told, and prints what the page shows, as JSON. The assertions are in tests/NodeNet.Tests/Replay.
//   node drive.js CHROMIUM PAGE.html < commands.json
// {"width": 1280, "height": 720, "dark": false, "reducedMotion": false, "commands": [["press", "ArrowRight", 3], ["click", "#back"], ["select", "#pace", "node"],
//  ["read"], ["go", "http://127.0.0.1:4711/"], ["reload"], ["print"], ["walk", "#forward"], ["evaluate", "1 + 1"], ["axe"]]}

const fs = require("node:fs");
const url = require("node:url");
const { chromium } = require("playwright-core");

/** What a reader sees. Runs in the page. */
function read() {
  // What is seen of a line: what is only said stands beside it.
  const lines = (root) => [...root.querySelectorAll(".line")].map((line) => {
    const seen = line.cloneNode(true);
    for (const hidden of seen.querySelectorAll(".hidden")) hidden.remove();
    return seen.textContent;
  });
  const texts = (root, selector) => [...root.querySelectorAll(selector)].map((element) => element.textContent);
  const focus = document.activeElement;
  return {
    where: document.getElementById("where").textContent,
    phase: document.querySelector("#phases [aria-current]")?.textContent ?? "",
    position: document.getElementById("slider").getAttribute("aria-valuetext"),
    live: document.getElementById("live").textContent,
    focus: focus.dataset.node ?? (focus.id || focus.tagName.toLowerCase()),
    runs: [...document.querySelectorAll(".run")].map((run) => ({
      name: run.querySelector("h2").textContent,
      title: run.querySelector(".now h3").textContent,
      differs: run.querySelector(".now").classList.contains("differs"),
      formulas: [...run.querySelectorAll(".formula")].map((formula) => ({
        shown: formula.querySelector(".shown").textContent,
        spoken: formula.querySelector(".hidden").textContent,
        numbers: texts(formula, ".value"),
        result: formula.querySelector(".result .value")?.textContent ?? null,
      })),
      nodes: Object.fromEntries([...run.querySelectorAll(".node")].map((node) => [node.dataset.node, {
        value: node.querySelector(".value")?.textContent ?? "", delta: node.querySelector(".delta")?.textContent ?? "", spoken: node.getAttribute("aria-description"),
      }])),
      weights: Object.fromEntries([...run.querySelectorAll(".edge[data-from]")].map((edge) => [`${edge.dataset.from}→${edge.dataset.to}`, edge.querySelector(".value").textContent])),
      about: run.querySelector(".about").hidden ? null : { title: run.querySelector(".about h3").textContent, lines: lines(run.querySelector(".about")), neighbours: texts(run, ".ways button") },
      curve: run.querySelector(".curve").hidden ? null : run.querySelector(".curve figcaption").textContent,
      table: Object.fromEntries([...run.querySelectorAll("table")].flatMap((table) => {
        const heads = texts(table, "thead th").slice(1);
        return [...table.querySelectorAll("tbody tr")].map((row) => [row.querySelector("th").textContent, Object.fromEntries(texts(row, "td").map((text, index) => [heads[index], text]).filter(([, text]) => text !== ""))]);
      })),
    })),
  };
}

async function main() {
  const [executablePath, file] = process.argv.slice(2);
  const plan = JSON.parse(fs.readFileSync(0, "utf8"));
  const browser = await chromium.launch({ executablePath });
  try {
    const page = await browser.newPage({
      viewport: { width: plan.width, height: plan.height }, colorScheme: plan.dark ? "dark" : "light", reducedMotion: plan.reducedMotion ? "reduce" : "no-preference",
    });
    const said = { console: [], requests: [], dialogs: [], results: [] };
    const address = url.pathToFileURL(file).href;
    page.on("console", (message) => said.console.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => said.console.push(`error: ${error.message}`));
    page.on("request", (request) => request.url().split("#")[0] !== address && said.requests.push(request.url()));
    page.on("dialog", (dialog) => {
      said.dialogs.push(dialog.message());
      return dialog.dismiss();
    });
    await page.goto(address);
    // Some events come only after what caused them has ended, as that of an opened list; by the next frame they have.
    const settle = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));

    for (const [command, ...parts] of plan.commands) {
      if (command === "press") for (let times = 0; times < (parts[1] ?? 1); times++) await page.keyboard.press(parts[0]);
      else if (command === "click") {
        await page.click(parts[0]);
        await settle();
      } else if (command === "select") await page.selectOption(parts[0], parts[1]);
      else if (command === "wait") {
        for (let tries = 0; !(await page.evaluate(parts[0])); tries++) {
          if (tries > 300) throw new Error(`Waited in vain for ${parts[0]}`);
          await page.waitForTimeout(100);
        }
      } else if (command === "print") {
        // On how many pages of the size that the page names it is printed.
        const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
        said.results.push(Number(pdf.match(/\/Type\s*\/Pages[^>]*\/Count (\d+)|\/Count (\d+)/).slice(1).find(Boolean)));
      } else if (command === "go") await page.goto(parts[0]);
      else if (command === "reload") await page.reload();
      else if (command === "names") said.results.push(await page.locator(parts[0]).ariaSnapshot());
      else if (command === "read") said.results.push(await page.evaluate(read));
      else if (command === "evaluate") said.results.push(await page.evaluate(parts[0]));
      else if (command === "walk") {
        // What is shown at every stop, until the button leads no further.
        const stops = [await page.evaluate(read)];
        while ((await page.getAttribute(parts[0], "aria-disabled")) !== "true") {
          await page.evaluate((selector) => document.querySelector(selector).click(), parts[0]);
          stops.push(await page.evaluate(read));
        }
        said.results.push(stops);
      } else if (command === "axe") {
        await page.evaluate(fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
        const found = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
        said.results.push({ rules: found.passes.length, violations: found.violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((node) => node.html).join(" | ").slice(0, 500)}`) });
      } else throw new Error(`No command is called ${command}.`);
    }
    console.log(JSON.stringify(said));
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
