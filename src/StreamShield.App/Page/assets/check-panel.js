import { call } from './api.js';
import { h, icon, show, text } from './dom.js';
import { button } from './fields.js';
import { saysNothing } from './words.js';

const length = 10;
const signs = { nothingFound: 'check', clues: 'alert', found: 'alert' };
const headlines = { nothingFound: 'Safe to go live', clues: 'Clues of your room leak', found: 'Your room can be found' };

/**
 * The pre-flight audit: attacks one's own output for some seconds, as a stalker would, and says what it learnt.
 * @param {import('./store.js').Store} store
 * @param {import('./settings.js').Settings} settings
 * @param {import('./zone-editor.js').ZoneEditor} editor
 * @param {import('./toast.js').Toasts} toasts
 */
export function checkPanel(store, settings, editor, toasts) {
  const act = async (method, body) => {
    try {
      store.accept(await call(method, 'audit', body));
    } catch (error) {
      toasts.fail(error);
    }
  };
  const start = button('Check my output', () => act('POST', { seconds: length }), { kind: 'primary' });
  const stop = button('Stop', () => act('DELETE'));
  show(stop, false);
  const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Progress of the check' });
  const running = h('div', { class: 'group', hidden: true }, h('p', { text: 'Move as you do on stream: lean, wave, stand up, leave and come back.' }), bar);
  const sign = h('span', { class: 'verdict-sign' });
  const headline = h('strong');
  const words = h('p');
  const figures = h('dl', { class: 'facts' });
  const suggested = button('', () => {
    const zones = store.state.audit.suggestedZones;
    if (editor.add(...zones)) toasts.say(zones.length === 1 ? 'One zone is added.' : `${zones.length} zones are added.`, () => editor.undo());
  });
  const decoy = button('Use a decoy room instead', () => {
    const { effect } = settings.now;
    settings.set({ effect: 'decoy' });
    toasts.say('A decoy room is shown now.', () => settings.set({ effect }));
  });
  const plate = h('p', { class: 'note', text: 'Capture the empty room (under Rooms): it helps more than any setting.' });
  const verdict = h('div', { class: 'verdict', role: 'status', hidden: true }, h('p', { class: 'verdict-line' }, sign, headline), words);
  const more = h('div', { class: 'group', hidden: true }, figures, suggested, decoy, plate);
  let shown = '';

  store.subscribe((state) => {
    const audit = state?.audit;
    if (!audit) return;
    const busy = audit.phase === 'running';
    show(start, !busy);
    show(stop, busy);
    show(running, busy);
    const leaks = audit.phase === 'done' && audit.verdict !== 'nothingFound';
    show(decoy, leaks && !saysNothing(state.settings.effect));
    show(plate, leaks && !state.room.hasPlate);
    bar.value = audit.progress ?? 0;
    const now = JSON.stringify([audit.phase, audit.verdict, audit.words, audit.figures, audit.suggestedZones]);
    if (now === shown) return;
    shown = now;
    const ended = audit.phase === 'done' || audit.phase === 'failed';
    show(verdict, ended);
    show(more, audit.phase === 'done');
    text(start.lastChild, ended ? 'Check again' : 'Check my output');
    if (!ended) return;
    const kind = audit.phase === 'failed' ? 'failed' : audit.verdict;
    verdict.dataset.verdict = kind;
    sign.replaceChildren(icon(signs[kind] ?? 'alert'));
    text(headline, headlines[kind] ?? 'The check could not be finished');
    text(words, audit.words ?? '');
    figures.replaceChildren(...(audit.figures ?? []).map(({ label, value }) => h('div', {}, h('dt', { text: label }), h('dd', { text: value }))));
    const count = audit.suggestedZones?.length ?? 0;
    show(suggested, count > 0);
    text(suggested.lastChild, count === 1 ? 'Hide the place that leaks' : `Hide the ${count} places that leak`);
  });
  return h('div', { class: 'panel' }, h('h2', { text: 'Check' }),
    h('p', { class: 'hint', text: `Attacks your own output for ${length} seconds as a stalker would, on this computer alone, and says what it learnt of your room.` }),
    h('div', { class: 'row' }, start, stop), running, verdict, more);
}
