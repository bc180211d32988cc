// Times a module that answers one row, as exported.c does: node exported.mjs MODULE INPUTS SECONDS. Of ours it takes predict, of brain.js the default.
const [, , path, inputs, seconds] = process.argv;
const module = await import(path);
const predict = module.predict ?? module.default;
let state = 12345;
const next = () => (state = (Math.imul(1664525, state) + 1013904223) >>> 0, (state >>> 8) / 16777216);
const rows = Array.from({ length: 64 }, () => Array.from({ length: Number(inputs) }, next));
let sum = 0;
function round() {
    for (const row of rows) sum += predict(row)[0];
}
/** Rounds until the processor time is up; rows per second. */
function timed() {
    let done = 0, elapsed;
    const start = process.cpuUsage();
    do {
        round();
        done += rows.length;
        elapsed = process.cpuUsage(start).user / 1e6;
    } while (elapsed < Number(seconds));
    return done / elapsed;
}
timed();
console.log(timed().toPrecision(6), ...Array.from(predict(rows[0]), (y) => y.toPrecision(17)), sum > 0 ? "" : "0");
