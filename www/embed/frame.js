// The inside of <policy-lookup frame>: one element that fills the page, and messages to the page around it.

import "./embed.js";

const given = new URLSearchParams(location.hash.slice(1));
/** Who may hear us. A wrong one costs nothing: the browser then drops the messages. */
const parentOrigin = given.get("parent");
given.delete("parent");

const ATTRIBUTES = ["collection", "mode", "theme", "lang", "query", "src", "max-hits", "heading-level"];
const element = document.createElement("policy-lookup");
apply(Object.fromEntries(given), ATTRIBUTES);
document.body.append(element);

function apply(attributes, names) {
  for (const name of names) {
    if (typeof attributes[name] === "string") element.setAttribute(name, attributes[name]);
    else element.removeAttribute(name);
  }
}

function tell(message) {
  try {
    parent.postMessage({ from: "policy-lookup", ...message }, parentOrigin);
  } catch (error) {
    // A page without an origin of its own (a file, a sandbox): nobody to tell.
  }
}

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || origin !== parentOrigin || !data || data.to !== "policy-lookup") return;
  if (data.attribute === "clear") return void element.clear();
  // Setting an attribute is a command, so only that which was set; all of them for a page that does not say.
  apply(Object(data.attributes), ATTRIBUTES.includes(data.attribute) ? [data.attribute] : ATTRIBUTES);
});

for (const name of ["ready", "search", "filter", "open", "error"]) {
  document.addEventListener(`policy-lookup:${name}`, ({ type, detail }) => tell({ event: type, detail }));
}

new ResizeObserver(() => tell({ height: document.body.getBoundingClientRect().height, text: element.text() })).observe(document.body);
