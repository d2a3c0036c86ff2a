import { h, icon, show, text } from './dom.js';
import { button, numberField, slider, switchField } from './fields.js';
import { soundDevices } from './sound-devices.js';
import { soundMeters } from './sound-meters.js';
import { sentence } from './words.js';

const late = 20;

/**
 * The sound: whether it is heard and why not, its levels, its devices, and what is done with it.
 * @param {import('./store.js').Store} store
 * @param {import('./settings.js').Settings} settings
 * @param {(error: Error) => void} fail
 */
export function soundPanel(store, settings, fail) {
  const change = (changes) => settings.set({ sound: { ...settings.now.sound, ...changes } });
  const devices = soundDevices(settings, change, fail);
  const off = h('div', { class: 'group' },
    h('p', { text: 'The sound is off: StreamShield opens no microphone. Switched on, your voice falls silent whenever the slate is shown, stays in step with the picture, and loses the mains hum, which tells where you live.' }),
    button('Switch the sound on', () => {
      if (devices.output) change({ on: true, output: devices.output });
      else fail(new Error('There is no output yet: choose one under Devices, best a virtual cable.'));
    }, { kind: 'primary' }));
  const state = soundState();
  const on = h('div', { class: 'group' }, state.element, soundMeters(store), state.facts,
    button('Switch the sound off', () => change({ on: false })));

  const offset = numberField({
    label: 'Later by, in milliseconds', min: -500, max: 1500, step: 5, change: (value) => change({ offsetMs: Math.round(value) }),
    hint: 'The sound is as late as the picture, as measured; the camera’s own delay comes on top, 30 to 70 ms with most webcams. Clap once before the camera and look.',
  });
  const away = switchField({ label: 'Stay audible while I am out of the picture', change: (value) => change({ audibleWhenAway: value }) });
  const scrub = switchField({ label: 'Take the mains hum out', change: (value) => change({ scrub: value }) });
  const unscrubbed = h('p', { class: 'note note-warn', hidden: true }, icon('alert'), h('span', { text: 'Now the hum of your room goes out: it tells 50 from 60 Hz, which is half of the world, and when it was recorded.' }));
  const gate = switchField({ label: 'Close in the pauses (gate)', change: (value) => change({ gate: value }) });
  const gateDb = slider({
    label: 'Gate opens at', min: -90, max: -20, low: 'lets more through', high: 'lets less through', format: (value) => `${value} dB`.replace('-', '−'), onRelease: true, change: (value) => change({ gateDb: value }),
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
    element: h('div', { class: 'panel' }, h('h2', { text: 'Sound' }), h('div', { class: 'group' }, off, on), devices.element,
      h('section', { class: 'group' }, h('h3', { text: 'With the picture' }), offset.element, away.element),
      h('section', { class: 'group' }, h('h3', { text: 'Hum and pauses' }), scrub.element, unscrubbed, gate.element, gateDb.element,
        h('p', { class: 'hint', text: 'After a change here or of a device there is silence for some four seconds, until the filters hold.' })),
      h('section', { class: 'group' }, h('h3', { text: 'Into OBS' }),
        h('p', { class: 'hint', text: 'In OBS: Sources, +, Audio Input Capture, and choose the other end of the cable: “Monitor of …”, “CABLE Output”. Take your raw microphone out of OBS, in Settings, Audio, too: StreamShield cannot mute what it does not carry.' }))),
    /** Asks anew what devices there are. */
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
      h('dl', { class: 'facts' }, [['Gate', gate], ['Delay of the sound', delay], ['Behind the picture', behind]].map(([label, value]) => h('div', {}, h('dt', { text: label }), value))), advice),
    set(sound) {
      const heard = Boolean(sound) && !sound.muted && !sound.trouble;
      sign.firstChild.toggleAttribute('hidden', !heard);
      sign.lastChild.toggleAttribute('hidden', heard);
      text(words, heard ? 'You are heard.' : sound?.trouble ? 'No sound.' : `Muted: ${sound?.words ?? 'sound comes in a moment'}.`);
      text(trouble.lastChild, sentence(sound?.trouble ?? ''));
      show(trouble, Boolean(sound?.trouble));
      text(gate, !heard ? '–' : sound.gateClosed ? 'closed: a pause' : 'open');
      text(delay, heard ? `${Math.round(sound.delayMs)} ms` : '–');
      text(behind, !heard ? '–' : sound.lateMs < late ? 'in step' : `${Math.round(sound.lateMs)} ms`);
      text(advice, 'The way of the sound is longer than the picture’s. Enter your camera’s own delay below; for what is left give the picture a delay in OBS: Filters, Render Delay.');
      show(advice, heard && sound.lateMs >= late);
    },
  };
}
