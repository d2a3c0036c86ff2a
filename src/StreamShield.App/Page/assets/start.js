/** Reloads the page when a script fails to load, which would leave the page empty. Not a module, so that it runs before modules are requested. */
window.addEventListener('error', ({ target }) => {
  if (target instanceof HTMLScriptElement) setTimeout(() => location.reload(), 1000);
}, true);
