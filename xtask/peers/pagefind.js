export async function open() {
  const pagefind = await import(/* @vite-ignore */ new URL("bundle/pagefind.js", location.href).href);
  await pagefind.init();
  return async (query, num) => {
    const { results } = await pagefind.search(query);
    const found = await Promise.all(results.slice(0, num).map((it) => it.data()));
    return found.map((it) => ({ title: it.meta.title, text: it.content }));
  };
}
