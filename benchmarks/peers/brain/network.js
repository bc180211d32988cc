// node network.js 4-8-3 FOLDER: a network of brain.js, saved as JSON (network.json) and by its own toFunction() (function.mjs).
const fs = require("node:fs");
const path = require("node:path");
const brain = require("brain.js");

const [, , shape, folder] = process.argv;
const [inputs, hidden, outputs] = shape.split("-").map(Number);
const network = new brain.NeuralNetwork({ hiddenLayers: [hidden] });
const numbers = (count) => Array.from({ length: count }, () => Math.random());
network.train([{ input: numbers(inputs), output: numbers(outputs) }, { input: numbers(inputs), output: numbers(outputs) }], { iterations: 1 });
fs.writeFileSync(path.join(folder, "network.json"), JSON.stringify(network.toJSON()));
fs.writeFileSync(path.join(folder, "function.mjs"), `export default ${network.toFunction().toString().replace("function anonymous", "function predict")};\n`);
