import { h, show } from './dom.js';
import { holdButton } from './raw.js';
import { t } from './words.js';

/** A browser keeps six connections to one program, and hiding everything needs one. */
const most = 3;

/**
 * What each camera sees, raw, while a button is held: to know which is which. The raw view's rules hold: never in a dock, never after the hold.
 * @param {(error: Error) => void} fail
 */
export function cameraPictures(fail) {
  let cameras = [];
  let count = 0;
  const pictures = h('div', { class: 'camera-pictures', hidden: true });
  const address = (camera, grant) => `preview.mjpg?view=camera&width=320&fps=10&n=${++count}&camera=${encodeURIComponent(camera)}&grant=${encodeURIComponent(grant)}`;
  const hold = holdButton(t('camera.look'), 'camera', {
    divide() {},
    showRaw(grant) {
      pictures.replaceChildren(...cameras.map(({ text, name }) => h('figure', {}, h('img', { src: address(text, grant), alt: name }), h('figcaption', { text: name }))), h('p', { class: 'raw-mark', text: t('stage.rawMark') }));
      show(pictures, true);
    },
    hideRaw() {
      for (const picture of pictures.querySelectorAll('img')) picture.removeAttribute('src');
      pictures.replaceChildren();
      show(pictures, false);
    },
  }, fail);
  const element = h('div', { class: 'group camera-look', hidden: true }, pictures, h('div', { class: 'row' }, hold));
  return {
    element,
    /** @param {{ text: string, name: string }[]} found */
    set(found) {
      cameras = found.slice(0, most);
      show(element, cameras.length > 0);
    },
  };
}
