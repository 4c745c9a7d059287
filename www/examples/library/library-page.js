// A page of its own over PolicyLibrary: a box, the hits with their marks, the whole clause on demand. `?root=` names
// another root than that beside the example; `#q=` holds the question, so that answers can be linked.

import { PolicyLibrary } from "/embed.js";

const form = document.querySelector("form");
const state = document.querySelector(".state");
const list = document.querySelector(".hits");
const more = document.querySelector(".more");
const offers = document.querySelector("#offers");
const rootUrl = new URLSearchParams(location.search).get("root") || "../library/root";

const PAGE = 10;

let library;
let limit = PAGE;
let running = new AbortController();

/** The last question wins: what was asked before is given up, its files stay. */
async function ask() {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const query = form.q.value.trim();
  history.replaceState(null, "", query ? `#q=${encodeURIComponent(query)}` : location.pathname + location.search);
  state.textContent = query ? "正在查找……" : "输入问题，开始查找。";
  if (!query) return void show([]);
  try {
    const page = await library.search(query, { limit, collection: form.c.value || null, signal });
    if (signal.aborted) return;
    show(page.hits);
    say(page);
  } catch (error) {
    if (!signal.aborted) fail(error);
  }
}

function say({ hits, num_hits, more: isCut, confident, incomplete }) {
  const { files, bytes } = library.fetched;
  const found = confident ? `找到 ${num_hits}${isCut ? "+" : ""} 条` : "未找到依据。下面是意思相近的条款";
  const gap = incomplete ? "；有的文件没有取到，结果可能不全" : "";
  state.textContent = `${found}${gap}（共取 ${files} 个文件，${Math.ceil(bytes / 1024)} KB）`;
  more.hidden = num_hits <= hits.length;
}

function show(hits) {
  fill(list, hits.map(item));
  more.hidden = true;
}

function item(hit) {
  const li = document.createElement("li");
  const all = tag("details", "", tag("summary", "", "全文"), ...marked(hit.text, hit.highlights.text));
  const place = [hit.document, ...hit.path].join(" › ");
  li.append(tag("h2", "", ...marked(hit.title, hit.highlights.title)), tag("p", "place", place));
  li.append(tag("p", "", ...excerpt(hit)), tag("p", "", all));
  return li;
}

/** The two lines around the first mark. */
function excerpt({ text, highlights }) {
  const first = highlights.text.length > 0 ? highlights.text[0][0] : 0;
  const start = Math.max(0, first - 24);
  const end = start + 90;
  const inside = highlights.text.filter(([from, to]) => start <= from && to <= end);
  const parts = marked(text.slice(start, end), inside.map(([from, to]) => [from - start, to - start]));
  return [start > 0 ? "…" : "", ...parts, end < text.length ? "…" : ""];
}

function marked(text, ranges) {
  const parts = [];
  let at = 0;
  for (const [from, to] of ranges) {
    parts.push(text.slice(at, from), tag("mark", "", text.slice(from, to)));
    at = to;
  }
  return [...parts, text.slice(at)];
}

function fill(parent, children) {
  parent.textContent = "";
  parent.append(...children);
}

function tag(name, className, ...children) {
  const made = Object.assign(document.createElement(name), { className });
  made.append(...children);
  return made;
}

async function offer() {
  const words = await library.suggest(form.q.value, { limit: 8 });
  fill(offers, words.map((it) => new Option("", it.text)));
}

function fail(error) {
  state.textContent = `文库暂时打不开（${error.code || error.message}）。请稍后再试。`;
  fill(list, []);
}

async function start() {
  library = await PolicyLibrary.open(rootUrl);
  for (const { id, name } of await library.collections()) form.c.append(new Option(name, id));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    limit = PAGE;
    if (event.isComposing) return;
    ask();
    offer();
  });
  form.q.addEventListener("compositionend", () => ask());
  more.addEventListener("click", () => {
    limit += PAGE;
    ask();
  });
  form.q.value = form.q.value || new URLSearchParams(location.hash.slice(1)).get("q") || "";
  ask();
}

start().catch(fail);
