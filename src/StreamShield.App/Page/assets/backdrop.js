import { call } from './api.js';
import { h, icon, show } from './dom.js';
import { button, choice } from './fields.js';

/**
 * What lies under the zones while they are drawn: what goes out, or a still of the raw camera, which lies in this page's memory alone and goes when the zones are left.
 * @param {import('./stage.js').Stage} stage
 * @param {(error: Error) => void} fail
 */
export class Backdrop {
  element;
  #stage;
  #fail;
  #choice;
  #more;
  #address = null;

  constructor(stage, fail) {
    this.#stage = stage;
    this.#fail = fail;
    this.#choice = choice({
      legend: 'Draw over',
      options: [{ value: 'output', label: 'What goes out' }, { value: 'still', label: 'A raw still' }],
      change: (value) => (value === 'still' ? show(this.#more, true) : this.leave()),
    });
    this.#more = h('div', { hidden: true },
      h('p', { class: 'note note-warn' }, icon('alert'), h('span', { text: 'A still shows your real room on this screen. Not while you share or record your screen.' })),
      button('Take a still now', () => this.#take()));
    this.element = h('div', { class: 'backdrop' }, this.#choice.element, this.#more);
    this.#choice.set('output');
    window.addEventListener('pagehide', () => this.leave());
  }

  /** Back to what goes out; the still is forgotten. */
  leave() {
    this.#stage.showStill(null);
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = null;
    show(this.#more, false);
    this.#choice.set('output');
  }

  async #take() {
    try {
      const { grant } = await call('POST', 'raw-grant');
      const answer = await fetch(`still.jpg?grant=${encodeURIComponent(grant)}`, { cache: 'no-store' });
      await call('DELETE', 'raw-grant');
      if (!answer.ok) throw new Error((await answer.json()).error);
      if (this.#address) URL.revokeObjectURL(this.#address);
      this.#address = URL.createObjectURL(await answer.blob());
      this.#stage.showStill(this.#address);
    } catch (error) {
      this.#fail(error);
    }
  }
}
