// <policy-lookup> for somebody else's page, and PolicyIndex for scripts that want the search without the look.
//
//   <script type="module" src="…/embed.js"></script>
//   <policy-lookup collection="rehab"></policy-lookup>
//
// This file is all that a page loads until somebody comes near the element; then widget.js (or framed.js) goes on. It
// keeps out of the page's way: everything is in a shadow root, nothing is thrown, the address bar is left alone.
// Attributes, events and properties are told in GUIDE.md, types in embed.d.ts. A program that renders pages on a server
// may import this file too: there it defines nothing.

const here = (path) => new URL(path, import.meta.url).href;

/** Distance from the viewport at which loading begins: with luck it is over before anybody sees the element. */
const NEAR = "600px";

/**
 * Title of the plain page, and what is said when there is nothing but it. The other words of scripts are in words.js;
 * this file imports nothing, because it may stay in a cache for longer than its neighbours stay on the server.
 */
const WORDS = {
  zh: ["政策条款（纯文本页）", "暂时无法查询，可以先阅读："],
  "zh-Hant": ["政策條款（純文字頁）", "暫時無法查詢，可以先閱讀："],
  en: ["All policy clauses on one page", "The search is not available now. Meanwhile: "],
};

/** Filled in by `cargo xtask build`: for each part the modules it consists of, with their hashes. */
const PARTS = /* xtask:integrity */ null /* xtask:end */;
/** In the folder of one version only that version will do: whoever gave our own hash means all that we load. */
const IS_PINNED = /\/v\/[^/]+\/[^/]*$/.test(new URL(import.meta.url).pathname);

/**
 * Fetches a module so that `import` takes it only with this hash. Browsers that do not know how (before Chromium 66,
 * Firefox 115, Safari 17) and workers import it unseen.
 */
function genuine([path, integrity]) {
  const link = globalThis.document && document.createElement("link");
  if (!link || !link.relList || !link.relList.supports("modulepreload")) return undefined;
  return new Promise((done, failed) => {
    const onerror = () => failed(failure("damaged", `${here(path)} is not the file of this version`));
    Object.assign(link, { rel: "modulepreload", href: here(path), integrity, onload: done, onerror });
    document.head.append(link);
  }).finally(() => link.remove());
}

/** Another file of this release; or of the one that the server has today, if ours is no longer there. */
async function part(path) {
  try {
    if (IS_PINNED && PARTS) await Promise.all(Object.entries(PARTS[path]).map(genuine));
    return await import(path);
  } catch (error) {
    if (IS_PINNED) throw error.code ? error : failure("network", `${here(path)}: ${error && error.message}`);
    const plain = path.slice(2).replace(/-[0-9a-f]{12}\./, ".");
    const response = await fetch(here("manifest.json"), { cache: "reload" }).catch(() => ({}));
    if (!response.ok) throw failure("network", `${here(path)}: ${error && error.message}`);
    return import(here((await response.json()).names[plain]));
  }
}

function failure(code, message) {
  return Object.assign(new Error(message), { code });
}

/** As in words.js. */
function languageAt(element) {
  for (let at = element; at; at = at.getRootNode().host) {
    const near = at.closest("[lang]");
    if (near) return near.lang;
  }
  return "";
}

/** Whether an attribute without a value is set; frameworks write `"false"` for off. */
function isOn(element, name) {
  return element.hasAttribute(name) && element.getAttribute(name).trim().toLowerCase() !== "false";
}

/** What a browser has and a server has not. */
const { HTMLElement = Object, customElements, IntersectionObserver } = typeof self === "undefined" ? {} : self;

/** Each is a property too; `lang` is one of every element. */
const TEXTS = {
  collection: "collection",
  mode: "mode",
  theme: "theme",
  query: "query",
  src: "src",
  maxHits: "max-hits",
  headingLevel: "heading-level",
};
const SWITCHES = { urlState: "url-state", frame: "frame", offline: "offline" };

class PolicyLookup extends HTMLElement {
  static get observedAttributes() {
    return ["collection", "mode", "theme", "lang", "query", "url-state", "max-hits", "heading-level"];
  }

