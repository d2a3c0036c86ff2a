import { call } from './api.js';
import { h, icon } from './dom.js';
import { slider } from './fields.js';
import { percent, t } from './words.js';

/**
 * The raw camera, only while a button is held, behind a warning. Never offered in the dock, because the window of the streaming program may be captured.
 * @param {import('./stage.js').Stage} stage
 * @param {(error: Error) => void} fail
 */
export function rawHold(stage, fail) {
  const hold = holdButton(t('raw.hold'), 'raw', stage, fail);
  const compare = slider({ label: t('raw.compare'), low: t('raw.after'), high: t('raw.before'), format: (value) => percent(value / 100), change: (value) => stage.divide(value / 100) });
  compare.set(50);
  // While it is held, this share of the picture, from the left, is raw.
  whileHeld(compare.input, 'raw', stage, fail, () => stage.divide(compare.input.value / 100));
  return h('details', { class: 'raw-hold', ontoggle: () => hold.scrollIntoView({ block: 'nearest' }) },
    h('summary', { text: t('raw.title') }),
    h('p', { class: 'note note-warn' }, icon('alert'), h('span', { text: t('raw.warning') })),
    hold, compare.element);
}

/** A button that shows something raw while it is held. */
export function holdButton(label, view, stage, fail) {
  const hold = h('button', { type: 'button', class: 'button', text: label });
  whileHeld(hold, view, stage, fail, () => stage.divide(1));
  return hold;
}

/**
 * Shows something raw while an element is held, by pointer or by key.
 * @param {HTMLElement} element
 * @param {'raw' | 'room'} view
 * @param {import('./stage.js').Stage} stage
 * @param {(error: Error) => void} fail
 * @param {() => void} begun called before it is shown
 */
function whileHeld(element, view, stage, fail, begun) {
  const isSlider = element.matches('input');
  const keys = isSlider ? ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'] : [' ', 'Enter'];
  let holding = 0;

  const start = async () => {
    if (holding) return;
    const mine = (holding = performance.now());
    begun();
    let shown = '';
    try {
      while (holding === mine) {
        const { grant, seconds } = await call('POST', 'raw-grant', shown ? { grant: shown } : {});
        if (holding !== mine) break;
        if (grant !== shown) stage.showRaw(grant, view);
        shown = grant;
        await new Promise((resolve) => setTimeout(resolve, seconds * 500));
      }
    } catch (error) {
      fail(error);
    }

    if (holding === mine || !holding) await end();
  };

  const end = async () => {
    holding = 0;
    stage.hideRaw();
    await call('DELETE', 'raw-grant').catch(() => {
      // If the program is gone, nothing raw may stay on screen.
    });
  };

  const stop = () => {
    if (!holding) return;
    end();
  };

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    start();
  });
  for (const event of ['pointerup', 'pointercancel', 'lostpointercapture', 'blur', 'keyup']) element.addEventListener(event, stop);
  element.addEventListener('contextmenu', (event) => event.preventDefault());
  element.addEventListener('keydown', (event) => {
    if (event.repeat || !keys.includes(event.key)) return;
    if (!isSlider) event.preventDefault();
    start();
  });
  window.addEventListener('blur', stop);
  document.addEventListener('visibilitychange', stop);
}
