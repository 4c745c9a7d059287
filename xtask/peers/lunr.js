import lunr from "lunr";
import { words } from "./words.js";

/** As lunr's own tokenizer answers: words with their places. */
export const tokenizer = (text) => words(String(text ?? "")).map((it) => new lunr.Token(it, {}));

export async function open() {
  const [index, clauses] = await Promise.all(["index.json", "clauses.json"].map(async (it) => (await fetch(it)).json()));
  const search = lunr.Index.load(index);
  const byId = new Map(clauses.map((it) => [it.id, it]));
  const ask = (query) => search.query((it) => words(query).forEach((word) => it.term(word)));
  return async (query, num) => ask(query).slice(0, num).map((it) => byId.get(it.ref));
}
