// `node build.mjs CLAUSES.jsonl OUT` in a folder with the packages: a page for each search, over the same clauses.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import lunr from "lunr";
import MiniSearch from "minisearch";
import * as pagefind from "pagefind";
import { tokenizer } from "./lunr.js";
import { OPTIONS } from "./minisearch.js";

const [source, out] = process.argv.slice(2);
const NAMES = ["policy-lookup", "pagefind", "minisearch", "lunr", "flexsearch"];
const clauses = readFileSync(source, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line))
  .map(({ id, title, path, document, text }) => ({ id, title, path: [document, ...path].join(" "), text }));

/** What every page does: open, ask one question, and say when the answer is there. */
const page = (name) => `import { open } from "./${name}.js";
globalThis.opened = open();
globalThis.opened.then((ask) => ask("轮椅", 5)).then((found) => {
  document.body.textContent = found.map((it) => it.title).join("\\n");
  globalThis.answeredAt = performance.now();
}, (error) => (globalThis.failed = String(error)));`;

for (const name of NAMES) {
  mkdirSync(`${out}/${name}`, { recursive: true });
  writeFileSync(`${out}/${name}/index.html`, '<!doctype html><meta charset="utf-8"><title>.</title><script type="module" src="main.js"></script>');
  writeFileSync(`entry-${name}.js`, page(name));
  const arguments_ = [`entry-${name}.js`, "--bundle", "--minify", "--format=esm", `--outfile=${out}/${name}/main.js`, "--log-level=error"];
  execFileSync("esbuild", arguments_, { stdio: "inherit" });
}

const mini = new MiniSearch(OPTIONS);
mini.addAll(clauses);
writeFileSync(`${out}/minisearch/index.json`, JSON.stringify(mini));

const builder = new lunr.Builder();
builder.tokenizer = tokenizer;
builder.ref("id");
builder.field("title", { boost: 2 });
builder.field("path");
builder.field("text");
for (const clause of clauses) builder.add(clause);
writeFileSync(`${out}/lunr/index.json`, JSON.stringify(builder.build()));
for (const name of ["lunr", "flexsearch"]) writeFileSync(`${out}/${name}/clauses.json`, JSON.stringify(clauses));

const { index } = await pagefind.createIndex({ forceLanguage: "zh" });
for (const { id, title, path, text } of clauses) {
  const { errors } = await index.addCustomRecord({ url: `/#${id}`, content: `${title}\n${path}\n${text}`, language: "zh", meta: { title } });
  if (errors.length > 0) throw new Error(errors.join("; "));
}
await index.writeFiles({ outputPath: `${out}/pagefind/bundle` });
await pagefind.close();
