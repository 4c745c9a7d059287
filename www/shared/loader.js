// Fetches the program and the index, at the same time, with progress, and says in one word what went wrong.
// Used by boot.js (our page), embed.js (somebody else's) and scripts. Touches nothing of the page, so that it also runs
// in a worker.
//
// What arrives is held against the release it belongs to. A cache or a server between two releases may send parts of
// two: then both are fetched anew, as the server has them today, and only what is wrong after that is an error.

/** Filled in by `cargo xtask build`: `{bytes, sha256}` of the files of this release, by their paths. */
const RELEASE = /* xtask:release */ null /* xtask:end */;

/**
 * Glue and wasm, and what a program does without until a first answer is shown: `src/late.rs`. Kiosk, scripts and libraries
 * have programs of their own: no phone carries what it does not use.
 */
const PROGRAMS = {
  page: ["./policy-lookup.js", "policy-lookup_bg.wasm", "policy-lookup-late.wasm"],
  kiosk: ["./policy-lookup-kiosk.js", "policy-lookup-kiosk_bg.wasm"],
  api: ["./policy-lookup-api.js", "policy-lookup-api_bg.wasm"],
  library: ["./policy-lookup-library.js", "policy-lookup-library_bg.wasm", "policy-lookup-library-late.wasm"],
};
const INDEX = "policies.idx";

const here = (path) => new URL(path, import.meta.url);
/** In the folder of one version only that version will do, whatever else the server has. */
const IS_PINNED = /\/v\/[^/]+\/$/.test(here("./").pathname);

/** An Error with a `code`: network, damaged, version, wasm-blocked, mime or bad-argument. */
export function failure(code, message) {
  return Object.assign(new Error(message), { code });
}

const says = (error) => (error && error.message) || String(error);

let policy;

/**
 * A URL for places that start scripts: workers, service workers. Under Trusted Types these take nothing else. There is
 * one policy, and it lets only files of the widget's own folder pass.
 */
export function scriptUrl(path) {
  const { href } = here(path);
  if (!self.trustedTypes) return href;
  policy = policy || self.trustedTypes.createPolicy("policy-lookup", { createScriptURL: onlyOurs });
  return policy.createScriptURL(href);
}

function onlyOurs(href) {
  if (String(href).startsWith(here("./").href)) return href;
  throw new TypeError(`${href} is not in the folder of policy-lookup`);
}

/**
 * What `use(program, bytes)` returns for a program and an index that fit. It may throw `version` or `damaged`, as
 * opening an index does: then it is called again with both fetched anew.
 */
export async function withRelease(use, options = {}) {
  const parts = (fresh) => Promise.all([loadProgram(fresh, options.program), loadIndex({ ...options, fresh })]);
  let [program, bytes] = await parts(false);
  let used;
  try {
    used = await use(program, bytes);
  } catch (error) {
    if (error.code !== "version" && error.code !== "damaged") throw error;
    [program, bytes] = await parts(true);
    used = await use(program, bytes);
  }
  complete(program);
  return used;
}

/** Glue of programs that are not whole yet, and what makes them whole. */
const unfinished = new WeakMap();
/** Pauses between two requests for what did not come. */
const PAUSES_MS = [1000, 3000, 10000, 30000, 60000];

/** Resolves when the late part of the program is in its place, or known to be missing for now. */
export async function complete(program) {
  const finish = unfinished.get(program);
  return finish && finish();
}

/** Goes on asking until the part is here: a phone may be in a lift. */
function finisher(program, early, late) {
  let attempt;
  const finish = async (pauses) => {
    try {
      // As it was compiled, `trunk serve`, the program is in one piece.
      if (RELEASE) await WebAssembly.instantiate(await compiled(late), { early });
      program.arrived(true);
    } catch (error) {
      program.arrived(false);
      const [pause, ...longer] = pauses;
      setTimeout(() => finish(longer.length ? longer : pauses), pause);
    }
  };
  return () => (attempt = attempt || finish(PAUSES_MS));
}

const shared = new Map();

/**
 * Program and bytes of the index, held open: once per page and index, however many elements stand on it. `url`: of
 * another index than that of this release, as the page around writes it.
 */
