// Queries in the published wasm, by Node, which runs it with the same engine as Chromium does:
//   node query.mjs GLUE WASM INDEX QUERIES NUM_QUERIES
// Prints one object: microseconds per query (the answer as a JavaScript object included), milliseconds to open the
// index, and by how many bytes the memory of the wasm and the heap of JavaScript grew after the first round, with their
// slopes (a heap wavers, a slope tells whether it leaks). `node --expose-gc` for the heap.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [glue, wasm, index, queries, numQueries] = process.argv.slice(2);
const { initSync, Engine } = await import(pathToFileURL(glue));
const { memory } = initSync({ module: await readFile(wasm) });
const bytes = await readFile(index);
const lines = (await readFile(queries, "utf8")).split("\n").filter(line => line !== "");

const opening = performance.now();
const engine = new Engine(bytes);
const openMillis = performance.now() - opening;

let micros = 0;
const ask = query => {
    const start = performance.now();
    const { hits } = engine.search(query, {});
    micros = (performance.now() - start) * 1000;
    return hits.length;
};
const numAnswered = lines.filter(query => ask(query) > 0).length;
if (numAnswered * 2 < lines.length) {
    throw new Error(`only ${numAnswered} of ${lines.length} queries have hits: this would measure nothing`);
}

// Room for all of them at once: an array that grows would look like a leak.
const times = new Float64Array(Number(numQueries));
const NUM_SAMPLES = 20;
const samples = [];
const sample = () => {
    globalThis.gc?.();
    samples.push({ wasm: memory.buffer.byteLength, js: process.memoryUsage().heapUsed });
};
sample();
for (let part = 1, asked = 0; part <= NUM_SAMPLES; part += 1) {
    for (; asked < times.length * part / NUM_SAMPLES; asked += 1) {
        ask(lines[asked % lines.length]);
        times[asked] = micros;
    }
    sample();
}

/** Bytes per thousand queries, by least squares. */
const slope = what => {
    const meanX = (samples.length - 1) / 2;
    const meanY = samples.reduce((sum, it) => sum + it[what], 0) / samples.length;
    let above = 0, below = 0;
    samples.forEach((it, x) => {
        above += (x - meanX) * (it[what] - meanY);
        below += (x - meanX) ** 2;
    });
    return above / below * NUM_SAMPLES / times.length * 1000;
};
const grown = what => samples.at(-1)[what] - samples[0][what];
times.sort();
const percentile = share => times[Math.floor((times.length - 1) * share)];
console.log(JSON.stringify({
    p50_micros: percentile(0.5),
    p95_micros: percentile(0.95),
    max_micros: percentile(1),
    open_millis: openMillis,
    grown_bytes: grown("wasm"),
    slope_bytes_per_1000: slope("wasm"),
    js_grown_bytes: grown("js"),
    js_slope_bytes_per_1000: slope("js"),
}));
