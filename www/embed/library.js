// A library: clauses in many small files beside a root, of which a question fetches a few. Used by `PolicyLibrary` and
// `<policy-lookup src="…/root">` in embed.js. The program says which files it needs; here they are fetched, all of a round
// at once, and held against what the root says. A file that does not come is fetched anew, then the root is (another
// release may have been put on the server), and then the question is answered without it and the answer says so.
//
// Files never change. Where the page asks for it (`offline`), those that were fetched are kept on the device, and the
// library answers from them without a network.

import { complete, failure, getBytes, loadProgram } from "./loader.js";

/** A file that has not come by then is done without. */
const PATIENCE_MS = 10_000;
/** Where nothing has been asked for so long after files came, the answer is drawn. */
const SETTLED_MS = 150;
/** Files kept in memory: some 10 MB. */
const MAX_FILES = 4_000;
/** As in the box. */
const MAX_QUERY = 200;
/** Files kept on the device; beyond that all are let go. */
const MAX_KEPT = 6_000;

const base = () => (self.document ? document.baseURI : self.location.href);

/** The library whose root is at `url`, for scripts. `offline`: whether what is fetched is kept on the device. */
export function openLibrary(url, { offline = false } = {}) {
  return open(new URL(url, base()).href, "api", offline);
}

/** What an element is asked when it is made: by a link, where it follows them, or by its page. */
function firstQuestion({ url_state, query }) {
  const linked = url_state && new URLSearchParams(location.hash.slice(1)).get("q");
  return (linked || query || "").trim().slice(0, MAX_QUERY);
}

const shared = new Map();

/** The same for elements, once per page; with `mount`, which `widget.js` calls. */
export function shareLibrary(url, { offline = false } = {}) {
  const root = new URL(url, base()).href;
  if (!shared.has(root)) {
    const opening = open(root, "library", offline);
    shared.set(root, opening);
    opening.catch(() => shared.delete(root));
  }
  return shared.get(root);
}

async function open(root, which, offline) {
  const files = await Files.beside(root, offline);
  const rootBytes = files.root(isPreloaded(root) ? "default" : "no-cache");
  const [program, bytes] = await Promise.all([loadProgram(false, which), rootBytes]);
  try {
    return new Library(program, files, bytes);
  } catch (error) {
    if (error.code !== "version" && error.code !== "damaged") throw error;
    // An old program, or an old root, out of a cache.
    return new Library(...(await Promise.all([loadProgram(true, which), files, files.root("reload")])));
  }
}

/** What the page has asked for already; Firefox would ask once more for whatever is to go past the cache. */
function isPreloaded(url) {
  const links = typeof document === "object" ? document.querySelectorAll("link[rel=preload]") : [];
  return Array.from(links).some((link) => link.href === url);
}

/** Where bytes come from: the network, and what is kept on the device. */
class Files {
  static async beside(root, offline) {
    const files = new Files();
    files._root = root;
    if (offline) files._kept = await keptFiles(root).catch(() => undefined);
    return files;
  }

  /** The root as the server has it today; without a network, as it was kept. */
  async root(cache) {
    try {
      return await getBytes(this._root, cache, PATIENCE_MS);
    } catch (error) {
      const kept = error.code === "network" && (await this._find(this._root));
      if (kept) return kept;
      throw error;
    }
  }

  /** `place`: of a packed library, the file that holds it and which bytes of that, a blank between them. */
  async get(path, cache, place) {
    const kept = cache === "reload" ? undefined : await this._find(new URL(path, this._root).href);
    if (kept) return kept;
    const [name, range] = place ? place.split(" ") : [path];
    return getBytes(new URL(name, this._root).href, cache, PATIENCE_MS, range);
  }

  /** Once it is known to be the right one. */
  keep(path, bytes) {
    if (!this._kept) return;
    const response = new Response(bytes, { headers: { "content-type": "application/octet-stream" } });
    // Nothing is lost where the device is full.
    this._kept.put(new URL(path, this._root).href, response).catch(() => {});
  }

  keepRoot(bytes) {
    this.keep(this._root, bytes);
  }

  async _find(href) {
    const found = this._kept && (await this._kept.match(href).catch(() => undefined));
    return found && new Uint8Array(await found.arrayBuffer());
  }
}

