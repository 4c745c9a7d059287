// The page as a kiosk, `index.html?mode=kiosk`: the program is mounted, not hydrated, and watched. Whatever goes wrong,
// the attract screen is back within seconds.
//
// The hall may add `idle_seconds`, `warning_seconds`, `printer` and `unanswered` to the address; visitors cannot reach it.

import { withRelease } from "./loader.js";

/** After a failure, long enough to read what is on the screen, and to let a broken disk or server rest. */
const RESTART_MS = 3000;

const address = location.href.split("#")[0];

function settings() {
  const query = new URLSearchParams(location.search);
  return {
    page_url: address.split("?")[0],
    idle_seconds: query.get("idle_seconds"),
    warning_seconds: query.get("warning_seconds"),
    printer: query.get("printer") === "1",
    unanswered: query.get("unanswered") === "1",
  };
}

/** Starts the kiosk in place of what `host` shows. Returns whether it counts questions without an answer. */
export async function startKiosk(host) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("./kiosk.css", import.meta.url).href;
  document.head.append(style);
  const styled = new Promise((done) => (style.onload = style.onerror = done));
  const watch = watchOver();
  // The page's own program set out with the page. Taken and dropped, or the browser complains that nobody wanted it.
  for (const { href } of document.querySelectorAll('link[rel="preload"]')) {
    fetch(href, { credentials: "same-origin" }).catch(() => {});
  }
  try {
    const mount = async (program, bytes) => {
      // A hall must not see the screens bare, not even for a moment.
      await styled;
      host.textContent = "";
      watch.handle = program.mount_kiosk(host, settings(), bytes);
    };
    await withRelease(mount, { program: "kiosk" });
    return settings().unanswered;
  } catch (error) {
    host.textContent = `${error.code || "damaged"}: ${error.message}`;
    restart();
  }
}

/** Errors nobody caught: the visitor's state may be broken, so it is dropped; a program that trapped is loaded anew. */
export function watchOver() {
  const watch = { handle: undefined };
  const recover = (error) => {
    if (!watch.handle || error instanceof WebAssembly.RuntimeError) return restart();
    try {
      watch.handle.reset();
    } catch (_) {
      restart();
    }
  };
  window.addEventListener("error", (event) => recover(event.error));
  window.addEventListener("unhandledrejection", (event) => recover(event.reason));
  return watch;
}

let restarting;

function restart() {
  restarting = restarting || setTimeout(() => location.replace(address), RESTART_MS);
}
