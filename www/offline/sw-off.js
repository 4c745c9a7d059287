// The way out: put this file in the place of sw.js on the server, under the name sw.js.
//
// Browsers look for a new sw.js with every visit. They find this one, which removes what sw.js kept, and nothing else of
// the host, takes itself out of use and shows the open pages anew, as the server has them. Pages that are visited later
// find nothing to remove. Leave it there for as long as devices may come back that were last here before.

const CACHES = `policy-lookup ${self.registration.scope} `;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(CACHES)).map((name) => caches.delete(name)));
  await self.registration.unregister();
  const pages = await self.clients.matchAll({ type: "window" });
  await Promise.all(pages.map((page) => page.navigate(page.url).catch(() => undefined)));
}
