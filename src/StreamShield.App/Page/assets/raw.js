import { call } from './api.js';
import { h, icon } from './dom.js';
import { t } from './words.js';

/**
 * The raw camera, only while a button is held, behind a warning. Never offered in the dock, where the streaming program's window may be captured.
 * @param {import('./stage.js').Stage} stage
 * @param {(error: Error) => void} fail
 */
export function rawHold(stage, fail) {
  const hold = holdButton(t('raw.hold'), 'raw', stage, fail);
  return h('details', { class: 'raw-hold', ontoggle: () => hold.scrollIntoView({ block: 'nearest' }) },
    h('summary', { text: t('raw.title') }),
    h('p', { class: 'note note-warn' }, icon('alert'), h('span', { text: t('raw.warning') })),
    hold);
}

/**
 * A button that shows something raw while it is held.
 * @param {string} label
 * @param {'raw' | 'room'} view
 * @param {import('./stage.js').Stage} stage
 * @param {(error: Error) => void} fail
 */
export function holdButton(label, view, stage, fail) {
  let holding = 0;

  const start = async () => {
    if (holding) return;
    const mine = (holding = performance.now());
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
      // A program that is gone shows nothing raw either.
    });
  };

  const stop = () => {
    if (!holding) return;
    end();
  };

  const hold = h('button', {
    type: 'button', class: 'button', text: label,
    onpointerdown: (event) => { if (event.button === 0) { event.target.setPointerCapture(event.pointerId); start(); } },
    onpointerup: stop, onpointercancel: stop, onlostpointercapture: stop, onblur: stop, oncontextmenu: (event) => event.preventDefault(),
    onkeydown: (event) => { if ((event.key === ' ' || event.key === 'Enter') && !event.repeat) { event.preventDefault(); start(); } },
    onkeyup: stop,
  });
  window.addEventListener('blur', stop);
  document.addEventListener('visibilitychange', stop);
  return hold;
}
