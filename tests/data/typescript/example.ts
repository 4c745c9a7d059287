// What a website's own script does with embed.js. `cargo xtask test scripts` compiles it with `tsc --strict`: it uses
// everything that embed.d.ts declares, and the lines after @ts-expect-error must not compile.

import { PolicyIndex, PolicyLibrary } from "../../../www/embed/embed.js";
import type { Clause, ErrorCode, Hit, LibraryPage, PolicyLookupError } from "../../../www/embed/embed.js";

function marked(hit: Hit): string {
  let text = "";
  let at = 0;
  for (const [from, to] of hit.highlights.text) {
    text += `${hit.text.slice(at, from)}[${hit.text.slice(from, to)}]`;
    at = to;
  }
  return text + hit.text.slice(at);
}

async function firstAnswer(question: string): Promise<string> {
  try {
    const index: PolicyIndex = await PolicyIndex.load();
    const page = index.search(question, { collection: "rehab", audience: "残疾人", limit: 3, literal: false });
    const best = page.hits[0];
    if (best === undefined || !page.confident) return "未找到依据";
    const clause: Clause | null = index.clause(best.id);
    return `${marked(best)} ${clause?.citation ?? ""} ${clause?.plain?.summary ?? ""} ${best.why.join()} ${page.micros}`;
  } catch (error) {
    const code: ErrorCode = (error as PolicyLookupError).code;
    return code === "wasm-blocked" ? "policies.html" : code;
  }
}

async function overview(): Promise<string[]> {
  const index = await PolicyIndex.load(new URL("policies.idx", location.href));
  const offers = index.suggest("butie", { limit: 5 }).map((it) => `${it.text} ${it.num_clauses} ${it.clause ?? ""}`);
  return [index.data_version, ...index.collections().map((it) => `${it.id} ${it.name} ${it.num_clauses}`), ...offers];
}

async function ofManyFiles(signal: AbortSignal): Promise<string> {
  const library = await PolicyLibrary.open("library/root");
  const page: LibraryPage = await library.search("补贴", { limit: 10, signal });
  const clause: Clause | null = await library.clause(page.hits[0]?.id ?? "");
  const names = (await library.collections()).map((it) => it.name).concat((await library.suggest("bt")).map((it) => it.text));
  return `${page.num_hits}${page.more ? "+" : ""} ${page.incomplete} ${clause?.title ?? ""} ${names.join()} ${library.fetched.files} ${library.fetched.bytes} ${library.data_version}`;
}

const element = document.createElement("policy-lookup");
element.setAttribute("collection", "fitness");
document.body.append(element);
element.addEventListener("policy-lookup:search", ({ detail }) => console.log(detail.query, detail.num_hits, detail.confident, detail.collection));
document.addEventListener("policy-lookup:open", ({ detail }) => console.log(detail.id, element.text()));
window.addEventListener("policy-lookup:error", ({ detail }) => console.log(detail.code, detail.message));

void firstAnswer("轮椅多少钱").then(console.log);
void overview().then(console.log);
void ofManyFiles(new AbortController().signal).then(console.log);

// @ts-expect-error The index is loaded, not made.
new PolicyIndex();
// @ts-expect-error There is no such option.
void PolicyIndex.load().then((index) => index.search("补贴", { kind: "融资" }));
// @ts-expect-error An id is a string.
void PolicyIndex.load().then((index) => index.clause(1));
