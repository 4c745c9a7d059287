// The widget in old Chromiums: those that government desktops still have, and the last that is too old. They speak no
// WebDriver of today, so this is not part of the other scenarios; puppeteer of their time starts and drives them.
//
//   node old-engines.mjs TOOLS DIST XTASK [WORDS]     started by `cargo xtask test browser --old-engines`
//
// Prints a line for each scenario, and at the end `N passed, N failed`.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import zlib from "node:zlib";

const [tools, dist, xtask, words = ""] = process.argv.slice(2);
const puppeteer = createRequire(path.join(tools, "package.json"))("puppeteer-core");

/** What a site sends that has visitors before Chromium 97, which know no `'wasm-unsafe-eval'`. */
const LENIENT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'; require-trusted-types-for 'script'; " +
  "trusted-types policy-lookup";
const PATIENCE_MS = 20_000;

const BOX = "input[role=combobox]";
const HIT = ".policy-lookup__hit";
const CLAUSE = ".policy-lookup__clause";

/** `open(path)` loads a page of the site, `text(selector)` waits for the text of something. */
const ANSWERS = {
  "a question finds the clause": async ({ page, open, text }) => {
    await open("");
    await page.type(BOX, "创业服务补贴");
    includes(await text(HIT, "创业服务补贴"), "创业服务补贴");
    await page.click(".policy-lookup__hit-link");
    includes(await text(CLAUSE), "柳政办");
    await page.goBack();
    await text(HIT);
  },
  "a link opens a clause": async ({ open, text }) => {
    await open("#id=2022-31-4-1");
    includes(await text(CLAUSE), "辅助器具");
  },
  "embed: the element answers in a strange page": async ({ page, open }) => {
    await open("embed.html");
    const answered = () => {
      const { shadowRoot } = document.querySelector("policy-lookup[collection=rehab]");
      const hit = shadowRoot && shadowRoot.querySelector(".policy-lookup__hit");
      // With its style sheet: the page sets every letter in 26 px.
      return hit && getComputedStyle(hit).fontSize === "17px";
    };
    await page.waitForFunction(answered, { timeout: PATIENCE_MS });
  },
  "embed: a script searches": async ({ page, open }) => {
    await open("embed.html");
    const search = async () => {
      const { PolicyIndex } = await import("/embed.js");
      return (await PolicyIndex.load()).search("辅助器具", { limit: 1 }).hits.map((hit) => hit.text).join();
    };
    includes(await page.evaluate(search), "辅助器具");
  },
  "policies: a link leads to the clause": async ({ open, text }) => {
    await open("policies.html#2022-31-4-1");
    includes(await text(":target .policies__text"), "辅助器具");
  },
  "offline: the page is kept": async ({ page, open, text }) => {
    await open("");
    includes(await page.evaluate(() => navigator.serviceWorker.ready.then((it) => it.active.state)), "activat");
    await text(".policy-lookup__tile");
  },
  "kiosk: letters find clauses": async ({ page, open, text }) => {
    await open("?mode=kiosk");
    await inKiosk(page, text);
  },
  "kiosk file: it opens from a disk": async ({ page, text }) => {
    await page.goto(pathToFileURL(path.join(dist, "kiosk.html")).href);
    await inKiosk(page, text);
  },
};

async function inKiosk(page, text) {
  await text(".policy-lookup__kiosk-begin");
  await page.click(".policy-lookup__kiosk-begin");
  await text(".policy-lookup__kiosk-start");
  await page.click(".policy-lookup__input");
  await text(".policy-lookup__kiosk-key");
  await page.type(".policy-lookup__input", "gsbx");
  includes(await text(HIT, "工伤"), "工伤");
}

/** In the page and in a script, and every clause is still there to read. */
const IS_TOLD = async ({ page, open, text }) => {
  await open("");
  includes(await text("#policy-lookup [data-code=wasm-blocked]"), "纯文本页");
  const code = () => import("/embed.js").then((it) => it.PolicyIndex.load()).catch((error) => error.code);
  includes(await page.evaluate(code), "wasm-blocked");
  await open("policies.html#2022-31-4-1");
  includes(await text(":target .policies__text"), "辅助器具");
};

