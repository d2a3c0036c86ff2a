import { call } from './api.js';
import { h, icon, show, text } from './dom.js';
import { button } from './fields.js';
import { list, said, t } from './words.js';

/**
 * Puts the picture into OBS with one click, finds what OBS captures past the shield, and offers this page as a dock. When OBS cannot be reached, the steps by hand are open.
 * @param {import('./store.js').Store} store
 * @param {import('./toast.js').Toasts} toasts
 */
export function obsPart(store, toasts) {
  const picture = copyable(t('obs.copy'), toasts);
  const dock = copyable(t('obs.copyDock'), toasts);
  const lasts = h('p', { class: 'hint' });
  const words = h('p', { role: 'status', hidden: true });
  const found = h('ul', { class: 'findings' });
  const byHand = h('details', { class: 'more-figures' }, h('summary', { text: t('obs.byHand') }),
    h('div', { class: 'group' }, h('ol', { class: 'steps' }, ['obs.byHand.add', 'obs.byHand.input', 'obs.byHand.restart', 'obs.byHand.raw'].map((step) => h('li', { text: t(step) }))), picture.element));
  const put = button(t('obs.put'), () => ask('POST', 'obs/put', {}), { kind: 'primary' });
  const find = button(t('obs.find'), () => ask('GET', 'obs/scenes'));

  const say = (sentence) => {
    text(words, sentence);
    show(words, sentence !== '');
  };
  const ask = async (method, path, body, done = '') => {
    [put, find].forEach((one) => { one.disabled = true; });
    say(t('obs.asking'));
    try {
      draw(await call(method, path, body));
      if (done) toasts.say(done);
    } catch (error) {
      say('');
      byHand.open = true;
      toasts.fail(error);
    } finally {
      [put, find].forEach((one) => { one.disabled = false; });
    }
  };
  const draw = ({ trouble, scene, isIn, raw }) => {
    byHand.open ||= trouble !== '';
    say(trouble ? said(trouble) : [t(isIn ? 'obs.in' : 'obs.notIn', { scene }), raw.length === 0 ? t('obs.clean') : ''].join(' ').trim());
    found.replaceChildren(...raw.map(row));
  };
  const row = ({ isCamera, source, device, scenes, isOn }) => {
    const act = (path, done) => () => ask('POST', path, { source }, t(done, { source }));
    const what = t(isCamera ? (isOn ? 'obs.camera' : 'obs.cameraOff') : isOn ? 'obs.microphone' : 'obs.microphoneOff', { source, device: said(device), scenes: list(scenes) });
    const cures = isCamera ? [button(t('obs.replace'), act('obs/replace', 'obs.replaced'), { kind: 'small' }), button(t('obs.remove'), act('obs/remove', 'obs.removed'), { kind: 'small' })]
      : isOn ? [button(t('obs.mute'), act('obs/mute', 'obs.muted'), { kind: 'small' })] : [];
    return h('li', { class: isOn ? 'note note-warn' : 'note' }, icon(isOn ? 'alert' : 'check'), h('div', { class: 'group' }, h('span', { text: what }), h('div', { class: 'row' }, cures)));
  };

  let connected = '';
  store.subscribe(async (_, connection) => {
    const begins = connection === 'on' && connected !== 'on';
    connected = connection;
    if (!begins) return;
    try {
      const obs = await call('GET', 'obs');
      picture.set(obs.address);
      dock.set(obs.dock);
      text(lasts, t(obs.dockLasts ? 'obs.dockWords' : 'obs.dockNew'));
    } catch (error) {
      toasts.fail(error);
    }
  });
  return h('section', { class: 'group' }, h('h3', { text: t('obs.title') }), h('div', { class: 'row' }, put, find), words, found,
    h('p', { class: 'hint', text: t('obs.next') }), byHand, h('h4', { text: t('obs.dock') }), lasts, dock.element);
}

/** An address with a copy button; it is secret, so it is not shown in full. */
function copyable(label, toasts) {
  let address = '';
  const shown = h('code', { class: 'address' });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      toasts.say(t('obs.copied'));
    } catch {
      text(shown, address);
      getSelection().selectAllChildren(shown);
      toasts.fail(new Error(t('obs.noCopy')));
    }
  };
  return {
    element: h('div', { class: 'group' }, shown, button(label, copy)),
    set(value) {
      address = value;
      text(shown, value.replace(/[\w-]{30,}/, (token) => `${token.slice(0, 4)}…`));
    },
  };
}
