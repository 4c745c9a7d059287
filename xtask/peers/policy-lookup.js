export async function open() {
  const { PolicyIndex } = await import(new URL("../dist/embed.js", location.href).href);
  const index = await PolicyIndex.load();
  return async (query, num) => {
    const { hits, confident } = index.search(query, { limit: num });
    return Object.assign(hits, { confident });
  };
}
