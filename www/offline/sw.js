// Keeps one release of the page on the device, whole or not at all, so that it opens without a network.
//
// `cargo xtask build` fills in the list of files with their hashes. A release has a cache of its own, named by its id, so
// two never mix: a page is answered from one cache as long as it is open. A new release is fetched and checked file by
// file before anything is stored; whatever goes wrong leaves the old one as it is. It then waits until a page says
// "take" (offline.js asks the reader, or does it while nobody looks).
//
// To take this service out of use, put sw-off.js in its place on the server; it says how.

/** `{id, version, data_version, files: [{path, sha256, bytes, kiosk}]}`; null under `trunk serve`, which then keeps nothing. */
const RELEASE = /* xtask:offline */ null /* xtask:end */;

/** The folder of the widget. Its caches carry it in their names: other folders of this host have caches of their own. */
const FOLDER = self.registration.scope;
const CACHES = `policy-lookup ${FOLDER} `;
const CACHE = CACHES + (RELEASE ? RELEASE.id : "");
const START = "index.html";
const FILES = new Map((RELEASE ? RELEASE.files : []).map((file) => [file.path, file]));

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
self.addEventListener("message", (event) => {
  if (event.data === "policy-lookup:take") self.skipWaiting();
  // A page was here first: what only a kiosk needs is missing.
  if (event.data === "policy-lookup:kiosk") event.waitUntil(keep((file) => file.kiosk));
});
self.addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" ? pathOf(event.request.url) : undefined;
  if (FILES.has(path)) event.respondWith(answer(event.request, path));
});

/** Fails as a whole: the browser then forgets this release and asks again another day. */
async function install() {
  const pages = await clients.matchAll({ includeUncontrolled: true });
  const isKiosk = pages.some((page) => new URL(page.url).searchParams.get("mode") === "kiosk");
  try {
    await keep((file) => isKiosk || !file.kiosk);
  } catch (error) {
    // Perhaps the device is full.
    await caches.delete(CACHE);
    throw error;
  }
}

/** Keeps these files, or none of them. */
async function keep(isWanted) {
  const arrived = await Promise.all(Array.from(FILES.values()).filter(isWanted).map(arrive));
  const cache = await caches.open(CACHE);
  await Promise.all(arrived.map(([path, response]) => cache.put(FOLDER + path, response)));
}

/** The file as it was released: from an earlier release, from the network, and past every cache on the way. */
async function arrive(file) {
  const sources = [
    // Headers are kept with a page, and they may have changed although the page has not.
    () => (file.path.endsWith(".html") ? undefined : caches.match(FOLDER + file.path)),
    () => fetch(FOLDER + file.path, { credentials: "same-origin", cache: "no-cache" }),
    () => fetch(FOLDER + file.path, { credentials: "same-origin", cache: "reload" }),
  ];
  for (const source of sources) {
    const response = await source();
    const bytes = response && response.ok ? await response.arrayBuffer() : undefined;
    if (bytes && (await sha256(bytes)) === file.sha256) return [file.path, kept(response, bytes)];
  }
  throw new Error(`${FOLDER}${file.path} is not the file of release ${RELEASE.id}`);
}

async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** With the server's headers, its content security policy among them; without what was true only of the transfer. */
function kept(response, bytes) {
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  // Looked up by the plain address; and with `Vary: *`, the default of some servers, a cache takes nothing.
  headers.delete("vary");
  return new Response(bytes, { headers });
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(CACHES) && name !== CACHE).map((name) => caches.delete(name)));
}

/** The path inside the folder; what stands after `?` or `#` is for the page. */
function pathOf(href) {
  const url = new URL(href);
  const address = url.origin + url.pathname;
  return address.startsWith(FOLDER) ? address.slice(FOLDER.length) || START : undefined;
}

async function answer(request, path) {
  // The page suspects damage and asks past every cache.
  if (request.mode !== "navigate" && request.cache === "reload") {
    const fresh = await fetch(request).catch(() => undefined);
    if (fresh && fresh.ok) return fresh;
  }
  // A browser short of room takes all caches of a host at once: then the network answers, for every file.
  return (await caches.match(FOLDER + path, { cacheName: CACHE })) || fetch(request);
}
