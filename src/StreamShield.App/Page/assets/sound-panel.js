import { h, icon, show, text } from './dom.js';
import { button, numberField, slider, switchField } from './fields.js';
import { soundDevices } from './sound-devices.js';
import { soundMeters } from './sound-meters.js';
import { milliseconds, number, said, sentence, t } from './words.js';

const late = 20;

/**
 * The sound: whether it is heard and why not, levels, devices and processing.
 * @param {import('./store.js').Store} store
 * @param {import('./settings.js').Settings} settings
 * @param {(error: Error) => void} fail
 */
export function soundPanel(store, settings, fail) {
  const change = (changes) => settings.set({ sound: { ...settings.now.sound, ...changes } });
  const devices = soundDevices(settings, change, fail);
  const off = h('div', { class: 'group' },
    h('p', { text: t('sound.off') }),
    button(t('sound.switchOn'), () => {
      if (devices.output) change({ on: true, output: devices.output });
      else fail(new Error(t('sound.noOutput')));
    }, { kind: 'primary' }));
  const state = soundState();
  const on = h('div', { class: 'group' }, state.element, soundMeters(store), state.facts,
    button(t('sound.switchOff'), () => change({ on: false })));

  const offset = numberField({
    label: t('sound.offset'), min: -500, max: 1500, step: 5, change: (value) => change({ offsetMs: Math.round(value) }),
    hint: t('sound.offsetHint'),
  });
  const away = switchField({ label: t('sound.away'), change: (value) => change({ audibleWhenAway: value }) });
  const scrub = switchField({ label: t('sound.scrub'), change: (value) => change({ scrub: value }) });
  const unscrubbed = h('p', { class: 'note note-warn', hidden: true }, icon('alert'), h('span', { text: t('sound.unscrubbed') }));
  const gate = switchField({ label: t('sound.gate'), change: (value) => change({ gate: value }) });
  const gateDb = slider({
    label: t('sound.gateAt'), min: -90, max: -20, low: t('sound.letsMore'), high: t('sound.letsLess'), format: (value) => t('sound.decibels', { level: number(value) }), onRelease: true, change: (value) => change({ gateDb: value }),
  });

  settings.subscribe(({ sound }) => {
    show(off, !sound.on);
    show(on, sound.on);
    offset.set(sound.offsetMs);
    away.set(sound.audibleWhenAway);
    scrub.set(sound.scrub);
    show(unscrubbed, sound.on && !sound.scrub);
    gate.set(sound.gate);
    gateDb.set(Math.round(sound.gateDb));
    show(gateDb.element, sound.gate);
  });
  store.subscribe((now) => state.set(now?.sound));
  return {
    element: h('div', { class: 'panel' }, h('h2', { text: t('tab.sound') }), h('div', { class: 'group' }, off, on), devices.element,
      h('section', { class: 'group' }, h('h3', { text: t('sound.withPicture') }), offset.element, away.element),
      h('section', { class: 'group' }, h('h3', { text: t('sound.hum') }), scrub.element, unscrubbed, gate.element, gateDb.element,
        h('p', { class: 'hint', text: t('sound.humHint') })),
      h('section', { class: 'group' }, h('h3', { text: t('obs.title') }),
        h('p', { class: 'hint', text: t('sound.obs') }))),
    /** Lists the devices again. */
    search: devices.search,
  };
}

/** Whether the sound is heard, in words, and its figures. */
function soundState() {
  const sign = h('span', { class: 'sound-sign' }, icon('sound'), icon('muted'));
  const words = h('p', { role: 'status' });
  const trouble = h('p', { class: 'note note-warn', role: 'status', hidden: true }, icon('alert'), h('span'));
  const delay = h('dd');
  const behind = h('dd');
  const gate = h('dd');
  const advice = h('p', { class: 'hint', hidden: true });
  return {
    element: h('div', { class: 'group' }, h('div', { class: 'sound-state' }, sign, words), trouble),
    facts: h('div', { class: 'group' },
      h('dl', { class: 'facts' }, [[t('sound.gateState'), gate], [t('sound.delay'), delay], [t('sound.behind'), behind]].map(([label, value]) => h('div', {}, h('dt', { text: label }), value))), advice),
    set(sound) {
      const heard = Boolean(sound) && !sound.muted && !sound.trouble;
      sign.firstChild.toggleAttribute('hidden', !heard);
      sign.lastChild.toggleAttribute('hidden', heard);
      text(words, heard ? t('sound.heard') : sound?.trouble ? t('sound.none') : t('sound.muted', { why: said(sound?.words ?? 'sound comes in a moment') }));
      text(trouble.lastChild, sentence(said(sound?.trouble ?? '')));
      show(trouble, Boolean(sound?.trouble));
      text(gate, !heard ? '–' : sound.gateClosed ? t('sound.closed') : t('sound.open'));
      text(delay, heard ? milliseconds(sound.delayMs) : '–');
      text(behind, !heard ? '–' : sound.lateMs < late ? t('sound.inStep') : milliseconds(sound.lateMs));
      text(advice, t('sound.lateAdvice'));
      show(advice, heard && sound.lateMs >= late);
    },
  };
}
