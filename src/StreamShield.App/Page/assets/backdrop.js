import { call } from './api.js';
import { h, icon, show } from './dom.js';
import { button, choice } from './fields.js';
import { said, t } from './words.js';

/**
 * The picture under the zones while they are drawn: the output, or on request a still of the raw camera, so that they are drawn over the real room. The still exists only in
 * this page's memory and is deleted when the zones panel is left. A new page asks again: somebody who shares the screen wants no raw still.
 * @param {import('./store.js').Store} store
 * @param {import('./stage.js').Stage} stage
 * @param {(error: Error) => void} fail
 */
export class Backdrop {
  element;
  #store;
  #stage;
  #fail;
  #choice;
  #again;
  #address = null;
  #isEditing = false;
  #wanted = 'output';

  constructor(store, stage, fail) {
    this.#store = store;
    this.#stage = stage;
    this.#fail = fail;
    this.#choice = choice({
      legend: t('backdrop.legend'),
      options: [{ value: 'output', label: t('backdrop.output') }, { value: 'still', label: t('backdrop.still') }],
      change: (value) => {
        this.#wanted = value;
        this.#draw(value);
      },
    });
    this.#again = button(t('backdrop.again'), () => this.#take());
    this.element = h('div', { class: 'backdrop' }, this.#choice.element, h('p', { class: 'note note-warn' }, icon('alert'), h('span', { text: t('backdrop.warning') })), this.#again);
    show(this.#again, false);
    this.#choice.set(this.#wanted);
    window.addEventListener('pagehide', () => this.#forget());
  }

  /** Told whether zones are being drawn now. */
  follow(isEditing) {
    if (isEditing === this.#isEditing) return;
    this.#isEditing = isEditing;
    this.#draw(isEditing ? this.#wanted : 'output');
  }

  #draw(value) {
    show(this.#again, value === 'still');
    if (value !== 'still') this.#forget();
    else if (this.#store.state?.live) this.#take(() => {});
  }

  #forget() {
    this.#stage.showStill(null);
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = null;
  }

  /** Without a still, as while the slate is shown, zones are drawn over the output. */
  async #take(fail = this.#fail) {
    try {
      const { grant } = await call('POST', 'raw-grant');
      const answer = await fetch(`still.jpg?grant=${encodeURIComponent(grant)}`, { cache: 'no-store' });
      await call('DELETE', 'raw-grant');
      if (!answer.ok) throw new Error(said((await answer.json()).error));
      const still = await answer.blob();
      if (!this.#isEditing || this.#wanted !== 'still') return;
      this.#forget();
      this.#address = URL.createObjectURL(still);
      this.#stage.showStill(this.#address);
    } catch (error) {
      fail(error);
    }
  }
}