export function openRelease(url) {
  const from = url ? new URL(url, document.baseURI).href : undefined;
  if (!shared.has(from)) {
    const held = async (program, bytes) => ({ program, bytes, opened: await openInSteps(program, bytes) });
    const opening = withRelease(held, { url: from });
    shared.set(from, opening);
    opening.catch(() => shared.delete(from));
  }
  return shared.get(from);
}

/**
 * Opens an index, and what it returns keeps it open until it is freed. Each step is a task of its own, as what comes after
 * it will be: between them the page draws, and hears who types.
 */
export async function openInSteps(program, bytes) {
  const opened = new program.Opened(bytes);
  // The program of an earlier release, which the server has gone back to, is done at once.
  do await nextTask();
  while (opened.step && !opened.step());
  await nextTask();
  return opened;
}

const nextTask = () => new Promise((done) => setTimeout(done));

/** An engine with the index of this release, or with that at `url`. Engines of one index share its memory. */
export async function openIndex(url) {
  return withRelease((program, bytes) => opened(program, bytes), { url, program: "api" });
}

function opened(program, bytes) {
  try {
    return new program.Engine(bytes);
  } catch (error) {
    // Under a right checksum anything may stand; a trap is said in the words of all other failures.
    if (error instanceof WebAssembly.RuntimeError) throw failure("damaged", `the index cannot be opened: ${says(error)}`);
    throw error;
  }
}

const programs = {};

/** What `loadProgram` has begun or finished; undefined where there is nothing to hope for. */
export function programOnItsWay(which = "page") {
  return programs[which];
}

/** The exports of the wasm, started once per page; `fresh`: of the release that the server has today. */
export function loadProgram(fresh = false, which = "page") {
  if (fresh) return programOfToday(which);
  // Another release on the server: the files of ours may be gone already.
  const program = programs[which] || startProgram(PROGRAMS[which]).catch((error) => programOfToday(which, error));
  programs[which] = program;
  // After a failure the next caller may try again.
  program.catch(() => delete programs[which]);
  return program;
}

/** Fails with `reason` where the release of today is our own. */
async function programOfToday(which, reason) {
  if (reason && (IS_PINNED || reason.code === "wasm-blocked")) throw reason;
  if (IS_PINNED) return loadProgram(false, which);
  let loader;
  try {
    const manifest = await (await get(here("manifest.json"), "reload")).json();
    loader = here(manifest.names["loader.js"]).href;
  } catch (error) {
    throw reason || error;
  }
  if (loader === import.meta.url) return reason ? Promise.reject(reason) : loadProgram(false, which);
  const other = await importModule(loader);
  const program = await other.loadProgram(false, which);
  if (other.complete) unfinished.set(program, () => other.complete(program));
  return program;
}

async function startProgram([gluePath, wasmPath, latePath]) {
  refuseBlocked();
  const [glue, module] = await Promise.all([importModule(gluePath), compiled(wasmPath)]);
  try {
    const early = await glue.default({ module_or_path: module });
    if (latePath) unfinished.set(glue, finisher(glue, early, latePath));
  } catch (error) {
    throw failure("damaged", `the program did not start: ${says(error)}`);
  }
  return glue;
}

/**
 * A small module tells a browser or a policy that forbids WebAssembly, before anything is fetched in vain: Chromium refuses
 * to compile it, WebKit to instantiate it. Also a browser before Chromium 75: the last three bytes are a section that it
 * does not know, and the program has one.
 */
function refuseBlocked() {
  try {
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 12, 1, 0)));
  } catch (error) {
    throw failure("wasm-blocked", `WebAssembly is not allowed here: ${says(error)}`);
  }
}

async function compiled(path) {
  try {
    return await compile(await getFile(path), path);
  } catch (error) {
    if (error.code === "network") throw error;
    // Damaged on the way, or an old copy in a cache.
    return compile(await getFile(path, "reload"), path);
  }
}

async function compile(response, path) {
  // Streaming needs exactly this type; many servers do not know it or add a charset, then the bytes do as well.
  const streams = WebAssembly.compileStreaming && typeOf(response) === "application/wasm";
  const streamed = streams ? compileStream(response.clone()) : undefined;
  try {
    const bytes = await response.arrayBuffer();
    if (await isGenuine(bytes, path)) return (await streamed) || (await WebAssembly.compile(bytes));
  } catch (error) {
    throw failure("damaged", `${response.url}: ${says(error)}`);
  }
  throw failure("damaged", `${response.url} is not the file of this release`);
}

