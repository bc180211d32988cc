// Writes Golden/brain_*.json and Golden/synaptic_*.json with brain.js and Synaptic, and beside each what they answer.
// npm install brain.js@1.6.1 brain2@npm:brain.js@2.0.0-beta.24 synaptic@1.1.4 --ignore-scripts; then node javascript_files.js ../Golden
const fs = require('fs');
const brain = require('brain.js');
const brain2 = require('brain2');
const synaptic = require('synaptic');

const folder = process.argv[2];
const xor = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]];
const rows = [[0, 0], [0, 1], [1, 0], [1, 1], [0.3, 0.8], [-0.5, 1.5]];

function save(name, network, answer) {
    fs.writeFileSync(`${folder}/${name}.json`, JSON.stringify(network.toJSON()));
    fs.writeFileSync(`${folder}/${name}_answers.json`, JSON.stringify({ inputs: rows, answers: rows.map(answer) }));
}

for (const [name, library] of [['brain', brain], ['brain2', brain2]]) {
    for (const activation of ['sigmoid', 'relu', 'leaky-relu', 'tanh']) {
        const network = new library.NeuralNetwork({ activation, hiddenLayers: [4, 3] });
        network.train(xor.map(([a, b, y]) => ({ input: [a, b], output: [y] })), { iterations: 300 });
        save(`${name}_${activation}`, network, row => Array.from(network.run(row)));
    }
    const named = new library.NeuralNetwork({ hiddenLayers: [3] });
    named.train(xor.map(([a, b, y]) => ({ input: { left: a, right: b }, output: { same: 1 - y, different: y } })), { iterations: 300 });
    save(`${name}_named`, named, ([left, right]) => { const said = named.run({ left, right }); return [said.same, said.different]; });
}

const perceptron = new synaptic.Architect.Perceptron(2, 3, 4, 1);
save('synaptic_perceptron', perceptron, row => perceptron.activate(row));
const input = new synaptic.Layer(2), hidden = new synaptic.Layer(3), output = new synaptic.Layer(2);
input.project(hidden); hidden.project(output); input.project(output);
hidden.set({ squash: synaptic.Neuron.squash.TANH });
output.set({ squash: synaptic.Neuron.squash.IDENTITY });
const skip = new synaptic.Network({ input, hidden: [hidden], output });
save('synaptic_skip', skip, row => skip.activate(row));
const lstm = new synaptic.Architect.LSTM(2, 3, 1);
fs.writeFileSync(`${folder}/synaptic_refused.json`, JSON.stringify(lstm.toJSON()));
