import { h, s, show } from './dom.js';
import { t } from './words.js';

/**
 * The places that a check found, numbered on a still of the output.
 * @param {() => HTMLCanvasElement} snapshot takes a still of the output
 */
export function leakMap(snapshot) {
  const picture = h('div', { class: 'leak-map' });
  const element = h('figure', { class: 'group', hidden: true }, h('figcaption', { text: t('check.map') }), picture);
  return {
    element,
    /** @param {{ left: number, top: number, width: number, height: number }[]} zones rectangles, the worst first */
    set(zones) {
      show(element, zones.length > 0);
      if (zones.length === 0) return;
      picture.replaceChildren(snapshot(), s('svg', { viewBox: '0 0 160 90', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, zones.map(({ left, top, width, height }) =>
        s('rect', { x: left * 160, y: top * 90, width: width * 160, height: height * 90 }))),
      ...zones.map(({ left, top }, i) => {
        const number = h('span', { text: String(i + 1) });
        number.style.setProperty('--x', String(Math.min(0.93, Math.max(0, left))));
        number.style.setProperty('--y', String(Math.min(0.88, Math.max(0, top))));
        return number;
      }));
    },
  };
}