/** Nothing where the browser refuses, for whatever reason: what the bytes are worth is for their hash to say. */
async function compileStream(response) {
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (error) {
    return undefined;
  }
}

/** Whether the bytes are those of the release; also true where that cannot be known, as on a site without https. */
async function isGenuine(bytes, path) {
  const known = released(path);
  if (!known || !self.crypto || !crypto.subtle) return true;
  return (await sha256(bytes)) === known.sha256;
}

/** In lower-case hexadecimal. */
export async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  // A loop: pages with old libraries have an Array.from that takes no function.
  let out = "";
  for (const byte of hash) out += byte.toString(16).padStart(2, "0");
  return out;
}

function released(path) {
  return RELEASE && RELEASE[path];
}

async function importModule(path) {
  try {
    return await import(path);
  } catch (error) {
    throw failure("network", `the program did not arrive: ${says(error)}`);
  }
}

const typeOf = (response) => response.headers.get("content-type") || "";

const getFile = (path, cache) => get(here(path), cache);

async function get(url, cache = "default", signal = undefined, range = undefined) {
  let response;
  try {
    // Same credentials and mode as the preload in the page, or it would be fetched twice.
    const headers = range ? { range: `bytes=${range}` } : {};
    response = await fetch(url, { credentials: "same-origin", cache, signal, headers });
  } catch (error) {
    throw failure("network", `${url}: ${says(error)}`);
  }
  if (!response.ok) {
    throw failure("network", `${url}: HTTP ${response.status}`);
  }
  // A site that answers every address with a page of its own.
  if (typeOf(response).startsWith("text/html")) {
    throw failure("mime", `${url} was sent as ${typeOf(response)}`);
  }
  return response;
}

/** The bytes at `url`, those of `range` (`0-499`) alone, or `network` if they are not here after `patience_ms`. */
export async function getBytes(url, cache, patience_ms, range) {
  const late = new AbortController();
  const clock = patience_ms && setTimeout(() => late.abort(), patience_ms);
  try {
    const response = await get(url, cache, late.signal, range);
    if (range && response.status !== 206) {
      // Megabytes are not what was asked for.
      response.body.cancel();
      throw failure("network", `${url}: HTTP ${response.status}`);
    }
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    const known = typeof error.code === "string" ? error : failure("network", `${url}: ${says(error)}`);
    throw Object.assign(known, { isLate: late.signal.aborted });
  } finally {
    clearTimeout(clock);
  }
}

/**
 * The bytes of the index. `onProgress` gets percent, or nothing where the length is unknown.
 * `fresh` goes past every cache: the cure for a cache that holds another version.
 */
export async function loadIndex({ url, onProgress = () => {}, fresh = false } = {}) {
  const from = url || here(INDEX);
  const load = async (cache) => readAll(await get(from, cache), url ? undefined : released(INDEX), onProgress);
  const bytes = await load(fresh ? "reload" : "default");
  if (url || (fresh && !IS_PINNED) || (await isGenuine(bytes, INDEX))) return bytes;
  // A newer index may well fit this program: whether it does is for the program to say when it opens it.
  const latest = await load("reload");
  if (IS_PINNED && !(await isGenuine(latest, INDEX))) throw failure("damaged", `${from} is not the file of this release`);
  return latest;
}

async function readAll(response, known, onProgress) {
  if (!response.body || !response.body.getReader) {
    return new Uint8Array(await response.arrayBuffer());
  }
  const total = known ? known.bytes : lengthOf(response);
  const reader = response.body.getReader();
  const chunks = [];
  let received = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      received += value.length;
      onProgress(total ? Math.min(99, Math.round((100 * received) / total)) : undefined);
    }
  } catch (error) {
    throw failure("network", `${response.url}: ${says(error)}`);
  }
  return joined(chunks, received);
}

/** Bytes after decompression; a Content-Length counts the compressed ones and is of use only without compression. */
function lengthOf(response) {
  return response.headers.get("content-encoding") ? 0 : Number(response.headers.get("content-length")) || 0;
}

function joined(chunks, length) {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
