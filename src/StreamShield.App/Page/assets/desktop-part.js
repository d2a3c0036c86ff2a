import { call } from './api.js';
import { h, show, text } from './dom.js';
import { button } from './fields.js';

/** What keys are called in a chord where the browser has another word for them. */
const names = { ' ': 'Space', ScrollLock: 'ScrollLock', Pause: 'Pause' };

/** The chord of a key press as the program writes it, or null while only modifiers are held. */
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
  const record = button('Choose another key', () => listen(!recording));
  const none = button('No panic key', () => put({ panicKey: 'none' }), { kind: 'quiet' });
  const put = async (body) => {
    try {
      store.accept(await call('PUT', 'desktop', body));
    } catch (error) {
      toasts.fail(error);
    }
  };
  const onKey = (event) => {
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
    text(record.lastChild, on ? 'Press the keys now (Esc: leave it)' : 'Choose another key');
    if (on) window.addEventListener('keydown', onKey, true);
    else window.removeEventListener('keydown', onKey, true);
  };
  const element = h('section', { class: 'group' }, h('h3', { text: 'Panic key' }),
    h('p', {}, shown, ' hides everything, in every program and in a full-screen game. Pressed again it stays hidden: come back with ', h('em', { text: 'Show me again' }), '.'),
    words, h('div', { class: 'row' }, record, none));
  store.subscribe((state) => {
    const desktop = state?.desktop;
    show(element, Boolean(desktop));
    if (!desktop) return;
    text(shown, desktop.panicKey === 'none' ? 'No key' : desktop.panicKey);
    text(words, desktop.trouble || (desktop.panicKey === 'none' ? 'Choose one: it is the fastest way to hide.' : desktop.works ? 'Try it now: the banner turns red.' : 'Waiting for your desktop to grant it.'));
    words.classList.toggle('note-warn', Boolean(desktop.trouble));
  });
  return element;
}

/** Starting with the computer, and which version this is. */
export function computerPart(store, toasts) {
  const autostart = h('input', { type: 'checkbox', role: 'switch', onchange: () => put(autostart.checked) });
  const put = async (on) => {
    try {
      store.accept(await call('PUT', 'desktop', { autostart: on }));
    } catch (error) {
      autostart.checked = !on;
      toasts.fail(error);
    }
  };
  const start = h('label', { class: 'switch' }, autostart, h('span', { text: 'Start StreamShield when I log in' }));
  const version = h('span', {});
  const newest = h('p', { class: 'hint', role: 'status' });
  const check = async () => {
    text(newest, 'Asking…');
    try {
      const answer = await call('POST', 'newest-version', {});
      text(newest, answer.isNewer ? `Version ${answer.newest} is out: see the download page.` : 'This is the newest version.');
    } catch (error) {
      text(newest, '');
      toasts.fail(error);
    }
  };
  store.subscribe((state) => {
    if (!state) return;
    show(start, Boolean(state.desktop));
    if (state.desktop && autostart.checked !== state.desktop.autostart) autostart.checked = state.desktop.autostart;
    text(version, `StreamShield ${state.version}`);
  });
  return h('section', { class: 'group' }, h('h3', { text: 'This computer' }), start, h('p', {}, version),
    h('div', { class: 'row' }, button('Check for a new version', check)), newest,
    h('p', { class: 'hint', text: 'StreamShield asks the internet for nothing unless you press this button. It then asks GitHub for the newest version’s number, and sends nothing but the question.' }));
}
