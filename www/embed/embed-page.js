// The script of embed.html: the accessibility bar of somebody else's page. It shows what such a bar has to do with the
// search: `text()` gives the words of an element that it cannot look into.

const said = document.querySelector(".toolbar-said");

const tools = {
  larger: () => document.body.classList.toggle("page-larger"),
  contrast: () => document.body.classList.toggle("page-contrast"),
  read: () => (said.textContent = document.querySelector("policy-lookup").text().slice(0, 200)),
};

for (const button of document.querySelectorAll("[data-tool]")) {
  button.addEventListener("click", tools[button.dataset.tool]);
}
