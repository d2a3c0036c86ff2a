import { call } from './api.js';
import { attributes, h, text } from './dom.js';
import { number, t } from './words.js';

const pace = 100;
const said = 1000;
const lowest = -60;
const loud = -3;

/**
 * Levels of the sound as it comes in and as it goes out. They are requested ten times a second, and only while visible; a screen reader finds the level of
 * the last second and is not told of changes.
 * @param {import('./store.js').Store} store
 */
export function soundMeters(store) {
  const before = meter(t('sound.microphone'));
  const after = meter(t('sound.goesOut'));
  const element = h('div', { class: 'meters' }, before.element, after.element);
  let wanted = false;
  let seen = false;
  let asking = false;

  const mayAsk = () => wanted && seen && !document.hidden;
  const ask = async () => {
    if (asking) return;
    asking = true;
    while (mayAsk()) {
      try {
        set(await call('GET', 'sound'));
      } catch {
        // The state stream tells whether the program is running.
      }

      await new Promise((resolve) => setTimeout(resolve, pace));
    }

    asking = false;
  };
  const set = (sound) => {
    before.set(sound?.beforeDb);
    after.set(sound?.afterDb);
  };

  new IntersectionObserver((entries) => {
    seen = entries.at(-1).isIntersecting;
    ask();
  }).observe(element);
  document.addEventListener('visibilitychange', ask);
  store.subscribe((state, connection) => {
    wanted = connection === 'on' && Boolean(state?.sound);
    if (!wanted) set(null);
    ask();
  });
  return element;
}

function meter(label) {
  const bar = h('span', { class: 'meter-bar' });
  const value = h('span', { class: 'meter-value', 'aria-hidden': 'true' });
  const track = h('span', { class: 'meter-track', role: 'meter', 'aria-label': label, 'aria-valuemin': lowest, 'aria-valuemax': 0, 'aria-valuenow': lowest }, bar);
  let told = 0;
  return {
    element: h('div', { class: 'meter' }, h('span', { class: 'meter-label', 'aria-hidden': 'true', text: label }), track, value),
    /** @param {number} [decibels] of full scale; none when nothing is measured */
    set(decibels = -120) {
      const shown = Math.min(0, Math.max(lowest, decibels));
      bar.style.setProperty('--level', String((shown - lowest) / -lowest));
      attributes(bar, { 'data-loud': shown > loud });
      const words = decibels < lowest ? t('sound.silent') : t('sound.decibels', { level: number(decibels) });
      text(value, words);
      if (performance.now() - told < said) return;
      told = performance.now();
      attributes(track, { 'aria-valuenow': Math.round(shown), 'aria-valuetext': words });
    },
  };
}
