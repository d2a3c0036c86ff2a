import { call } from './api.js';
import { h, icon, show, text } from './dom.js';
import { effectOf } from './effects.js';
import { button } from './fields.js';
import { leakMap } from './leak-map.js';
import { number, percent, said, sentence, t } from './words.js';
import { unshifted } from './zone-model.js';

const length = 10;

const share = (value) => percent(value, value < 0.1 ? 2 : 0);

/** The figures in words, in the order of their weight. */
const facts = [
  [t('check.recovered'), ({ recovered }) => share(recovered)],
  [t('check.recoveredOnce'), ({ recoveredOnce }) => share(recoveredOnce)],
  [t('check.worst'), ({ leakWorst }) => share(leakWorst)],
  [t('check.match'), ({ match }) => t('check.matchOf', { match: number(match) })],
  [t('check.streamer'), ({ streamerShare }) => t('check.ofTheTime', { share: share(streamerShare) })],
  [t('check.slate'), ({ slateShare }) => t('check.ofTheTime', { share: share(slateShare) })],
  [t('check.rate'), ({ framesPerSecond }) => number(framesPerSecond, 1)],
  [t('check.measured'), ({ measured, shown }) => t('check.measuredOf', { measured: number(measured), shown: number(shown) })],
];

/**
 * The check before a stream: attacks the output for some seconds, as a stalker would, and reports what it learnt.
 * @param {import('./store.js').Store} store
 * @param {import('./settings.js').Settings} settings
 * @param {import('./zone-editor.js').ZoneEditor} editor
 * @param {import('./toast.js').Toasts} toasts
 * @param {() => HTMLCanvasElement} snapshot takes a still of the output
 * @param {() => void} openSetup opens the part about OBS
 */
export function checkPanel(store, settings, editor, toasts, snapshot, openSetup) {
  const act = async (method, body) => {
    try {
      store.accept(await call(method, 'audit', body));
    } catch (error) {
      toasts.fail(error);
    }
  };
  const start = button(t('check.start'), () => act('POST', { seconds: length }), { kind: 'primary' });
  const stop = button(t('check.stop'), () => act('DELETE'));
  show(stop, false);
  const bar = h('progress', { max: 1, value: 0, 'aria-label': t('check.progress') });
  const stepWords = h('p', { role: 'status' });
  const running = h('div', { class: 'group', hidden: true }, h('p', { text: t('check.move') }), bar, stepWords);
  const map = leakMap(snapshot);
  const sign = h('span', { class: 'verdict-sign' });
  const headline = h('strong');
  const words = h('p');
  const figures = h('dl', { class: 'facts' });
  const suggested = button('', () => {
    const zones = store.state.audit.suggestedZones;
    const before = editor.zones;
    if (editor.add(...zones)) toasts.say(t('check.added', { count: zones.length, number: number(zones.length) }), () => settings.set({ zones: before }));
  });
  const decoy = button(t('check.decoy'), () => {
    const { effect } = settings.now;
    settings.set({ effect: 'decoy' });
    toasts.say(t('check.decoyShown'), () => settings.set({ effect }));
  });
  const setup = button(t('check.setup'), openSetup);
  const findings = h('ul', { class: 'findings' });
  const verdict = h('div', { class: 'verdict', role: 'status', hidden: true }, h('p', { class: 'verdict-line' }, sign, headline), words);
  const more = h('div', { class: 'group', hidden: true }, findings, map.element, h('div', { class: 'row' }, suggested, decoy, setup), h('details', { class: 'more-figures' }, h('summary', { text: t('check.figures') }), figures));
  const demo = h('p', { class: 'note note-warn', hidden: true }, icon('alert'), h('span', { text: t('check.demo') }));
  let shown = '';

  store.subscribe((state) => {
    show(demo, Boolean(state?.label));
    const audit = state?.audit;
    if (!audit) return;
    const busy = audit.phase === 'running';
    show(start, !busy);
    show(stop, busy);
    show(running, busy);
    show(decoy, audit.phase === 'done' && !audit.isSafe && effectOf(state.settings.effect)?.showsRoom);
    bar.value = audit.progress ?? 0;
    if (busy) text(stepWords, audit.secondsLeft > 0 ? t('check.watching', { count: audit.secondsLeft, number: number(audit.secondsLeft) }) : t('check.measuring'));
    const now = JSON.stringify(busy ? 'running' : audit);
    if (now === shown) return;
    shown = now;
    const ended = audit.phase === 'done' || audit.phase === 'failed';
    show(verdict, ended);
    show(more, audit.phase === 'done');
    text(start.lastChild, ended ? t('check.again') : t('check.start'));
    if (!ended) return;
    const kind = audit.phase === 'failed' ? 'failed' : !audit.isCurrent ? 'changed' : audit.isSafe ? 'safe' : audit.verdict === 'found' && audit.figures?.measured > 0 ? 'found' : 'mend';
    verdict.dataset.verdict = kind;
    sign.replaceChildren(icon(kind === 'safe' ? 'check' : 'alert'));
    text(headline, kind === 'changed' ? sentence(t('banner.changed')) : t({ safe: 'check.safe', failed: 'check.failed', found: 'check.found' }[kind] ?? 'check.notYet'));
    text(words, kind === 'safe' ? sentence(said(audit.words.slice(audit.words.indexOf(': ') + 2))) : kind === 'failed' ? said(audit.words) : '');
    show(words, words.textContent !== '');
    findings.replaceChildren(...audit.findings.map((finding) => h('li', { class: finding.mustMend ? 'note note-warn' : 'note' }, icon(finding.mustMend ? 'alert' : 'shield'), h('span', { text: said(finding.words) }))));
    figures.replaceChildren(...(audit.figures ? facts : []).map(([label, of]) => h('div', {}, h('dt', { text: label }), h('dd', { text: of(audit.figures) }))));
    const count = audit.suggestedZones?.length ?? 0;
    show(suggested, count > 0);
    map.set(audit.suggestedZones ?? [], state.roomSense?.shift ?? unshifted);
    show(setup, audit.findings.some(({ kind }) => ['obsCamera', 'obsMicrophone', 'viewers'].includes(kind)));
    text(suggested.lastChild, t('check.hide', { count, number: number(count) }));
  });
  return h('div', { class: 'panel' }, h('h2', { text: t('tab.check') }),
    h('p', { class: 'hint', text: t('check.intro', { seconds: length }) }), demo,
    h('div', { class: 'row' }, start, stop), running, verdict, more);
}
