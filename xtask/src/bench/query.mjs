// Queries in the published wasm, by Node, which runs it with the same engine as Chromium does:
//   node query.mjs GLUE WASM INDEX QUERIES NUM_QUERIES
// Prints one object: microseconds per query (the answer as a JavaScript object included), milliseconds to open the
// index, and by how many bytes the wasm memory grew after the first round.
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

const micros = [];
const ask = query => {
    const start = performance.now();
    const { hits } = engine.search(query, {});
    micros.push((performance.now() - start) * 1000);
    return hits.length;
};
const numAnswered = lines.filter(query => ask(query) > 0).length;
if (numAnswered * 2 < lines.length) {
    throw new Error(`only ${numAnswered} of ${lines.length} queries have hits: this would measure nothing`);
}
const firstRound = memory.buffer.byteLength;
micros.length = 0;
for (let asked = 0; asked < Number(numQueries); asked += 1) ask(lines[asked % lines.length]);

micros.sort((a, b) => a - b);
const percentile = share => micros[Math.floor((micros.length - 1) * share)];
console.log(JSON.stringify({
    p50_micros: percentile(0.5),
    p95_micros: percentile(0.95),
    max_micros: percentile(1),
    open_millis: openMillis,
    grown_bytes: memory.buffer.byteLength - firstRound,
}));
