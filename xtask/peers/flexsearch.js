import { Charset, Document } from "flexsearch";

export async function open() {
  const index = new Document({
    encoder: Charset.CJK,
    document: { id: "id", index: ["title", "path", "text"], store: ["id", "title", "path", "text"] },
  });
  for (const clause of await (await fetch("clauses.json")).json()) index.add(clause);
  return async (query, num) => index.search(query, { limit: num, enrich: true, merge: true, suggest: true }).map((it) => it.doc);
}
