import { h, s, show } from './dom.js';
import { t } from './words.js';
import { shiftMatrix } from './zone-model.js';

/**
 * The places that a check found, numbered on a still of the output.
 * @param {() => HTMLCanvasElement} snapshot takes a still of the output
 */
export function leakMap(snapshot) {
  const picture = h('div', { class: 'leak-map' });
  const element = h('figure', { class: 'group', hidden: true }, h('figcaption', { text: t('check.map') }), picture);
  return {
    element,
    /**
     * @param {{ left: number, top: number, width: number, height: number }[]} zones rectangles of the plate's picture, the worst first
     * @param {{ scale: number, skew: number, x: number, y: number }} shift of the camera
     */
    set(zones, shift) {
      show(element, zones.length > 0);
      if (zones.length === 0) return;
      const still = snapshot();
      const matrix = shiftMatrix(shift, still);
      picture.replaceChildren(still, s('svg', { viewBox: `0 0 ${still.width} ${still.height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        s('g', { transform: matrix }, zones.map(({ left, top, width, height }) =>
          s('rect', { x: left * still.width, y: top * still.height, width: width * still.width, height: height * still.height })))),
      ...zones.map(({ left, top }, i) => {
        const { x, y } = matrix.transformPoint({ x: left * still.width, y: top * still.height });
        const number = h('span', { text: String(i + 1) });
        number.style.setProperty('--x', String(Math.min(0.93, Math.max(0, x / still.width))));
        number.style.setProperty('--y', String(Math.min(0.88, Math.max(0, y / still.height))));
        return number;
      }));
    },
  };
}