  connectedCallback() {
    // An element that is moved is taken out and put in again in one go, and stays as it is.
    if (this._life) return;
    this._life = {};
    // A clone brings along what its original last said.
    for (const stale of this.querySelectorAll(".policy-lookup-live")) stale.remove();
    const root = this.shadowRoot || this.attachShadow({ mode: "open" });
    block(root);
    // Until the box is here, and if it never comes: a way to the clauses, and a place for the focus.
    const link = document.createElement("a");
    link.href = here("policies.html");
    link.textContent = this._words[0];
    link.addEventListener("focus", () => this._start());
    root.append(link);
    // A framework may have set properties before this file came.
    for (const name of Object.keys({ ...TEXTS, ...SWITCHES })) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    if (!IntersectionObserver) return void this._start();
    const isNear = (entries) => entries.some((entry) => entry.isIntersecting) && this._start();
    this._observer = new IntersectionObserver(isNear, { rootMargin: NEAR });
    this._observer.observe(this);
  }

  disconnectedCallback() {
    Promise.resolve().then(() => this.isConnected || this._free());
  }

  /** Also for the value that it has: the reader may be elsewhere by now. */
  attributeChangedCallback(name) {
    if (this._widget) this._widget.update(name);
  }

  /** What the element says at present, filters aside: for tools that read a page aloud and cannot look inside. */
  text() {
    if (this._widget) return this._widget.text();
    return this.shadowRoot ? this.shadowRoot.textContent : "";
  }

  /** Asks as if it had been typed; the reader sees the hits. */
  search(query) {
    this.setAttribute("query", checked("query", query));
    this._start();
  }

  /** Back to how it was before anybody asked: no query, no filters. */
  clear() {
    this.removeAttribute("query");
    if (this._widget) this._widget.update("clear");
  }

  focus(options) {
    this._start();
    const inside = this.shadowRoot && this.shadowRoot.querySelector("input, iframe, a:not([hidden])");
    if (inside) inside.focus(options);
  }

  get _words() {
    const lang = languageAt(this).toLowerCase();
    const isHant = /^zh[-_]/.test(lang) && /[-_](hant|tw|hk|mo)(?![a-z])/.test(lang) && !/[-_]hans(?![a-z])/.test(lang);
    return WORDS[isHant ? "zh-Hant" : lang.slice(0, 2)] || WORDS.zh;
  }

  async _start() {
    const life = this._life;
    if (!life || life.started) return;
    life.started = true;
    if (this._observer) this._observer.disconnect();
    try {
      const isFrame = isOn(this, "frame");
      const library = isFrame ? undefined : this._library();
      const { start } = await part(isFrame ? "./framed.js" : "./widget.js");
      const widget = await start(this, this.shadowRoot, library);
      if (this._life !== life) return void widget.free();
      this._widget = widget;
      if (widget.isReady) this._tell("ready", {});
      if (isOn(this, "offline")) part("./offline.js").then((it) => it.keepOffline()).catch(() => {});
    } catch (error) {
      if (this._life === life) this._fail(error);
    }
  }

  /** The library that `src` names, if it names the root of one. */
  _library() {
    const url = new URL(this.src, document.baseURI);
    if (!this.src || !url.pathname.endsWith("/root")) return undefined;
    const opening = part("./library.js").then((it) => it.shareLibrary(url, { offline: isOn(this, "offline") }));
    // Its failure is dealt with once the box is there.
    opening.catch(() => {});
    return opening;
  }

  _fail({ code = "network", message }) {
    const said = document.createElement("p");
    said.setAttribute("role", "alert");
    said.append(this._words[1], this.shadowRoot.querySelector("a"));
    this.shadowRoot.append(said);
    this._tell("error", { code, message });
  }

  _tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`policy-lookup:${name}`, { bubbles: true, composed: true, detail }));
  }

  _free() {
    this._life = undefined;
    if (this._observer) this._observer.disconnect();
    if (this._widget) this._widget.free();
    this._widget = undefined;
    this.shadowRoot.textContent = "";
  }
}

