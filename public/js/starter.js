// Loads the wasm of a page. What follows a form starts by itself; islands are woken one by one, each by
// the function that its markup names. Everything on the page works before, and without, this file.

// Leptos reads these tables when it hydrates. Pages of this portal carry no streamed data.
Object.assign(globalThis, {
  __RESOLVED_RESOURCES: [],
  __SERIALIZED_ERRORS: [],
  __PENDING_RESOURCES: [],
  __RESOURCE_RESOLVERS: [],
  __INCOMPLETE_CHUNKS: [],
});

// The end of an island's name is a hash of its source: two compilers may disagree on it, so the
// name before it decides where the exact one is missing.
function functionOf(module, name) {
  if (typeof module[name] === 'function') return module[name];
  const stem = name.replace(/_\d+$/, '_');
  const found = Object.keys(module).find((key) => key.startsWith(stem));
  return found && module[found];
}

const { script, wasm } = document.querySelector('script[data-wasm]').dataset;
const module = await import(script);
await module.default({ module_or_path: wasm });
module.hydrate?.();

for (const island of document.querySelectorAll('leptos-island')) {
  const wake = functionOf(module, island.dataset.component);
  if (wake) wake(island);
  else console.warn(`No function wakes the island ${island.dataset.component}.`);
}
