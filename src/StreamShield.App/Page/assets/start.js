// Not a module, so that it runs before modules are requested.

/** Reloads the page when a script fails to load, which would leave the page empty. */
window.addEventListener('error', ({ target }) => {
  if (target instanceof HTMLScriptElement) setTimeout(() => location.reload(), 1000);
}, true);

/** The address of a view as a stream, as wide as the stage needs it. */
function previewAddress(view, stage) {
  const width = [480, 640, 960].find((size) => size >= stage.clientWidth * devicePixelRatio) ?? 1280;
  return `preview.mjpg?view=${view}&width=${width}&fps=20`;
}

/** The picture need not wait for the rest of the page. The stage takes it over. */
if (!document.hidden) {
  const picture = document.querySelector('.stage > .picture');
  picture.src = previewAddress('output', picture.parentElement);
  picture.hidden = false;
}
