import { call } from './api.js';
import { h, icon, show, text } from './dom.js';
import { button } from './fields.js';
import { saysNothing, sentence } from './words.js';

const length = 10;

const percent = (share) => `${(share * 100).toFixed(share < 0.1 ? 2 : 0)} %`;

/** The figures in words, in the order of their weight. */
const facts = [
  ['Of your room seen in three pictures or more', ({ recovered }) => percent(recovered)],
  ['Of your room seen at least once', ({ recoveredOnce }) => percent(recoveredOnce)],
  ['In the worst picture', ({ leakWorst }) => percent(leakWorst)],
  ['Details that agree with a photo of your room', ({ match }) => `${match} (12 would name it)`],
  ['You were shown', ({ streamerShare }) => `${percent(streamerShare)} of the time`],
  ['The slate was shown', ({ slateShare }) => `${percent(slateShare)} of the time`],
  ['Pictures per second', ({ framesPerSecond }) => framesPerSecond.toFixed(1)],
  ['Pictures measured', ({ measured, shown }) => `${measured} of ${shown}`],
];

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
    const before = editor.zones;
    if (editor.add(...zones)) toasts.say(zones.length === 1 ? 'One zone is added.' : `${zones.length} zones are added.`, () => settings.set({ zones: before }));
  });
  const decoy = button('Use a decoy room instead', () => {
    const { effect } = settings.now;
    settings.set({ effect: 'decoy' });
    toasts.say('A decoy room is shown now.', () => settings.set({ effect }));
  });
  const findings = h('ul', { class: 'findings' });
  const verdict = h('div', { class: 'verdict', role: 'status', hidden: true }, h('p', { class: 'verdict-line' }, sign, headline), words);
  const more = h('div', { class: 'group', hidden: true }, findings, h('div', { class: 'row' }, suggested, decoy), h('details', { class: 'more-figures' }, h('summary', { text: 'Figures' }), figures));
  let shown = '';

  store.subscribe((state) => {
    const audit = state?.audit;
    if (!audit) return;
    const busy = audit.phase === 'running';
    show(start, !busy);
    show(stop, busy);
    show(running, busy);
    show(decoy, audit.phase === 'done' && !audit.isSafe && !saysNothing(state.settings.effect));
    bar.value = audit.progress ?? 0;
    const now = JSON.stringify(busy ? 'running' : audit);
    if (now === shown) return;
    shown = now;
    const ended = audit.phase === 'done' || audit.phase === 'failed';
    show(verdict, ended);
    show(more, audit.phase === 'done');
    text(start.lastChild, ended ? 'Check again' : 'Check my output');
    if (!ended) return;
    const kind = audit.phase === 'failed' ? 'failed' : audit.isSafe ? 'safe' : audit.verdict === 'found' ? 'found' : 'mend';
    verdict.dataset.verdict = kind;
    sign.replaceChildren(icon(kind === 'safe' ? 'check' : 'alert'));
    text(headline, { safe: 'Safe to go live', failed: 'The check could not be finished', found: 'Your room can be found' }[kind] ?? 'Not yet: something has to change first');
    text(words, kind === 'safe' ? sentence(audit.words.slice(audit.words.indexOf(': ') + 2)) : kind === 'failed' ? audit.words : '');
    show(words, words.textContent !== '');
    findings.replaceChildren(...audit.findings.map((finding) => h('li', { class: finding.mustMend ? 'note note-warn' : 'note' }, icon(finding.mustMend ? 'alert' : 'shield'), h('span', { text: finding.words }))));
    figures.replaceChildren(...(audit.figures ? facts : []).map(([label, of]) => h('div', {}, h('dt', { text: label }), h('dd', { text: of(audit.figures) }))));
    const count = audit.suggestedZones?.length ?? 0;
    show(suggested, count > 0);
    text(suggested.lastChild, count === 1 ? 'Hide the place that leaks' : `Hide the ${count} places that leak`);
  });
  return h('div', { class: 'panel' }, h('h2', { text: 'Check' }),
    h('p', { class: 'hint', text: `Attacks your own output for ${length} seconds as a stalker would, on this computer alone, and says what it learnt of your room.` }),
    h('div', { class: 'row' }, start, stop), running, verdict, more);
}