for (const name of Object.keys(TEXTS)) {
  const attribute = TEXTS[name];
  property(name, (it) => it.getAttribute(attribute) || "", (it, value) => {
    if (value === null || value === undefined) it.removeAttribute(attribute);
    else it.setAttribute(attribute, value);
  });
}
for (const name of Object.keys(SWITCHES)) {
  const attribute = SWITCHES[name];
  property(name, (it) => isOn(it, attribute), (it, value) => {
    if (value === false || value === null || value === undefined) it.removeAttribute(attribute);
    else it.setAttribute(attribute, value === true ? "" : value);
  });
}

function property(name, read, write) {
  Object.defineProperty(PolicyLookup.prototype, name, {
    enumerable: true,
    configurable: true,
    get() {
      return read(this);
    },
    set(value) {
      write(this, value);
    },
  });
}

// The line may be twice in a page, from two addresses; in a worker there are no elements.
if (customElements && !customElements.get("policy-lookup")) {
  customElements.define("policy-lookup", PolicyLookup);
}

/** A width set by the page has an effect from the beginning; what the page says itself goes before this. */
function block(root) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":host{display:block}:host([hidden]){display:none}");
    root.adoptedStyleSheets = [sheet];
  } catch (error) {
    // No constructable style sheets: then widget.js brings it, with the rest.
  }
}

/** As in the box; a longer text costs memory that wasm never gives back. */
const MAX_QUERY = 200;

/** What stands for the text in the program: its first characters, no half of one. */
function cut(text) {
  return text.length <= MAX_QUERY ? text : Array.from(text.slice(0, 2 * MAX_QUERY)).slice(0, MAX_QUERY).join("");
}

/** A trap in the program, whatever index it was given, is said in the words of all other failures. */
function guarded(call) {
  try {
    return call();
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw failure("damaged", `the index cannot be used: ${error.message}`);
    throw error;
  }
}

function checked(name, value) {
  if (typeof value === "string") return value;
  throw failure("bad-argument", `${name}: must be a string`);
}

/** What a page gave to all objects is no option. */
function own(options) {
  return Object.assign(Object.create(null), options);
}

/** The search for scripts, also in module workers. Only `load` waits; the rest answers at once. */
export class PolicyIndex {
  /** Rejects with an Error whose `code` is network, damaged, version, wasm-blocked, mime or bad-argument. */
  static async load(url) {
    if (url !== undefined && !(url instanceof URL)) checked("url", url);
    const { openIndex } = await part("./loader.js");
    return Object.assign(new PolicyIndex(), { _engine: await openIndex(url) });
  }

  search(query, options) {
    const start = performance.now();
    const page = guarded(() => this._engine.search(cut(checked("query", query)), own(options)));
    page.query = query;
    page.micros = Math.round((performance.now() - start) * 1000);
    return page;
  }

  suggest(prefix, options) {
    return guarded(() => this._engine.suggest(cut(checked("prefix", prefix)), own(options)));
  }

  clause(id) {
    return guarded(() => this._engine.clause(checked("id", id)));
  }

  collections() {
    return this._engine.collections();
  }

  get data_version() {
    return this._engine.data_version;
  }
}

/** The same over a library of many files (`policy-index compile --library`): every call is a promise. */
export class PolicyLibrary {
  /** `url` is the library's root. Rejects as `PolicyIndex.load` does. */
  static async open(url, options) {
    if (!(url instanceof URL)) checked("url", url);
    const { openLibrary } = await part("./library.js");
    return Object.assign(new PolicyLibrary(), { _library: await openLibrary(url, own(options)) });
  }

  async search(query, options) {
    const page = await this._library.search(cut(checked("query", query)), own(options));
    return Object.assign(page, { query });
  }

  async suggest(prefix, options) {
    return this._library.suggest(cut(checked("prefix", prefix)), own(options));
  }

  async clause(id) {
    return this._library.clause(checked("id", id));
  }

  async collections() {
    return this._library.collections();
  }

  get data_version() {
    return this._library.data_version;
  }

  get fetched() {
    return this._library.fetched;
  }
}
