// What <policy-lookup> shows once somebody is near it: a box to type in at once, then the program in its place.
// embed.js decides when; here is how. `start` returns `{isReady, update, free, text}`.

import { followComposition, handOver, rendered } from "./handover.js";
import { openRelease, programOnItsWay } from "./loader.js";
import { languageAt, wordsAt } from "./words.js";

const here = (path) => new URL(path, import.meta.url).href;
const STYLE = here("policy-lookup.css");
/** What the program announces. */
const SPOKEN = ".policy-lookup > .policy-lookup__unseen";

let count = 0;

/**
 * Rejects only when not even the program is there: then embed.js has a few words of its own. `library`: a promise of the
 * library that the element is over, if it is over one.
 */
export async function start(host, root, library) {
  const id = `policy-lookup-${++count}`;
  const opening = library || openRelease(host.getAttribute("src"));
  // Its failure is dealt with below, after the style sheet.
  opening.catch(() => {});
  await dress(root);
  const box = placeholder(host, root);
  const which = library ? "library" : "page";
  const { instance, isReady, told } = await opened(host, root, opening, { id, box, which });
  await rendered(() => root.querySelector(SPOKEN));
  const stopSpeaking = speakOutside(host, root);
  keepKeys(root);
  // What changed meanwhile, nobody was there to tell.
  const now = config(host, id);
  for (const name of Object.keys(now)) if (now[name] !== told[name]) instance.update(now, name);
  return {
    isReady,
    update: (attribute) => instance.update(config(host, id), attribute),
    // Who has it read aloud wants the answer, not forty filters before it.
    text: () => (root.querySelector(".policy-lookup__answer") || root.querySelector(".policy-lookup__main")).innerText,
    free() {
      stopSpeaking();
      if (library) library.then((it) => it.unmount(instance), () => {});
      instance.unmount();
      instance.free();
    },
  };
}

async function opened(host, root, opening, { id, box, which }) {
  let told;
  try {
    const source = await opening;
    await box.composed();
    const query = box.input.value || host.getAttribute("query");
    told = config(host, id);
    const own = { ...told, query };
    let place;
    const mount = () => {
      const instance = source.mount ? source.mount(root, own) : source.program.mount(root, own, source.bytes);
      // A busy device may paint before the view is measured and has the box: it is not to be seen below the one before.
      // An element that keeps its address scrolls to where the reader was, for which the view needs its height.
      place = root.lastElementChild;
      if (!own.url_state) place.style.cssText = "height:0;overflow:hidden";
      return instance;
    };
    const instance = await handOver(box.input, mount, () => root.querySelector("[data-width] input"));
    box.frame.remove();
    place.style.cssText = "";
    return { instance, isReady: true, told };
  } catch (error) {
    // It may be the program that failed; then there is nothing to show the failure with.
    const program = await Promise.resolve(programOnItsWay(which)).catch(() => undefined);
    box.frame.remove();
    root.querySelector("a").hidden = false;
    if (!program) throw error;
    told = config(host, id);
    const instance = program.mount(root, told);
    instance.fail(error.code || "damaged", error.message);
    root.querySelector("a").hidden = true;
    return { instance, isReady: false, told };
  }
}

/** What `mount` and `update` are told. */
function config(host, id) {
  const attributes = {};
  for (const name of ["collection", "mode", "theme", "query"]) attributes[name] = host.getAttribute(name);
  return {
    ...attributes,
    lang: languageAt(host),
    max_hits: host.getAttribute("max-hits"),
    heading_level: host.getAttribute("heading-level"),
    surface: "embedded",
    url_state: host.urlState,
    // With a <base> in the page, `#…` alone would lead to another page.
    own_url: document.querySelector("base[href]") ? location.href.split("#")[0] : "",
    page_url: here("index.html"),
    static_url: here("policies.html"),
    id,
  };
}

let sheet;

