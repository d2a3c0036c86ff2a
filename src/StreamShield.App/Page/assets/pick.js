import { call } from './api.js';
import { attributes, h, show, text } from './dom.js';
import { button } from './fields.js';
import { said, t } from './words.js';

const step = 0.02;

/** Picks the streamer among several people: by a click on the picture, or with a cross that the arrow keys move. */
export class Pick {
  layer;
  element;
  #store;
  #toasts;
  #cross = h('span', { class: 'pick-cross' });
  #box = h('span', { class: 'pick-box' });
  #start;
  #at = { x: 0.5, y: 0.5 };

  /**
   * @param {import('./store.js').Store} store
   * @param {import('./toast.js').Toasts} toasts
   */
  constructor(store, toasts) {
    this.#store = store;
    this.#toasts = toasts;
    this.layer = h('button', {
      type: 'button', class: 'pick-layer', hidden: true, 'aria-label': t('pick.layer'),
      onclick: (event) => this.#click(event), onkeydown: (event) => this.#key(event), onpointermove: (event) => this.#put(this.#place(event)),
    }, this.#box, this.#cross);
    this.#start = button(t('pick.start'), () => (this.layer.hidden ? this.begin() : this.end()));
    const words = h('p', { class: 'hint', role: 'status' });
    this.element = h('div', { class: 'field' }, words, this.#start);
    store.subscribe((state) => {
      if (!state?.streamer) return;
      const everyone = state.settings.people === 'everyone';
      text(words, said(state.streamer.words));
      this.#start.disabled = everyone;
      for (const side of ['left', 'top', 'width', 'height']) this.#box.style.setProperty(`--${side}`, String(state.streamer[side] ?? 0));
      show(this.#box, state.streamer.width > 0);
    });
  }

  begin() {
    show(this.layer, true);
    attributes(this.#start, { 'aria-pressed': 'true' });
    this.#put(this.#at);
    this.layer.focus({ preventScroll: true });
  }

  end() {
    if (this.layer.hidden) return;
    show(this.layer, false);
    attributes(this.#start, { 'aria-pressed': 'false' });
  }

  #place(event) {
    const box = this.layer.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  }

  #put({ x, y }) {
    this.#at = { x: Math.min(Math.max(x, 0), 1), y: Math.min(Math.max(y, 0), 1) };
    this.#cross.style.setProperty('--x', String(this.#at.x));
    this.#cross.style.setProperty('--y', String(this.#at.y));
  }

  async #click(event) {
    if (event.detail > 0) this.#put(this.#place(event));
    try {
      this.#store.accept(await call('POST', 'pick', this.#at));
      this.#toasts.say(t('pick.done'));
      this.end();
      this.#start.focus({ preventScroll: true });
    } catch (error) {
      this.#toasts.fail(error);
    }
  }

  #key(event) {
    const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (way) {
      event.preventDefault();
      this.#put({ x: this.#at.x + way[0], y: this.#at.y + way[1] });
    } else if (event.key === 'Escape') {
      this.end();
      this.#start.focus({ preventScroll: true });
    }
  }
}