const TOO_OLD = { "a browser that is too old is told": IS_TOLD };
const STRICT = { "a policy that it does not know is told": { policy: "strict", run: IS_TOLD } };

/** By major version: the package is called `chromium-VERSION`. */
const ENGINES = [
  [74, TOO_OLD],
  [75, { ...ANSWERS, ...STRICT }],
  [81, { ...ANSWERS, ...STRICT }],
  [109, ANSWERS],
];

function includes(text, part) {
  if (!String(text).includes(part)) throw new Error(`${part} is not in: ${String(text).slice(0, 200)}`);
}

/** `cargo xtask static`; resolves with its process and address. */
function serve(policy) {
  const args = ["static", "--until-stdin-closes", "--dir", dist, "--csp", policy];
  const server = spawn(xtask, args, { stdio: ["pipe", "pipe", "inherit"] });
  return new Promise((done, failed) => {
    server.on("error", failed);
    server.stdout.once("data", (line) => done({ server, address: String(line).trim() }));
  });
}

/** The program, unpacked once. Packages have it as `chromium.br` or `chromium-75.0.3765.0.br`. */
function program(version) {
  const folder = path.join(tools, "node_modules", `chromium-${version}`, "bin");
  const packed = fs.readdirSync(folder).find((name) => /^chromium.*\.br$/.test(name));
  const unpacked = path.join(folder, "chromium");
  if (!fs.existsSync(unpacked)) {
    const part = `${unpacked}.part`;
    fs.writeFileSync(part, zlib.brotliDecompressSync(fs.readFileSync(path.join(folder, packed))), { mode: 0o755 });
    fs.renameSync(part, unpacked);
  }
  return unpacked;
}

/** In a browser of its own, with a new profile, that has nothing to do with the network. */
async function inBrowser(executablePath, address, run) {
  const userDataDir = fs.mkdtempSync(path.join(os.tmpdir(), "policy-lookup-"));
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=zh-CN"];
  const browser = await puppeteer.launch({ executablePath, userDataDir, args, headless: true });
  try {
    const page = await browser.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.setDefaultTimeout(PATIENCE_MS);
    await page.setViewport({ width: 1280, height: 800 });
    await run({ page, open: (name) => page.goto(address + name), text: (...what) => textOf(page, ...what) });
    if (errors.length > 0) throw new Error(`errors that nobody caught: ${errors.join(" | ")}`);
    return await browser.version();
  } finally {
    await browser.close();
    fs.rmSync(userDataDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Waits until the first match is visible and says `part`; returns all that it says. */
async function textOf(page, selector, part = "") {
  const find = (selector, part) => {
    const shown = Array.from(document.querySelectorAll(selector)).filter((it) => it.getClientRects().length > 0);
    const said = shown.length > 0 && shown[0].textContent;
    return typeof said === "string" && said.includes(part) && { said };
  };
  try {
    const found = await page.waitForFunction(find, { timeout: PATIENCE_MS, polling: 50 }, selector, part);
    return (await found.jsonValue()).said;
  } catch (error) {
    const shown = await page.evaluate(() => document.body.innerText.replace(/\s+/g, " ").slice(0, 200));
    throw new Error(`waited for ${selector} ${part}: ${error.message}; the page says: ${shown}`);
  }
}

const servers = { lenient: await serve(LENIENT), strict: await serve("strict") };
let passed = 0;
let failed = 0;
for (const [version, scenarios] of ENGINES) {
  for (const [name, scenario] of Object.entries(scenarios).filter(([name]) => name.includes(words))) {
    const { policy, run } = typeof scenario === "function" ? { policy: "lenient", run: scenario } : scenario;
    const started = Date.now();
    try {
      const found = await inBrowser(program(version), servers[policy].address, run);
      if (!found.includes(`/${version}.`)) throw new Error(`the browser is ${found}`);
      passed += 1;
      console.log(`ok   Chromium ${version}: ${name}`.padEnd(65), `${Date.now() - started} ms`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL Chromium ${version}: ${name}`.padEnd(65), `${Date.now() - started} ms\n     ${error.message}`);
    }
  }
}
for (const { server } of Object.values(servers)) server.kill();
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
