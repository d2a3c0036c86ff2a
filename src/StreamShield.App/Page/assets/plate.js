import { call } from './api.js';
import { h, icon, show, text } from './dom.js';
import { button, switchField } from './fields.js';
import { holdButton } from './raw.js';
import { said, t } from './words.js';

const countdown = 5;
const regret = 8000;

/**
 * Captures the empty room, with a countdown large enough to be read from the door.
 * @param {import('./store.js').Store} store
 * @param {import('./stage.js').Stage} stage
 * @param {import('./toast.js').Toasts} toasts
 * @param {import('./settings.js').Settings} settings
 * @param {boolean} inDock
 */
export function platePart(store, stage, toasts, settings, inDock) {
  const capture = button(t('room.capture'), async () => {
    await forgetting.now();
    act('POST', 'plate/capture', { seconds: countdown });
  }, { kind: 'primary' });
  const forgetting = later();
  const forget = button(t('room.forget'), () => {
    const { name } = store.state.room;
    const close = toasts.say(t('room.forgetting'), forgetting.cancel);
    forgetting.start(name, () => {
      close();
      return act('DELETE', 'plate', { room: name });
    });
  });
  const stop = button(t('check.stop'), () => act('DELETE', 'plate/capture'));
  const look = inDock ? null : holdButton(t('room.look'), 'room', stage, (error) => toasts.fail(error));
  const bySelf = switchField({ label: t('room.bySelf'), change: (on) => settings.set({ selfCapture: on }) });
  settings.subscribe((now) => bySelf.set(now.selfCapture));
  const bar = h('progress', { max: 1, value: 0, 'aria-label': t('room.share') });
  const words = h('p', { class: 'plate-words', role: 'status' });
  const act = async (method, path, body) => {
    try {
      store.accept(await call(method, path, body));
    } catch (error) {
      toasts.fail(error);
    }
  };

  store.subscribe((state, connection) => {
    if (!state) return;
    const { phase, seconds, share, words: told } = state.plate;
    const running = phase === 'countdown' || phase === 'capturing';
    stage.notice(connection !== 'on' || !running ? '' : phase === 'countdown' ? t('room.stepOut', { seconds: Math.ceil(seconds) }) : t('room.stayOut'));
    text(words, running ? t('room.running') : said(told) || t(state.room.hasPlate ? 'room.known' : 'room.unknown'));
    words.dataset.phase = phase === 'refused' ? 'refused' : state.room.hasPlate ? 'done' : 'none';
    text(capture.lastChild, state.room.hasPlate ? t('room.again') : t('room.capture'));
    if (capture.disabled !== running) capture.disabled = running;
    show(forget, state.room.hasPlate && !running);
    if (look) show(look, state.room.hasPlate && !running);
    show(stop, running);
    show(bar, phase === 'capturing');
    bar.value = share ?? 0;
  });
  return h('section', { class: 'group' },
    h('h3', { text: t('room.title') }),
    h('p', { class: 'hint', text: t('room.hint') }),
    words, bar, h('div', { class: 'row' }, capture, stop, look, forget), bySelf.element,
    h('p', { class: 'note' }, icon('shield'), h('span', { text: t('room.note') })));
}

/** Delays an action that cannot be undone. It runs later, or when the same is to be done to something else, or when the page is left, unless it is cancelled. */
function later() {
  let timer = 0;
  let of;
  let act = null;
  const take = () => {
    clearTimeout(timer);
    const taken = act;
    act = null;
    return taken;
  };
  const now = () => take()?.();
  window.addEventListener('pagehide', now);
  return {
    now,
    start(what, done) {
      if (what === of) take();
      else now();
      of = what;
      act = done;
      timer = setTimeout(now, regret);
    },
    cancel: () => void take(),
  };
}
