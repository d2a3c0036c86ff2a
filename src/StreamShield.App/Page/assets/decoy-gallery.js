import { h, show } from './dom.js';
import { button } from './fields.js';
import { gallery } from './gallery.js';
import { t } from './words.js';

const count = 12;

/** The pictures follow the strength in steps, so that dragging the slider requests only a few. */
const strengthStep = 25;

/**
 * Twelve decoy rooms at a time, as the program draws them.
 * @param {import('./settings.js').Settings} settings
 */
export function decoyGallery(settings) {
  let page = 0;
  let seed = null;
  const rooms = gallery(t('decoy.legend'), (value) => settings.set({ seed: Number(value) }));
  const turn = (by) => {
    page += by;
    render(settings.now);
  };
  const before = button(t('decoy.before'), () => turn(-1), { kind: 'small' });
  const element = h('div', { class: 'group' }, rooms.element, h('div', { class: 'row' }, before, button(t('decoy.others'), () => turn(1), { kind: 'small' })),
    h('p', { class: 'hint', text: t('decoy.hint') }));
  const render = (now) => {
    before.disabled = page === 0;
    const strength = Math.round(now.strength / strengthStep) * strengthStep;
    rooms.fill(Array.from({ length: count }, (_, i) => {
      const value = String(page * count + i);
      return { value, label: t('decoy.room', { number: value }), picture: `decoy.jpg?seed=${value}&strength=${strength}` };
    }), String(now.seed));
  };
  return {
    element,
    set(now, isShown) {
      show(element, isShown);
      if (!isShown) return;
      if (now.seed !== seed) {
        seed = now.seed;
        page = Math.max(0, Math.floor(seed / count));
      }

      render(now);
    },
  };
}
