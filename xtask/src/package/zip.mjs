// `node zip.mjs FOLDER FILE`: the folder as a zip archive, the form that every Windows opens. One date for all files and
// their names in order, so that equal files make equal bytes; programs for Linux may be run after unpacking.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

const [folder, file] = process.argv.slice(2);
/** 1980-01-01, the first day a zip can say. */
const DATE = 33;
/** The names are UTF-8. */
const FLAGS = 0x800;
const DEFLATED = 8;

// node:zlib has a crc32 of its own since 20.15 only.
const CRCS = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? 0xedb88320 ^ (byte >>> 1) : byte >>> 1;
  return byte;
});
const crc32 = (bytes) => ~bytes.reduce((sum, byte) => CRCS[(sum ^ byte) & 0xff] ^ (sum >>> 8), ~0) >>> 0;

function* names(path) {
  for (const entry of readdirSync(join(folder, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = path ? `${path}/${entry.name}` : entry.name;
    if (entry.isDirectory()) yield* names(name);
    else yield name;
  }
}

/** Numbers of two or four bytes, as `[length, value]`. */
function fields(...all) {
  const bytes = Buffer.alloc(all.reduce((sum, [length]) => sum + length, 0));
  all.reduce((at, [length, value]) => bytes.writeUIntLE(value, at, length), 0);
  return bytes;
}

const parts = [];
const directory = [];
let at = 0;
let num = 0;

function put(...buffers) {
  for (const buffer of buffers) {
    parts.push(buffer);
    at += buffer.length;
  }
}

for (const path of names("")) {
  const bytes = readFileSync(join(folder, path));
  const packed = deflateRawSync(bytes, { level: 9 });
  const name = Buffer.from(path);
  const isProgram = /\/bin\/linux[^/]*\/[^/]+$/.test(path);
  const mode = (isProgram ? 0o100755 : 0o100644) * 0x10000;
  const common = [
    [2, 20], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DATE], [4, crc32(bytes)], [4, packed.length], [4, bytes.length],
    [2, name.length], [2, 0],
  ];
  directory.push(fields([4, 0x02014b50], [2, 0x314], ...common, [2, 0], [2, 0], [2, 0], [4, mode], [4, at]), name);
  put(fields([4, 0x04034b50], ...common), name, packed);
  num += 1;
}
const start = at;
put(...directory);
put(fields([4, 0x06054b50], [2, 0], [2, 0], [2, num], [2, num], [4, at - start], [4, start], [2, 0]));
writeFileSync(file, Buffer.concat(parts));
