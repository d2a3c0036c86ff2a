import { call } from './api.js';
import { h, icon, show, text } from './dom.js';
import { button, dropDown } from './fields.js';

const loudspeaker = 'This is no virtual cable. Out of a loudspeaker your voice comes back into the microphone, which howls, and OBS cannot listen to it: choose a virtual cable.';

/**
 * Microphone and output by name. While the sound is off and no output was chosen a virtual cable is proposed, if there is one.
 * @param {import('./settings.js').Settings} settings
 * @param {(changes: Object<string, any>) => void} change
 * @param {(error: Error) => void} fail
 */
export function soundDevices(settings, change, fail) {
  const microphone = dropDown({ label: 'Microphone', change: (value) => change({ microphone: value || null }) });
  const output = dropDown({ label: 'Output', change: (value) => change({ output: value || null }) });
  const trouble = note();
  const hint = note();
  let devices = { microphones: [], outputs: [], trouble: '', cableHint: '' };

  const render = () => {
    const sound = settings.now?.sound;
    if (!sound) return;
    const usual = devices.microphones.find((device) => device.usual);
    fill(microphone, [{ value: '', label: usual ? `The usual one (${usual.name})` : 'The usual one' }, ...options(devices.microphones)], sound.microphone ?? '');
    const none = sound.output === null && !sound.on ? [{ value: '', label: 'Choose one' }] : [];
    fill(output, [...none, ...options(devices.outputs)], proposed(sound) ?? '');
    const chosen = devices.outputs.find((device) => device.text === proposed(sound));
    tell(trouble, devices.trouble);
    tell(hint, chosen && !chosen.cable ? [loudspeaker, devices.cableHint].filter(Boolean).join(' ') : devices.cableHint);
  };
  const proposed = (sound) => sound.output ?? devices.outputs.find((device) => device.cable)?.text ?? null;
  const search = async () => {
    try {
      devices = await call('GET', 'sound/devices');
      render();
    } catch (error) {
      if (error.status !== 0) fail(error);
    }
  };

  settings.subscribe(render);
  return {
    element: h('section', { class: 'group' }, h('h3', { text: 'Devices' }), microphone.element, output.element, trouble, hint,
      h('div', { class: 'row' }, button('Look for sound devices again', search))),
    /** Asks anew what there is. */
    search,
    /** The output that switching on would take, or null. */
    get output() {
      return settings.now ? proposed(settings.now.sound) : null;
    },
  };
}

const options = (devices) => devices.map(({ text: value, name, cable }) => ({ value, label: cable ? `${name} (virtual cable)` : name }));

/** What is in force stays in the list, although the device may be away. */
function fill(list, found, value) {
  list.fill(found.some((option) => option.value === value) ? found : [{ value, label: value }, ...found]);
  list.set(value);
}

const note = () => h('p', { class: 'note note-warn', hidden: true }, icon('alert'), h('span'));

function tell(element, words) {
  text(element.lastChild, words);
  show(element, words !== '');
}
