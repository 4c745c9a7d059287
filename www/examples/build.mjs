// `npm install`, the tarball of policy-lookup too, then `npm run build`: makes `public/`, a site with the four examples.
// What is particular to policy-lookup are the two lines marked below.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { compileScript, parse } from "vue/compiler-sfc";
import { build } from "esbuild";

rmSync("public", { recursive: true, force: true });

// 1. The files that the site serves.
execFileSync("npx", ["--no-install", "policy-lookup", "copy", "public/zc"], { stdio: "inherit", shell: process.platform === "win32" });

const bundled = {
  bundle: true,
  format: "esm",
  minify: true,
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
  plugins: [{ name: "vue", setup: (it) => it.onLoad({ filter: /\.vue$/ }, ({ path }) => ({ contents: component(path), loader: "ts" })) }],
};

function component(path) {
  const { descriptor } = parse(readFileSync(path, "utf8"), { filename: path });
  // 2. Vue has to be told that the element is one: in vite.config.js `vue({ template: { compilerOptions } })`.
  const compilerOptions = { isCustomElement: (tag) => tag === "policy-lookup" };
  return compileScript(descriptor, { id: "example", inlineTemplate: true, templateOptions: { compilerOptions } }).content;
}

await build({ ...bundled, entryPoints: ["react/main.tsx", "vue/main.ts"], outdir: "public", outbase: "." });
for (const name of ["react", "vue", "jquery", "wordpress"]) {
  mkdirSync(`public/${name}`, { recursive: true });
  cpSync(name, `public/${name}`, { recursive: true, filter: (path) => !/\.(tsx?|vue)$/.test(path) });
}
for (const [from, to] of [
  ["jquery/dist/jquery.min.js", "jquery/jquery.js"],
  ["bootstrap/dist/js/bootstrap.min.js", "jquery/bootstrap.js"],
  ["bootstrap/dist/css/bootstrap.min.css", "jquery/bootstrap.css"],
]) {
  cpSync(`node_modules/${from}`, `public/${to}`);
}

// On a server nothing is defined and nothing fails: both frameworks write the element as it stands.
const inNode = { ...bundled, platform: "node", packages: "external", minify: false };
await build({ ...inNode, entryPoints: ["react/server.tsx", "vue/server.ts"], outdir: "server", outbase: ".", outExtension: { ".js": ".mjs" } });
const pages = [];
for (const name of ["react", "vue"]) {
  const { html } = await import(`./server/${name}/server.mjs`);
  const page = await html();
  if (!page.includes("<policy-lookup")) throw new Error(`${name} on the server: ${page}`);
  pages.push(`${name}: ${page}`);
}
const { definePolicyLookup } = await import("policy-lookup");
if ((await definePolicyLookup("/zc/")) !== undefined) throw new Error("policy-lookup loaded something on the server");
const { PolicyIndex } = await import("policy-lookup/embed.js");
if (typeof PolicyIndex !== "function") throw new Error("policy-lookup/embed.js has no PolicyIndex");
writeFileSync("public/server.txt", pages.join("\n"));
