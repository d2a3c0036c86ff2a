import { call } from './api.js';
import { h, icon, show, text } from './dom.js';
import { button, dropDown } from './fields.js';
import { said, t } from './words.js';

/**
 * Microphone and output by name. While the sound is off and no output was chosen a virtual cable is proposed, if there is one.
 * @param {import('./settings.js').Settings} settings
 * @param {(changes: Object<string, any>) => void} change
 * @param {(error: Error) => void} fail
 */
export function soundDevices(settings, change, fail) {
  const microphone = dropDown({ label: t('sound.microphone'), change: (value) => change({ microphone: value || null }) });
  const output = dropDown({ label: t('sound.output'), change: (value) => change({ output: value || null }) });
  const trouble = note();
  const hint = note();
  let devices = { microphones: [], outputs: [], trouble: '', cableHint: '' };

  const render = () => {
    const sound = settings.now?.sound;
    if (!sound) return;
    const usual = devices.microphones.find((device) => device.usual);
    fill(microphone, [{ value: '', label: usual ? t('sound.usualOne', { name: usual.name }) : t('sound.usual') }, ...options(devices.microphones)], sound.microphone ?? '');
    const none = sound.output === null && !sound.on ? [{ value: '', label: t('sound.choose') }] : [];
    fill(output, [...none, ...options(devices.outputs)], proposed(sound) ?? '');
    const chosen = devices.outputs.find((device) => device.text === proposed(sound));
    tell(trouble, said(devices.trouble));
    tell(hint, chosen && !chosen.cable ? [t('sound.loudspeaker'), said(devices.cableHint)].filter(Boolean).join(' ') : said(devices.cableHint));
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
    element: h('section', { class: 'group' }, h('h3', { text: t('sound.devices') }), microphone.element, output.element, trouble, hint,
      h('div', { class: 'row' }, button(t('sound.search'), search))),
    /** Lists the devices again. */
    search,
    /** The output that turning the sound on would use, or null. */
    get output() {
      return settings.now ? proposed(settings.now.sound) : null;
    },
  };
}

const options = (devices) => devices.map(({ text: value, name, cable }) => ({ value, label: cable ? t('sound.cable', { name }) : name }));

/** The device in use stays in the list, even if it is unplugged. */
function fill(list, found, value) {
  list.fill(found.some((option) => option.value === value) ? found : [{ value, label: value }, ...found]);
  list.set(value);
}

const note = () => h('p', { class: 'note note-warn', hidden: true }, icon('alert'), h('span'));

function tell(element, words) {
  text(element.lastChild, words);
  show(element, words !== '');
}
