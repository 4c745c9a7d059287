// <policy-lookup frame>: for pages whose policy does not allow WebAssembly. The element becomes a frame with a page of
// ours in it (frame.html, frame.js), sent with a policy of its own. The two speak by messages; each looks at where a
// message comes from and names where its own may go.

import { languageAt, wordsAt } from "./words.js";

const FRAME = new URL("frame.html", import.meta.url);
const ATTRIBUTES = ["collection", "mode", "theme", "lang", "query", "max-hits", "heading-level"];
/** Until the frame has told its own height. */
const FIRST_HEIGHT = "480px";

export async function start(host, root) {
  const frame = document.createElement("iframe");
  frame.src = `${FRAME.href}#${new URLSearchParams({ ...attributes(host), parent: location.origin })}`;
  frame.title = wordsAt(host).title;
  // Named only where it is known: others complain of it in the console.
  frame.allow = `clipboard-write${navigator.share ? "; web-share" : ""}`;
  Object.assign(frame.style, { display: "block", width: "100%", height: FIRST_HEIGHT, border: "0" });
  let text = "";

  const listen = ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== FRAME.origin || !data || data.from !== "policy-lookup") return;
    if (data.height > 0) frame.style.height = `${Math.ceil(data.height)}px`;
    if (typeof data.text === "string") text = data.text;
    // Inside, nothing is ever scrolled: a clause opened from far down would begin above the screen.
    if (data.event === "policy-lookup:open" && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
    if (/^policy-lookup:(ready|search|filter|open|error)$/.test(data.event)) tell(host, data.event, data.detail);
  };
  addEventListener("message", listen);
  root.querySelector("a").hidden = true;
  root.append(frame);
  return {
    update: (attribute) => {
      const message = { to: "policy-lookup", attributes: attributes(host), attribute };
      frame.contentWindow.postMessage(message, FRAME.origin);
    },
    text: () => text,
    free() {
      removeEventListener("message", listen);
      frame.remove();
    },
  };
}

function attributes(host) {
  const found = {};
  for (const name of ATTRIBUTES) if (host.hasAttribute(name)) found[name] = host.getAttribute(name);
  // Inside, nobody sees what is around the element.
  const lang = languageAt(host);
  if (lang) found.lang = lang;
  if (host.hasAttribute("src")) found.src = new URL(host.getAttribute("src"), document.baseURI).href;
  return found;
}

function tell(host, name, detail) {
  host.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
}
