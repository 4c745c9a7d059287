// Starts the page: the prerendered start page is already shown, the program takes it over when it and the index are
// here. Until then this file keeps the promises of the page: typing is not lost, the form does not leave, progress and
// failure are said in words that were prerendered too.

import { followComposition, handOver } from "./handover.js";
import { complete, failure, openInSteps, withRelease } from "./loader.js";

const host = document.getElementById("policy-lookup") || document.body.appendChild(document.createElement("div"));
/** As linked.js found it. */
const shown = document.documentElement.classList;
const loading = document.getElementById("policy-lookup-loading");
/** Sooner, and a fast connection would flash a message nobody can read. */
const PATIENCE_MS = 400;
/** A page of a hall that did not load is loaded again after so long. */
const COME_BACK_MS = 3000;
/** Where nobody measures, the view is shown all the same. */
const MOST_FRAMES = 60;
const MODE = ".policy-lookup__mode";

/** For devices that strangers share: `?remember=off` keeps nothing on them, and takes away what is there. */
const remember = new URLSearchParams(location.search).get("remember") !== "off";

const config = {
  surface: "page",
  url_state: true,
  remember,
  // For links that are shared: what else stands in the address, a campaign or a member's number, is not for others.
  page_url: location.href.split(/[?#]/)[0],
  static_url: "policies.html",
};

async function start() {
  if (!remember) forget();
  const input = host.querySelector("input");
  const release = holdPage(input);
  const composed = followComposition(host);
  showLoading(true);
  try {
    let program;
    const takeOver = async (loaded, bytes) => {
      program = loaded;
      const opened = await openInSteps(program, bytes);
      await composed();
      await handOver(input, () => program.take_over_page(host, config, bytes), nextTo(input));
      opened.free();
    };
    await pageFirst(input);
    await withRelease(takeOver, { onProgress: showProgress });
    // A clause or a document, and another language, are read with the late part: seen at once, or not at all.
    if (/[#&](doc|id)=/.test(location.hash) || shown.contains("policy-lookup-kept")) await complete(program);
    showMeasured(MOST_FRAMES);
    release();
  } catch (error) {
    showFailure(error);
  }
  showLoading(false);
}

/**
 * On a quick line the program would be here before the page is painted, and hold it up: it waits for the paint, or for who
 * is quicker than that. A slow line has the index to carry meanwhile. Nothing waits in a tab that nobody sees, and where
 * the address asks for what only the program has.
 */
function pageFirst(input) {
  const isAsked = shown.contains("policy-lookup-linked") || shown.contains("policy-lookup-kept");
  const told = (self.PerformanceObserver && PerformanceObserver.supportedEntryTypes) || [];
  if (isAsked || document.hidden || document.activeElement === input || !told.includes("paint")) return undefined;
  if (performance.getEntriesByType("paint").length) return undefined;
  return new Promise((done) => {
    for (const name of ["focusin", "pointerdown"]) host.addEventListener(name, done, { once: true });
    document.addEventListener("visibilitychange", done, { once: true });
    // Chromium 75 does not know `type`, with which what was painted before would be told too.
    new PerformanceObserver(done).observe({ entryTypes: ["paint"] });
  });
}

/** Until the view is laid out by the width that it has, it is not to be seen; on a busy device that takes some frames. */
function showMeasured(most) {
  const isMeasured = !most || host.querySelector("[data-width]");
  requestAnimationFrame(isMeasured ? showLinked : () => showMeasured(most - 1));
}

function showLinked() {
  shown.remove("policy-lookup-linked", "policy-lookup-kept");
}

function forget() {
  try {
    localStorage.removeItem("policy-lookup.recent");
  } catch (error) {
    // Storage is blocked, so nothing is there.
  }
}

/**
 * Until the program is here: Enter must not leave the page, a tapped example replaces what was typed, and who taps the
 * switch to large type has it in the end.
 */
function holdPage(input) {
  let isSwitched = false;
  const listeners = [
    [host, "submit", (event) => event.preventDefault()],
    [host, "click", (event) => (isSwitched = isSwitched !== !!event.target.closest(MODE))],
    [window, "hashchange", () => input && (input.value = "")],
  ];
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener);
    if (isSwitched) host.querySelector(MODE).click();
  };
}

/** Finds the box that came after `input`. */
function nextTo(input) {
  return () => Array.from(host.querySelectorAll("input")).find((it) => it !== input);
}

let patience;

function showLoading(on) {
  clearTimeout(patience);
  if (!loading) return;
  if (on) patience = setTimeout(() => (loading.hidden = false), PATIENCE_MS);
  else loading.hidden = true;
}

function showProgress(percent) {
  const bar = loading && loading.querySelector("progress");
  if (bar && percent !== undefined) bar.value = percent;
}

/** Shows the prerendered message of an error in place of the tiles; box and masthead stay. */
function showFailure(error) {
  const { code = "damaged", message } = error.code ? error : failure("damaged", String(error));
  const template = document.getElementById("policy-lookup-failures");
  const found = template && template.content.querySelector(`[data-code="${code}"]`);
  showLinked();
  const place = host.querySelector(".policy-lookup__start") || host;
  const said = found ? document.importNode(found, true) : document.createElement("p");
  if (!found) said.textContent = `${code}: ${message}`;
  place.replaceChildren ? place.replaceChildren(said) : place.prepend(said);
  host.dispatchEvent(new CustomEvent("policy-lookup:error", { bubbles: true, detail: { code, message } }));
}

// A hall's own part comes only where it is wanted.
if (new URLSearchParams(location.search).get("mode") === "kiosk") {
  const isFree = () => host.querySelector(".policy-lookup__kiosk-attract");
  // Nobody stands by to load the page again. What goes wrong inside that part, it hears itself.
  const comeBack = (error) => {
    showFailure(failure("network", String(error)));
    setTimeout(() => location.reload(), COME_BACK_MS);
    return new Promise(() => {});
  };
  const part = import("./kiosk-mode.js").catch(comeBack);
  part.then((it) => it.startKiosk(host)).then((counts) => later({ isFree, counts }));
} else {
  start().then(() => later({}));
}

/** After the first answer: it is for the next visit. */
function later(options) {
  import("./later.js").then((it) => it.goOn(options), () => {});
}
