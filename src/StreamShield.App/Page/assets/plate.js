import { call } from './api.js';
import { h, icon, show, text } from './dom.js';
import { button, switchField } from './fields.js';
import { holdButton } from './raw.js';

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
  const capture = button('Capture the empty room', () => act('POST', 'plate/capture', { seconds: countdown }), { kind: 'primary' });
  const forgetting = later(() => act('DELETE', 'plate'));
  const forget = button('Forget the empty room', () => {
    forgetting.start();
    toasts.say('The empty room will be forgotten for good in a few seconds.', forgetting.cancel);
  });
  const stop = button('Stop', () => act('DELETE', 'plate/capture'));
  const look = inDock ? null : holdButton('Hold to see it', 'room', stage, (error) => toasts.fail(error));
  const bySelf = switchField({ label: 'Capture it by itself whenever nobody is in the picture', change: (on) => settings.set({ selfCapture: on }) });
  settings.subscribe((now) => bySelf.set(now.selfCapture !== false));
  const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Share of the room that was seen' });
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
    const { phase, seconds, share, words: said } = state.plate;
    const running = phase === 'countdown' || phase === 'capturing';
    stage.notice(connection !== 'on' || !running ? '' : phase === 'countdown' ? `Step out of the picture: ${Math.ceil(seconds)}` : 'Stay out, looking at the room');
    text(words, running ? 'Step out of the picture, with everything that moves.' : said || (state.room.hasPlate ? 'Your empty room is known: what looks like it is hidden, whatever the model thinks.' : 'Your empty room is not known yet.'));
    words.dataset.phase = phase === 'refused' ? 'refused' : state.room.hasPlate ? 'done' : 'none';
    text(capture.lastChild, state.room.hasPlate ? 'Capture it again' : 'Capture the empty room');
    if (capture.disabled !== running) capture.disabled = running;
    show(forget, state.room.hasPlate && !running);
    if (look) show(look, state.room.hasPlate && !running);
    show(stop, running);
    show(bar, phase === 'capturing');
    bar.value = share ?? 0;
  });
  return h('section', { class: 'group' },
    h('h3', { text: 'Empty room' }),
    h('p', { class: 'hint', text: 'A picture of your empty room, encrypted on this computer. It helps more than any setting: step out, it takes about ten seconds.' }),
    words, bar, h('div', { class: 'row' }, capture, stop, look, forget), bySelf.element,
    h('p', { class: 'note' }, icon('shield'), h('span', { text: 'Capture it again after you moved furniture or the camera.' })));
}

/** Does a thing that cannot be undone a little later, or when the page is left, unless it is called off. */
function later(act) {
  let timer = 0;
  const now = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    act();
  };
  window.addEventListener('pagehide', now);
  return {
    start() {
      clearTimeout(timer);
      timer = setTimeout(now, regret);
    },
    cancel() {
      clearTimeout(timer);
      timer = 0;
    },
  };
}
