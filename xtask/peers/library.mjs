// `node library.mjs ADDRESS QUERIES.json CHROMIUM NAME…`, beside the packages: asks every page that `bench --library` made
// the same questions in one Chromium, each on a first visit and then all of them in one, on a slow line. Prints one object
// per page, as JSON lines.

import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const [address, queriesPath, executablePath, ...names] = process.argv.slice(2);
const queries = JSON.parse(readFileSync(queriesPath, "utf8"));
/** Of Lighthouse: 1.6 Mbit/s, 150 ms, a processor of a quarter of the speed. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const CPU_SLOWDOWN = 4;
const NUM_HITS = 10;
const PATIENCE = 60_000;

const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"], protocolTimeout: 600_000 });

async function visit(path) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const seen = { bytes: 0, requests: 0 };
  const session = await page.createCDPSession();
  await watch(session, seen);
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  await page.goto(address + path, { waitUntil: "domcontentloaded", timeout: PATIENCE });
  return { context, page, seen };
}

/** Workers fetch too: each is a session of its own, held until it is watched. */
async function watch(session, seen) {
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (seen.bytes += encodedDataLength));
  session.on("Network.requestWillBeSent", ({ request }) => (seen.requests += /favicon|^data:|^blob:/.test(request.url) ? 0 : 1));
  session.on("sessionattached", async (worker) => {
    await watch(worker, seen).catch(() => {});
    await worker.send("Runtime.runIfWaitingForDebugger").catch(() => {});
  });
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_4G);
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
}

const ANSWERED = () => {
  if (globalThis.failed) throw new Error(globalThis.failed);
  return globalThis.answeredAt;
};

/** From the address to the answer, nothing in any cache. */
async function cold(name, query) {
  const { context, page, seen } = await visit(`${name}/index.html#${encodeURIComponent(query)}`);
  const millis = await (await page.waitForFunction(ANSWERED, { timeout: PATIENCE, polling: 10 })).jsonValue();
  await context.close();
  return { millis, ...seen };
}

/** One question after the other: what each of them takes. */
async function session(name) {
  const { context, page, seen } = await visit(`${name}/index.html#${encodeURIComponent(queries[0])}`);
  await page.waitForFunction(ANSWERED, { timeout: PATIENCE, polling: 10 });
  const rows = [];
  for (const query of queries.slice(1)) {
    const before = seen.bytes;
    const millis = await page.evaluate(async (query, num) => {
      const start = performance.now();
      await (await globalThis.opened)(query, num);
      return performance.now() - start;
    }, query, NUM_HITS);
    rows.push({ millis, bytes: seen.bytes - before });
  }
  await context.close();
  return rows;
}

function quantiles(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return [0.5, 0.95].map((share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
}

for (const name of names) {
  // The server compresses the program on the first request.
  await cold(name, queries[0]);
  const first = [];
  for (const query of queries) first.push(await cold(name, query));
  const later = await session(name);
  const of = (rows, key) => quantiles(rows.map((it) => it[key]));
  console.log(JSON.stringify({
    name,
    first_bytes: of(first, "bytes"),
    first_requests: of(first, "requests"),
    first_ms: of(first, "millis"),
    later_bytes: of(later, "bytes"),
    later_ms: of(later, "millis"),
  }));
}
await browser.close();
