// Not a module, so that it runs before modules are requested.

/** Reloads the page when a script fails to load, which would leave the page empty. */
window.addEventListener('error', ({ target }) => {
  if (target instanceof HTMLScriptElement) setTimeout(() => location.reload(), 1000);
}, true);

/** The picture need not wait for the rest of the page. The stage takes it over. */
if (!document.hidden) {
  const picture = document.querySelector('.stage > .picture');
  picture.src = `preview.mjpg?view=output&width=${innerWidth * devicePixelRatio <= 480 ? 480 : 960}&fps=20`;
  picture.hidden = false;
}
