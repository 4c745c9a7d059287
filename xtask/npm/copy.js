#!/usr/bin/env node
// `npx policy-lookup copy FOLDER`: puts what the site serves into FOLDER, in place of an older release there.
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("dist/", import.meta.url));
const [command, folder, ...rest] = process.argv.slice(2);

function fail(message) {
  console.error(message);
  process.exit(1);
}

if (command !== "copy" || !folder || rest.length > 0) fail("usage: policy-lookup copy FOLDER");
if (existsSync(folder) && readdirSync(folder).length > 0) {
  const isOurs = ["embed.js", "policies.idx", "manifest.json"].every((name) => existsSync(join(folder, name)));
  if (!isOurs) fail(`${folder} holds other files; name a folder of its own, for example ${join(folder, "policy-lookup")}`);
  rmSync(folder, { recursive: true });
}
cpSync(dist, folder, { recursive: true });
console.log(`${folder}: give its address to definePolicyLookup, or write <script type="module" src="…/embed.js">`);
