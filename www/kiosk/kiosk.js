// Starts `kiosk.html`, where everything is in the file itself: program and index as base64 in data blocks, each with its
// SHA-256. Nothing is fetched, and the policy of the file would not allow it.
//
// The hall's settings are a block of JSON: idle_seconds, warning_seconds, printer, unanswered (whether questions without an
// answer are counted), old_after_days, page_url (the public page that QR codes lead to). `cargo xtask kiosk --help` names
// the options that change them before the folder is signed.

import * as program from "./policy-lookup-kiosk.js";
import { watchOver } from "./kiosk-mode.js";
import { sha256 } from "./loader.js";
import { counted, toLines, watchQuestions } from "./unanswered.js";

const host = document.getElementById("policy-lookup");
const block = (name) => document.getElementById(`policy-lookup-${name}`);

async function start() {
  // First: it also catches what goes wrong below, and tries again.
  const watch = watchOver();
  try {
    const settings = JSON.parse(block("settings").textContent);
    const [module, index] = await Promise.all([bytesOf("program"), bytesOf("index")]);
    await program.default({ module_or_path: module });
    host.textContent = "";
    watch.handle = program.mount_kiosk(host, settings, index);
    if (settings.unanswered) countForHall();
  } catch (error) {
    const message = document.createElement("p");
    message.textContent = `本机资料无法打开，请联系工作人员更新资料。（${error.message}）`;
    host.replaceChildren ? host.replaceChildren(message) : host.append(message);
    throw error;
  }
}

/**
 * A hall's browser keeps nothing, and its visitors have no way to a list: `policy-index hall` takes what was counted while
 * nobody is there, and keeps it beside its log.
 */
function countForHall() {
  let counts = new Map();
  watchQuestions((question) => (counts = counted(counts, question)));
  window.takeUnanswered = () => {
    const lines = toLines(counts);
    counts = new Map();
    return lines;
  };
}

/** What stands in a data block, checked; the text itself is given up, it would only fill the memory. */
async function bytesOf(name) {
  const element = block(name);
  const bytes = Uint8Array.from(atob(element.textContent.trim()), (it) => it.charCodeAt(0));
  const found = await sha256(bytes);
  if (found !== element.getAttribute("data-sha256")) throw new Error(`${name}: ${found.slice(0, 12)}`);
  element.remove();
  return bytes;
}

start();
