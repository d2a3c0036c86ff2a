import { h, icon } from './dom.js';
import { t } from './words.js';

const shown = 10_000;

/** Short messages at the lower edge: what was done, with undo, or what went wrong. */
export class Toasts {
  element = h('div', { class: 'toasts' });
  #polite = h('div', { class: 'toast-list', role: 'status', 'aria-live': 'polite' });
  #alerts = h('div', { class: 'toast-list', role: 'alert' });

  constructor() {
    this.element.append(this.#alerts, this.#polite);
  }

  /**
   * @param {string} words what was done
   * @param {() => void} [undo] undo
   * @returns {() => void} closes it
   */
  say(words, undo) {
    return this.#add(this.#polite, 'check', words, undo);
  }

  /**
   * @param {Error} error what went wrong
   * @param {{ button: string, act: () => void } | null} [choice] an alternative to offer
   */
  fail(error, choice) {
    this.#add(this.#alerts, 'alert', error.message, choice?.act, choice?.button);
  }

  #add(list, sign, words, act, label = t('undo.undo')) {
    for (const old of list.children) if (old.dataset.words === words) old.remove();
    const toast = h('div', { class: 'toast', 'data-words': words }, icon(sign), h('span', { class: 'toast-words', text: words }));
    let timer = 0;
    const close = () => {
      clearTimeout(timer);
      toast.remove();
    };
    const run = () => {
      timer = setTimeout(close, shown);
    };
    const acts = h('span', { class: 'toast-acts' });
    if (act) {
      acts.append(h('button', { type: 'button', class: 'quiet strong', text: label, onclick: () => { close(); act(); } }));
    }

    acts.append(h('button', { type: 'button', class: 'quiet', 'aria-label': t('toast.close'), text: '×', onclick: close }));
    toast.append(acts);
    for (const event of ['pointerenter', 'focusin']) toast.addEventListener(event, () => clearTimeout(timer));
    for (const event of ['pointerleave', 'focusout']) toast.addEventListener(event, run);
    run();
    list.append(toast);
    while (list.children.length > 3) list.firstChild.remove();
    toast.scrollIntoView({ block: 'nearest' });
    return close;
  }
}
