/** A script that does not arrive, because a connection broke, would leave an empty page: the page is loaded again then. No module, so that it is there before they are asked for. */
window.addEventListener('error', ({ target }) => {
  if (target instanceof HTMLScriptElement) setTimeout(() => location.reload(), 1000);
}, true);
