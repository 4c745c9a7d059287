import MiniSearch from "minisearch";
import { words } from "./words.js";

export const OPTIONS = {
  fields: ["title", "path", "text"],
  storeFields: ["title", "path", "text"],
  tokenize: words,
  searchOptions: { boost: { title: 2 }, prefix: true, fuzzy: 0.2 },
};

export async function open() {
  const index = MiniSearch.loadJSON(await (await fetch("index.json")).text(), OPTIONS);
  return async (query, num) => index.search(query).slice(0, num);
}
