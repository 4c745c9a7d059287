// `node measure.mjs ADDRESS QUERIES.tsv CHROMIUM`, beside the packages: opens the pages that build.mjs made in one Chromium
// and prints one object per search, as JSON lines.

import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const [address, queriesPath, executablePath] = process.argv.slice(2);
const NUM_SHOWN = 5;
/** Of Lighthouse: 1.6 Mbit/s, 150 ms. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const PLAIN_RUNS = 5;
const SLOW_RUNS = 3;
/** The server compresses the largest file for the first time. */
const PATIENCE = 300_000;

const GROUPS = { exact: "exact", natural: "natural", colloquial: "colloquial" };
const [, ...rows] = readFileSync(queriesPath, "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const queries = rows.map((row) => row.split("\t")).map(([, type, query, , relevant]) => ({
  group: relevant === "-" ? "none" : GROUPS[type] || "other",
  query,
  relevant: relevant.split(" || ").map(folded),
}));

function folded(text) {
  return text.normalize("NFKC").replace(/\s+/g, "");
}

const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

/** A first visit: nothing in any cache. Counts what has arrived when the answer is there. */
async function visit(path, isThere, conditions) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const session = await page.createCDPSession();
  const seen = { bytes: 0, requests: 0 };
  await watch(session, seen, conditions);
  await page.goto(address + path, { waitUntil: "domcontentloaded", timeout: PATIENCE });
  const millis = await (await page.waitForFunction(isThere, { timeout: PATIENCE, polling: 10 })).jsonValue();
  return { page, context, millis, ...seen };
}

/** Workers fetch too (that of Pagefind all of its index): each is a session of its own, held until it is watched. */
async function watch(session, seen, conditions) {
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (seen.bytes += encodedDataLength));
  session.on("Network.requestWillBeSent", ({ request }) => (seen.requests += /favicon|^data:|^blob:/.test(request.url) ? 0 : 1));
  session.on("sessionattached", async (worker) => {
    await watch(worker, seen, conditions).catch(() => {});
    await worker.send("Runtime.runIfWaitingForDebugger").catch(() => {});
  });
  await session.send("Network.enable");
  if (conditions) await session.send("Network.emulateNetworkConditions", conditions);
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
}

async function cold(path, isThere) {
  // The server compresses on the first request and keeps the result.
  await (await visit(path, isThere)).context.close();
  const runs = { plain: [], slow: [] };
  let last;
  for (const [name, num, conditions] of [["plain", PLAIN_RUNS], ["slow", SLOW_RUNS, SLOW_4G]]) {
    for (let run = 0; run < num; run += 1) {
      last = await visit(path, isThere, conditions);
      await last.context.close();
      runs[name].push(last.millis);
    }
  }
  const median = (all) => all.sort((a, b) => a - b)[all.length >> 1];
  return { bytes: last.bytes, requests: last.requests, cold_ms: median(runs.plain), slow_ms: median(runs.slow) };
}

async function answers(path, isThere) {
  const { page, context } = await visit(path, isThere);
  const found = await page.evaluate(async (texts, num) => {
    const ask = await globalThis.opened;
    // A round for the engine's own compiler.
    for (const text of texts) await ask(text, num);
    const all = [];
    for (const text of texts) {
      const start = performance.now();
      const hits = await ask(text, num);
      const millis = performance.now() - start;
      all.push({ millis, confident: hits.confident ?? hits.length > 0, texts: hits.map((it) => it.title + it.text) });
    }
    return all;
  }, queries.map((it) => it.query), NUM_SHOWN);
  await context.close();
  const groups = {};
  queries.forEach(({ group, relevant }, at) => {
    const { confident, texts } = found[at];
    const isRight = group === "none" ? !confident : texts.slice(0, 3).some((it) => relevant.some((part) => folded(it).includes(part)));
    groups[group] = groups[group] || { right: 0, all: 0 };
    groups[group].all += 1;
    groups[group].right += isRight ? 1 : 0;
  });
  const times = found.map((it) => it.millis).sort((a, b) => a - b);
  return { p95_ms: times[Math.floor(times.length * 0.95)], groups };
}

const ANSWERED = () => {
  if (globalThis.failed) throw new Error(globalThis.failed);
  return globalThis.answeredAt;
};
const SHOWN = () => (document.querySelector(".policy-lookup__hit") ? performance.now() : undefined);

for (const name of ["policy-lookup", "pagefind", "minisearch", "lunr", "flexsearch"]) {
  const path = `${name}/index.html`;
  console.log(JSON.stringify({ name, ...(await cold(path, ANSWERED)), ...(await answers(path, ANSWERED)) }));
}
console.log(JSON.stringify({ name: "policy-lookup, the page", ...(await cold("dist/index.html#q=轮椅", SHOWN)) }));
await browser.close();
