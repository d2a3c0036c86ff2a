import { call } from './api.js';
import { h, show, text } from './dom.js';
import { button, switchField } from './fields.js';
import { said, t } from './words.js';

/** Names of keys in a shortcut where the browser uses another name. */
const names = { ' ': 'Space', ScrollLock: 'ScrollLock', Pause: 'Pause' };

/** The shortcut of a key press as the program writes it, or null while only modifiers are held. */
export function chordOf(event) {
  if (['Control', 'Alt', 'Shift', 'Meta', 'AltGraph'].includes(event.key)) return null;
  const key = /^(Key|Digit)/.test(event.code) ? event.code.replace(/^(Key|Digit)/, '') : names[event.key] ?? event.key;
  return [event.ctrlKey && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift', event.metaKey && 'Super', key].filter(Boolean).join('+');
}

/** The panic key: shown, chosen by pressing it, and tried. */
export function panicKeyPart(store, toasts) {
  const shown = h('kbd', { class: 'chord' });
  const words = h('p', { class: 'hint', role: 'status' });
  let recording = false;
  const record = button(t('key.choose'), () => listen(!recording));
  record.addEventListener('blur', () => listen(false));
  const none = button(t('key.none'), () => put({ panicKey: 'none' }), { kind: 'quiet' });
  const put = async (body) => {
    try {
      store.accept(await call('PUT', 'desktop', body));
    } catch (error) {
      toasts.fail(error);
    }
  };
  const onKey = (event) => {
    // These two keep their meaning: Tab goes on, and P or Alt+P hides everything.
    if (event.key === 'Tab' || (event.code === 'KeyP' && !event.ctrlKey && !event.metaKey)) {
      listen(false);
      return;
    }

    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      listen(false);
      return;
    }

    const chord = chordOf(event);
    if (!chord) return;
    listen(false);
    put({ panicKey: chord });
  };
  const listen = (on) => {
    recording = on;
    if (on) record.focus();
    text(record.lastChild, on ? t('key.press') : t('key.choose'));
    if (on) window.addEventListener('keydown', onKey, true);
    else window.removeEventListener('keydown', onKey, true);
  };
  const element = h('section', { class: 'group' }, h('h3', { text: t('key.title') }),
    h('p', { class: 'group' }, shown, h('span', { text: t('key.words', { show: t('banner.show') }) })),
    words, h('div', { class: 'row' }, record, none));
  store.subscribe((state) => {
    const desktop = state?.desktop;
    show(element, Boolean(desktop));
    if (!desktop) return;
    text(shown, desktop.panicKey === 'none' ? t('key.no') : desktop.panicKey);
    text(words, said(desktop.trouble) || t(desktop.panicKey === 'none' ? 'key.fastest' : desktop.works ? 'key.try' : 'key.waiting'));
    words.classList.toggle('note-warn', Boolean(desktop.trouble));
  });
  return element;
}

/** Autostart, and the version. */
export function computerPart(store, toasts) {
  const autostart = switchField({ label: t('computer.autostart'), change: (on) => put(on) });
  const put = async (on) => {
    try {
      store.accept(await call('PUT', 'desktop', { autostart: on }));
    } catch (error) {
      autostart.set(!on);
      toasts.fail(error);
    }
  };
  const version = h('span', {});
  const newest = h('p', { class: 'hint', role: 'status' });
  const check = async () => {
    text(newest, t('computer.asking'));
    try {
      const answer = await call('POST', 'newest-version', {});
      text(newest, answer.isNewer ? t('computer.newer', { version: answer.newest }) : t('computer.newest'));
    } catch (error) {
      text(newest, '');
      toasts.fail(error);
    }
  };
  store.subscribe((state) => {
    if (!state) return;
    show(autostart.element, Boolean(state.desktop));
    if (state.desktop) autostart.set(state.desktop.autostart);
    text(version, `StreamShield ${state.version}`);
  });
  return h('section', { class: 'group' }, h('h3', { text: t('computer.title') }), autostart.element, h('p', {}, version),
    h('div', { class: 'row' }, button(t('computer.check'), check)), newest,
    h('p', { class: 'hint', text: t('computer.hint') }));
}
