// The program of the release that the server has today, as far as the tests need it: it reads format 999.

const FORMAT = 999;

class Engine {
  constructor(bytes) {
    const format = new DataView(bytes.buffer).getUint32(4, true);
    if (format !== FORMAT) throw Object.assign(new Error(`format ${format}`), { code: "version" });
  }
}

function mount(root) {
  const place = document.createElement("div");
  place.className = "policy-lookup";
  place.append(Object.assign(document.createElement("input"), { value: "release of today" }));
  root.append(place);
  return { update() {}, unmount: () => place.remove(), free() {} };
}

export async function loadProgram() {
  return { Engine, Opened: Engine, mount };
}
