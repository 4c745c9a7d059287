export type * from "./dist/embed.js";

/**
 * Makes `<policy-lookup>` known, from the folder that the site serves at `base` (`/policy-lookup/` if not given; put there
 * by `npx policy-lookup copy`). Resolves to the module of `embed.js`, on a server to undefined. Called again, it loads
 * nothing twice.
 */
export function definePolicyLookup(base?: string | URL): Promise<typeof import("./dist/embed.js") | undefined>;
