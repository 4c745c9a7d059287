// Fetches the program and the index, at the same time, with progress, and says in one word what went wrong.
// Used by boot.js (our page) and embed.js (somebody else's). Touches nothing of the page itself.

/** Filled in by `cargo xtask build`: version, and path, hash and length of the files of this release. */
export const RELEASE = /* xtask:release */ null /* xtask:end */;

const FILES = {
  program: new URL("./policy-lookup_bg.wasm", import.meta.url),
  index: new URL("./policies.idx", import.meta.url),
};

/** An Error with a `code`: network, damaged, version, wasm-blocked or mime. */
export function failure(code, message) {
  return Object.assign(new Error(message), { code });
}

let program;

/** The exports of the wasm, started once per page. Rejects with network, mime or wasm-blocked. */
export function loadProgram() {
  program = program || startProgram();
  // After a failure the next caller may try again.
  program.catch(() => (program = undefined));
  return program;
}

async function startProgram() {
  if (typeof WebAssembly !== "object") {
    throw failure("wasm-blocked", "this browser has no WebAssembly");
  }
  const [glue, response] = await Promise.all([importGlue(), get(FILES.program)]);
  const type = response.headers.get("content-type") || "";
  if (type.startsWith("text/html")) {
    throw failure("mime", `${FILES.program} was sent as ${type}`);
  }
  // Streaming needs the exact type; many servers do not know it, then the bytes do as well.
  const source = type.startsWith("application/wasm") ? response : await response.arrayBuffer();
  try {
    await glue.default({ module_or_path: source });
  } catch (error) {
    throw failure("wasm-blocked", `the program did not start: ${error && error.message}`);
  }
  return glue;
}

async function importGlue() {
  try {
    return await import("./policy-lookup.js");
  } catch (error) {
    throw failure("network", `the program did not arrive: ${error && error.message}`);
  }
}

async function get(url, cache = "default") {
  let response;
  try {
    // Same credentials and mode as the preload in the page, or it would be fetched twice.
    response = await fetch(url, { credentials: "same-origin", cache });
  } catch (error) {
    throw failure("network", `${url}: ${error && error.message}`);
  }
  if (!response.ok) {
    throw failure("network", `${url}: HTTP ${response.status}`);
  }
  return response;
}

/**
 * The bytes of the index. `onProgress` gets percent, or nothing where the length is unknown.
 * `fresh` goes past every cache: the cure for a cache that holds another version.
 */
export async function loadIndex({ url = FILES.index, onProgress = () => {}, fresh = false } = {}) {
  const response = await get(url, fresh ? "reload" : "default");
  const type = response.headers.get("content-type") || "";
  if (type.startsWith("text/html")) {
    throw failure("mime", `${url} was sent as ${type}`);
  }
  if (!response.body || !response.body.getReader) {
    return new Uint8Array(await response.arrayBuffer());
  }
  return readAll(response, url, onProgress);
}

async function readAll(response, url, onProgress) {
  const total = lengthOf(response, url);
  const reader = response.body.getReader();
  const chunks = [];
  let received = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      received += value.length;
      onProgress(total ? Math.min(99, Math.round((100 * received) / total)) : undefined);
    }
  } catch (error) {
    throw failure("network", `${url}: ${error && error.message}`);
  }
  return joined(chunks, received);
}

/** Bytes after decompression; a Content-Length counts the compressed ones and is of use only without compression. */
function lengthOf(response, url) {
  const known = RELEASE && RELEASE.files && RELEASE.files["policies.idx"];
  if (known && String(url) === String(FILES.index)) return known.bytes;
  return response.headers.get("content-encoding") ? 0 : Number(response.headers.get("content-length")) || 0;
}

function joined(chunks, length) {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
