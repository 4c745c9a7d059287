// The package is a folder of files that a site serves (`dist/`; `npx policy-lookup copy public/zc` puts it there) and
// this module, which loads them from there. A bundler must not take them apart: program, index and style sheet find each
// other by their addresses. Safe to import on a server, where there is nothing to define.

const loading = new Map();

/**
 * Makes `<policy-lookup>` known, from the folder that the site serves at `base`. Resolves to the module of `embed.js`,
 * which has `PolicyIndex`; on a server to undefined. Called again, it loads nothing twice; after a failure it tries anew.
 */
export function definePolicyLookup(base = "/policy-lookup/") {
  if (typeof document === "undefined") return Promise.resolve(undefined);
  const folder = new URL(String(base).replace(/\/?$/, "/"), document.baseURI);
  const { href } = new URL("embed.js", folder);
  if (!loading.has(href)) {
    const module = import(/* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ href);
    module.catch(() => loading.delete(href));
    loading.set(href, module);
  }
  return loading.get(href);
}
