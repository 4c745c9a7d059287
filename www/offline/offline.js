// Keeps the page for the days without a network (sw.js does it) and sees to it that a new release is taken: the reader is
// asked, and not even that while nobody looks. Loaded after the first answer; where the browser does not let it, the page
// works as before.

import { scriptUrl } from "./loader.js";
import { wordsAt } from "./words.js";

/** Without a touch for so long, nobody is in the middle of anything. */
const IDLE_MS = 5 * 60 * 1000;
/** A page that stays open for days looks for news when it is looked at, but not more often than this. */
const CHECK_MS = 60 * 60 * 1000;
const DAY_MS = 24 * CHECK_MS;
/** A copy that could not be held against the server for so long says so. */
const OLD_DAYS = 30;
/** When the server last answered; that, and nothing of the reader, is kept under this name. */
const CHECKED = "policy-lookup checked";

/**
 * `isFree`: whether the page may be exchanged under the reader's eyes right now. A kiosk gives one and is not asked
 * anything: it waits for the attract screen. On somebody else's page (`<policy-lookup offline>`) it only registers: the
 * folder of the widget is the scope, so that the host page stays as it is, and our own page and frame work offline.
 */
export async function keepOffline({ isFree } = {}) {
  try {
    // Missing without https; its mere mention throws in a sandboxed frame.
    const service = navigator.serviceWorker;
    if (!service || location.protocol === "file:") return;
    const folder = new URL("./", import.meta.url);
    const registration = await service.register(scriptUrl("sw.js"), { scope: folder.pathname, updateViaCache: "none" });
    const { controller } = service;
    if (!controller || controller.scriptURL !== new URL("sw.js", folder).href) return;
    if (isFree) controller.postMessage("policy-lookup:kiosk");
    else sayAge(registration);
    // All pages of this folder go over to the new release together. The address holds what they show.
    service.addEventListener("controllerchange", () => location.reload(), { once: true });
    watch(registration, (worker) => offer(worker, isFree));
  } catch (error) {
    // A private window, storage switched off by the reader or by policy.
  }
}

function watch(registration, onReady) {
  const ready = (worker) => worker.state === "installed" && onReady(worker);
  const found = (worker) => worker && (ready(worker) || worker.addEventListener("statechange", () => ready(worker)));
  found(registration.waiting);
  found(registration.installing);
  registration.addEventListener("updatefound", () => found(registration.installing));
  let checked = Date.now();
  document.addEventListener("visibilitychange", () => {
    const age = Date.now() - checked;
    // Below zero: the clock was set back.
    if (document.hidden || (0 <= age && age < CHECK_MS)) return;
    checked = Date.now();
    // Without a network there is no news.
    registration.update().then(noteCheck, () => {});
  });
}

function noteCheck() {
  localStorage.setItem(CHECKED, Date.now());
}

/** Taken off the server, or out of its reach for good: the page goes on, but not without a word. */
async function sayAge(registration) {
  try {
    const days = daysSince(Number(localStorage.getItem(CHECKED)));
    // The copy was fetched a moment ago, or the clock was set back: counted from here.
    if (!(0 <= days)) return noteCheck();
    if (days < 1) return;
    await registration.update().then(noteCheck, () => days >= OLD_DAYS && showAge(Math.floor(days)));
  } catch (error) {
    // Nothing may be stored.
  }
}

/** Not a number where it is not known. */
function daysSince(time) {
  return time > 0 ? (Date.now() - time) / DAY_MS : NaN;
}

/** Only the newest is offered. */
let withdraw = () => {};

function offer(worker, isFree) {
  withdraw();
  const take = () => worker.postMessage("policy-lookup:take");
  const stopWaiting = isFree ? whenFree(isFree, take) : whenNobodyLooks(take);
  const closeNotice = isFree ? () => {} : showNotice(take);
  withdraw = () => {
    stopWaiting();
    closeNotice();
  };
}

function whenFree(isFree, take) {
  const look = () => isFree() && take();
  const timer = setInterval(look, 1000);
  look();
  return () => clearInterval(timer);
}

function whenNobodyLooks(take) {
  let timer = setTimeout(take, IDLE_MS);
  const someone = () => {
    clearTimeout(timer);
    timer = setTimeout(take, IDLE_MS);
  };
  const hidden = () => document.hidden && take();
  const signs = ["pointerdown", "keydown", "scroll"];
  signs.forEach((sign) => addEventListener(sign, someone, true));
  document.addEventListener("visibilitychange", hidden);
  hidden();
  return () => {
    clearTimeout(timer);
    signs.forEach((sign) => removeEventListener(sign, someone, true));
    document.removeEventListener("visibilitychange", hidden);
  };
}

const words = () => wordsAt(document.querySelector(".policy-lookup") || document.documentElement);

function showAge(days) {
  const { old, later } = words();
  const close = show(old.replace("{}", days), () => [button(later, "policy-lookup-update__later", () => close())]);
}

function showNotice(take) {
  const { update, refresh, later } = words();
  const close = show(update, () => [
    button(refresh, "policy-lookup-update__now", take),
    button(later, "policy-lookup-update__later", () => close()),
  ]);
  return close;
}

/** Returns what takes it away again. */
function show(said, buttons) {
  const notice = document.createElement("div");
  notice.className = "policy-lookup-update";
  // A live region announces what is put into it later, not what it holds from the start.
  notice.setAttribute("role", "status");
  const close = () => notice.remove();
  document.body.append(notice);
  setTimeout(() => {
    const text = document.createElement("span");
    text.textContent = said;
    notice.append(text, ...buttons());
  });
  return close;
}

function button(name, className, onclick) {
  const made = document.createElement("button");
  return Object.assign(made, { type: "button", className, textContent: name, onclick });
}