/** Missing without https. */
async function keptFiles(root) {
  const name = `policy-lookup library ${root}`;
  const cache = await caches.open(name);
  if ((await cache.keys()).length <= MAX_KEPT) return cache;
  await caches.delete(name);
  return caches.open(name);
}

class Library {
  constructor(program, files, bytes) {
    this._program = program;
    this._files = files;
    this._coming = new Map();
    this._mounted = new Set();
    this.fetched = { files: 1, bytes: bytes.length };
    this._use(bytes);
  }

  _use(bytes) {
    const engine = new this._program.LibraryEngine(bytes);
    // Whoever waits for a file of the old one still holds it; the collector frees it afterwards.
    this._engine = engine;
    this._files.keepRoot(bytes);
    for (const handle of this._mounted) handle.renew(engine);
  }

  /** An element over this library; returns its handle. */
  mount(root, config) {
    // The lists of its first question set out before anything is drawn.
    this._bringAll(this._engine, this._engine.plan(firstQuestion(config)));
    const bring = (paths) => this._bringAll(this._engine, paths).then(() => this._completeSoon());
    const handle = this._program.mount_library(root, config, this._engine, bring);
    this._mounted.add(handle);
    this._completeSoon();
    return handle;
  }

  /** The rest of the program, once what was asked is drawn and nothing more is on its way for it. */
  _completeSoon() {
    setTimeout(() => this._coming.size || complete(this._program), SETTLED_MS);
  }

  unmount(handle) {
    this._mounted.delete(handle);
  }

  async search(query, options = {}) {
    const start = performance.now();
    this._engine.refresh(MAX_FILES);
    const page = await this._answer((engine) => engine.search(query, options), options.signal);
    if (page.incomplete && page.hits.length === 0) throw failure("network", "files of the library do not come");
    return Object.assign(page, { micros: Math.round((performance.now() - start) * 1000) });
  }

  suggest(prefix, options = {}) {
    return this._answer((engine) => engine.suggest(prefix, options));
  }

  clause(id) {
    return this._answer((engine) => engine.clause(id));
  }

  async collections() {
    return this._engine.collections();
  }

  get data_version() {
    return this._engine.data_version;
  }

  get release() {
    return this._engine.release;
  }

  /** Asks until nothing is needed any more: a handful of rounds, since a file either comes or is given up. */
  async _answer(ask, signal) {
    for (;;) {
      if (signal && signal.aborted) throw signal.reason || failure("network", "the question was taken back");
      const engine = this._engine;
      const { needs, value } = ask(engine);
      if (!needs) return value;
      await this._bringAll(engine, needs);
    }
  }

  async _bringAll(engine, paths) {
    await Promise.all(paths.map((path) => this._bring(engine, path)));
  }

  /** One fetch, however many questions wait for the file. */
  _bring(engine, path) {
    const known = this._coming.get(path);
    if (known && known.engine === engine) return known.done;
    const done = this._fetch(engine, path);
    this._coming.set(path, { engine, done });
    const forget = () => this._coming.get(path).done === done && this._coming.delete(path);
    return done.then(forget);
  }

  /** Never rejects: a file that cannot be had is given up. */
  async _fetch(engine, path) {
    const failed = await this._insert(engine, path, "default");
    if (!failed) return;
    // What is slow is not wrong: nobody should wait twice for it.
    if (failed.isLate) return void engine.give_up(path);
    if (!(await this._insert(engine, path, "reload"))) return;
    if (!(await this._renewed(engine))) engine.give_up(path);
  }

  /** Nothing, or what is wrong. */
  async _insert(engine, path, cache) {
    try {
      const bytes = await this._files.get(path, cache, engine.place(path));
      this.fetched.files += 1;
      this.fetched.bytes += bytes.length;
      engine.insert(path, bytes);
      this._files.keep(path, bytes);
      return undefined;
    } catch (error) {
      // Missing, late, or not what the root says.
      return error;
    }
  }

  /** Whether there is a root of another release: then all begins anew with that. */
  async _renewed(engine) {
    if (this._engine !== engine) return true;
    this._renewing = this._renewing || this._renew().finally(() => (this._renewing = undefined));
    await this._renewing;
    return this._engine !== engine;
  }

  async _renew() {
    try {
      const bytes = await this._files.root("reload");
      const { release } = new this._program.LibraryEngine(bytes);
      if (release !== this._engine.release) this._use(bytes);
    } catch (error) {
      // The old one is as good as it gets.
    }
  }
}
