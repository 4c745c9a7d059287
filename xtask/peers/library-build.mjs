// `node library-build.mjs CLAUSES.jsonl NUM OUT`, beside the packages: Pagefind over the first NUM clauses, as its manual
// advises for Chinese. Prints what it wrote, as JSON.

import { createReadStream, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import * as pagefind from "pagefind";

const [source, num, out] = process.argv.slice(2);
const { index } = await pagefind.createIndex({ forceLanguage: "zh" });
let done = 0;
for await (const line of createInterface({ input: createReadStream(source) })) {
  if (done === Number(num)) break;
  if (line === "") continue;
  const { id, title, path, document, text } = JSON.parse(line);
  const content = [title, document, ...path, text].join("\n");
  const { errors } = await index.addCustomRecord({ url: `/#${id}`, content, language: "zh", meta: { title } });
  if (errors.length > 0) throw new Error(errors.join("; "));
  done += 1;
}
await index.writeFiles({ outputPath: out });
await pagefind.close();
console.log(JSON.stringify({ clauses: done, files: readdirSync(out, { recursive: true }).length }));
