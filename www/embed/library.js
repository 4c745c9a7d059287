// A library: clauses in many small files beside a root, of which a question fetches a few. Used by `PolicyLibrary` in
// embed.js. The engine says which files it needs; here they are fetched, all of a round at once, and held against what
// the root says. A file that does not come is fetched anew, then the root is (another release may have been put on the
// server), and then the question is answered without it and the answer says so.

import { failure, getBytes, loadProgram } from "./loader.js";

/** A file that has not come by then is done without. */
const PATIENCE_MS = 10_000;
/** Files kept in memory: some 10 MB. */
const MAX_FILES = 4_000;

const base = () => (self.document ? document.baseURI : self.location.href);

/** The library whose root is at `url`. */
export async function openLibrary(url) {
  const root = new URL(url, base()).href;
  const [program, bytes] = await Promise.all([loadProgram(false, "api"), getBytes(root, "no-cache")]);
  return new Library(program, root, bytes);
}

class Library {
  constructor(program, root, bytes) {
    this._program = program;
    this._root = root;
    this._coming = new Map();
    this.fetched = { files: 1, bytes: bytes.length };
    this._use(bytes);
  }

  _use(bytes) {
    const engine = new this._program.LibraryEngine(bytes);
    // Whoever waits for a file of the old one still holds it; the collector frees it afterwards.
    this._engine = engine;
  }

  async search(query, options = {}) {
    const start = performance.now();
    this._engine.refresh(MAX_FILES);
    const page = await this._answer((engine) => engine.search(query, options), options.signal);
    if (page.incomplete && page.hits.length === 0) throw failure("network", `${this._root}: files of it do not come`);
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
      await Promise.all(needs.map((path) => this._bring(engine, path)));
    }
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
    if (await this._insert(engine, path, "default")) return;
    if (await this._insert(engine, path, "reload")) return;
    if (await this._renewed(engine)) return;
    engine.give_up(path);
  }

  async _insert(engine, path, cache) {
    try {
      const bytes = await getBytes(new URL(path, this._root), cache, PATIENCE_MS);
      this.fetched.files += 1;
      this.fetched.bytes += bytes.length;
      engine.insert(path, bytes);
      return true;
    } catch (error) {
      // Missing, late, or not what the root says; which of them makes no difference.
      return false;
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
      const bytes = await getBytes(this._root, "reload", PATIENCE_MS);
      const { release } = new this._program.LibraryEngine(bytes);
      if (release !== this._engine.release) this._use(bytes);
    } catch (error) {
      // The old one is as good as it gets.
    }
  }
}