/** The style sheet, parsed once for all elements; where the browser cannot share it, a link. */
async function dress(root) {
  sheet = sheet || parsedStyle();
  const parsed = await sheet;
  if (parsed) {
    root.adoptedStyleSheets = [parsed];
    return;
  }
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: STYLE });
  root.prepend(link);
  // Without a look the search still works.
  await new Promise((done) => (link.onload = link.onerror = done));
}

async function parsedStyle() {
  try {
    const response = await fetch(STYLE);
    if (response.ok) return await new CSSStyleSheet().replace(await response.text());
  } catch (error) {
    // No constructable style sheets (iOS before 16.4), or the page allows the link only.
  }
  return undefined;
}

function tag(name, className, properties, ...children) {
  const made = Object.assign(document.createElement(name), { className, ...properties });
  made.append(...children);
  return made;
}

/** The box before the program: what is typed in it is the first question. */
function placeholder(host, root) {
  const { question, loading } = wordsAt(host);
  const defaultValue = host.getAttribute("query") || "";
  const input = tag("input", "policy-lookup__input", { type: "search", defaultValue, placeholder: question });
  input.setAttribute("aria-label", question);
  const form = tag("form", "policy-lookup__search", {}, tag("div", "policy-lookup__box", {}, input));
  const main = tag("div", "policy-lookup__main", {}, form, tag("p", "policy-lookup__loading", {}, loading));
  const frame = tag("div", "policy-lookup policy-lookup--embedded", {}, main);
  frame.dataset.theme = host.getAttribute("theme") || "auto";
  frame.classList.toggle("policy-lookup--elder", host.getAttribute("mode") === "elder");
  const link = root.querySelector("a");
  const had = link.matches(":focus");
  form.addEventListener("submit", (event) => event.preventDefault());
  root.append(frame);
  link.hidden = true;
  if (had) input.focus();
  return { input, frame, composed: followComposition(input) };
}

const keptIn = new WeakSet();

/**
 * The page around sees keys as if they were pressed on the element, and its shortcuts, which spare its own boxes, would
 * fire at letters typed into ours. What is typed stays here, and so does a key that did something here; all others,
 * Ctrl+K say, or Esc where there is nothing to close, are the page's.
 */
function keepKeys(root) {
  if (keptIn.has(root)) return;
  keptIn.add(root);
  const keep = (event) => {
    // A key without a name is an input method's.
    const isTyped = (event.key || "").length < 2 || event.key === "Enter" || event.key === "Backspace";
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const isText = event.target.localName === "input" && !/^(checkbox|radio)$/.test(event.target.type);
    // Enter and space press what has the focus, arrows choose among radio buttons.
    const presses = event.key === "Enter" || event.key === " " || (event.target.type === "radio" && /^Arrow/.test(event.key));
    const isControl = event.target.closest("a, button, summary, input, select");
    if (event.defaultPrevented || (isPlain && (isText ? isTyped : isControl && presses))) event.stopPropagation();
  };
  for (const name of ["keydown", "keypress", "keyup"]) root.addEventListener(name, keep);
}

/**
 * Repeats in the page itself what the element announces: accessibility tools that are part of a page see no shadow
 * roots. The element's own regions are silent in a page (`app.rs`), so nothing is read twice.
 */
function speakOutside(host, root) {
  const region = tag("span", "policy-lookup-live", { slot: "policy-lookup-live" });
  region.setAttribute("role", "status");
  region.setAttribute("aria-live", "polite");
  const unseen = tag("div", "policy-lookup__unseen", {}, tag("slot", "", { name: "policy-lookup-live" }));
  const sources = Array.from(root.querySelectorAll(SPOKEN));
  const observer = new MutationObserver(() => {
    region.textContent = sources.map((source) => source.textContent).join("");
  });
  for (const source of sources) observer.observe(source, { childList: true, characterData: true, subtree: true });
  host.append(region);
  root.append(unseen);
  return () => {
    observer.disconnect();
    region.remove();
  };
}
