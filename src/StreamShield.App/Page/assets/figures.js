import { h, text } from './dom.js';
import { milliseconds, number, percent, t } from './words.js';

/** The numbers under the preview, each in a box of fixed width, so that nothing moves. */
export function figures(store) {
  const cells = [
    [t('figures.pictures'), (state) => t('figures.fps', { rate: number(state.fps, 1) })],
    [t('figures.delay'), (state) => milliseconds(state.latencyMs)],
    [t('figures.cpu'), (state) => percent(state.cpuPercent / 100), t('figures.cpuHint')],
    [t('figures.dropped'), (state) => number(state.counters.dropped), t('figures.droppedHint')],
    [t('figures.hidden'), (state) => number(state.counters.failed + state.counters.tooOld), t('figures.hiddenHint')],
    [t('figures.viewers'), (state) => number(state.clients), t('figures.viewersHint')],
  ].map(([label, of, title]) => ({ of, value: h('dd', { text: '–' }), label, title }));
  store.subscribe((state, connection) => {
    for (const { of, value } of cells) text(value, state && connection === 'on' ? of(state) : '–');
  });
  return h('dl', { class: 'figures', 'aria-label': t('figures.label') }, cells.map(({ label, title, value }) => h('div', { title }, h('dt', { text: label }), value)));
}
