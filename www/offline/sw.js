// Keeps one release of the page on the device, whole or not at all, so that it opens without a network.
//
// `cargo xtask build` fills in the list of files with their hashes. A release has a cache of its own, named by its id, so
// two never mix: a page is answered from one cache as long as it is open. A new release is fetched and checked file by
// file before anything is stored; whatever goes wrong leaves the old one as it is. It then waits until a page says
// "take" (offline.js asks the reader, or does it while nobody looks).
//
// Only bytes are kept. Their headers are made here, from a table: what a server or a proxy sent along on one bad day would
// otherwise be answered for as long as the file stays the same. Files that others deleted are fetched again at the next
// visit.
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

/** By the end of the name: the type that is answered, and what a server has to send so that a browser would take it. */
const TYPES = {
  html: ["text/html; charset=utf-8", /^text\/html\b/],
  js: ["text/javascript; charset=utf-8", /^(text|application)\/(x-)?(javascript|ecmascript)\b/],
  css: ["text/css; charset=utf-8", /^text\/css\b/],
  json: ["application/json"],
  png: ["image/png"],
  svg: ["image/svg+xml"],
  ts: ["text/plain; charset=utf-8"],
  wasm: ["application/wasm"],
  webmanifest: ["application/manifest+json"],
};
/** The rest, the index among them. */
const BYTES = ["application/octet-stream"];
/** What a page keeps of its server's headers: they only forbid. */
const PAGE_HEADERS = ["content-security-policy", "referrer-policy"];

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "policy-lookup:take") self.skipWaiting();
  // A page was here first: what only a kiosk needs is missing.
  if (event.data === "policy-lookup:kiosk") event.waitUntil(mend((file) => file.kiosk));
});
self.addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" ? pathOf(event.request.url) : undefined;
  if (!FILES.has(path)) return;
  event.respondWith(answer(event.request, path));
  if (event.request.mode === "navigate") event.waitUntil(mend((file) => !file.kiosk).then(() => renew(path)));
});

/** Fails as a whole: the browser then forgets this release and asks again another day. */
async function install() {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  const isKiosk = pages.some((page) => new URL(page.url).searchParams.get("mode") === "kiosk");
  try {
    await keep((file) => isKiosk || !file.kiosk);
    if (isSick) self.skipWaiting();
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

/**
 * Keeps those of these files that are missing, each for itself: a browser short of room, a host that deletes all caches,
 * its own and ours. Without a network, or with another release on the server, everything stays as it is.
 */
async function mend(isWanted) {
  try {
    const cache = await caches.open(CACHE);
    const kept = new Set((await cache.keys()).map((request) => pathOf(request.url)));
    await keep((file) => isWanted(file) && !kept.has(file.path));
  } catch (error) {
    // Another visit, another try.
  }
}

/** The policy of a page may have changed although the page has not, or have been wrong for an hour. */
async function renew(path) {
  if (!path.endsWith(".html")) return;
  try {
    const [, response] = await arrive(FILES.get(path));
    await (await caches.open(CACHE)).put(FOLDER + path, response);
  } catch (error) {
    // No network, or another release on the server: it brings its own.
  }
}

/** Whether an earlier release was kept with headers under which its pages do not run. */
let isSick = false;

/** The file as it was released: from an earlier release, from the network, and past every cache on the way. */
async function arrive(file) {
  const sources = [
    () => earlier(file),
    () => sent(file, "no-cache"),
    () => sent(file, "reload"),
  ];
  for (const source of sources) {
    const response = await source();
    const bytes = response && response.ok ? await response.arrayBuffer() : undefined;
    if (bytes && (await sha256(bytes)) === file.sha256) return [file.path, made(file.path, bytes, response.headers)];
  }
  throw new Error(`${FOLDER}${file.path} is not the file of release ${RELEASE.id}, or was sent as something else`);
}

/** Not a page: its policy comes from the server. Of other files the bytes do, whatever they were once sent as. */
async function earlier(file) {
  const found = await caches.match(FOLDER + file.path);
  if (found && !isRightType(file.path, found)) isSick = true;
  return found && !file.path.endsWith(".html") ? new Response(await found.arrayBuffer()) : undefined;
}

/** What a browser would not take from this server is not taken here either: there is no telling what else is wrong. */
async function sent(file, cache) {
  const response = await fetch(FOLDER + file.path, { credentials: "same-origin", cache });
  return isRightType(file.path, response) ? response : undefined;
}

function typeOf(path) {
  return TYPES[path.split(".").pop()] || BYTES;
}

function isRightType(path, { headers }) {
  const [, allowed] = typeOf(path);
  if (!allowed) return true;
  const leadsAway = headers.has("content-disposition") || headers.has("refresh");
  return !leadsAway && allowed.test(headers.get("content-type") || "");
}

async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The answer that these bytes are. */
function made(path, bytes, given) {
  const headers = new Headers({ "content-type": typeOf(path)[0], "x-content-type-options": "nosniff" });
  const names = path.endsWith(".html") ? PAGE_HEADERS : [];
  for (const name of names) if (given.has(name)) headers.set(name, given.get(name));
  return new Response(bytes, { headers });
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(CACHES) && name !== CACHE).map((name) => caches.delete(name)));
  if (!isSick) return;
  // A page that does not run cannot ask for the new release: it is shown anew.
  const pages = await self.clients.matchAll({ type: "window" });
  for (const page of pages) page.navigate(page.url).catch(() => {});
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
  // Where it is missing, the network answers, and the next visit finds it mended.
  return (await caches.match(FOLDER + path, { cacheName: CACHE })) || fetch(request);
}
