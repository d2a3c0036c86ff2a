import { h, text } from './dom.js';

/** The numbers under the preview, each in a place of its own width, so that nothing moves. */
export function figures(store) {
  const cells = [
    ['Pictures', (state) => `${state.fps.toFixed(1)} fps`],
    ['Delay', (state) => `${Math.round(state.latencyMs)} ms`],
    ['CPU', (state) => `${Math.round(state.cpuPercent)} %`, 'Of one processor core'],
    ['Dropped', (state) => String(state.counters.dropped), 'Frames left out because the computer was busy: never shown unshielded'],
    ['Hidden', (state) => String(state.counters.failed + state.counters.tooOld), 'Frames that the shield did not vouch for: the slate was shown'],
    ['Viewers', (state) => String(state.clients), 'Programs that watch the output: OBS, VLC, a browser'],
  ].map(([label, of, title]) => ({ of, value: h('dd', { text: '–' }), label, title }));
  store.subscribe((state, connection) => {
    for (const { of, value } of cells) text(value, state && connection === 'on' ? of(state) : '–');
  });
  return h('dl', { class: 'figures', 'aria-label': 'Figures' }, cells.map(({ label, title, value }) => h('div', { title }, h('dt', { text: label }), value)));
}
