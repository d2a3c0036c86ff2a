import { h, show, text } from './dom.js';
import { button, textField } from './fields.js';
import { t } from './words.js';

const stored = 'guide-seen';

/**
 * The first-run guide: camera, plate, zones, check. It uses the parts of the panels, so that the user finds them again there.
 */
export class Guide {
  element;
  #store;
  #rooms;
  #steps;
  #host;
  #borrowed = null;
  #at = 0;
  #heading = h('h2', { tabindex: -1 });
  #progress = h('ol', { class: 'guide-steps', 'aria-label': t('guide.steps') });
  #body = h('div', { class: 'guide-body' });
  #back = button(t('guide.back'), () => this.#go(this.#at - 1));
  #next = button(t('guide.next'), () => this.#forward(), { kind: 'primary' });

  /**
   * @param {{ store: import('./store.js').Store, rooms: import('./rooms.js').Rooms, parts: Object<string, HTMLElement>, onStep: (name: string | null) => void }} options
   */
  constructor({ store, rooms, parts, onStep }) {
    this.#store = store;
    this.#rooms = rooms;
    this.#host = onStep;
    const name = textField({ label: t('guide.name'), placeholder: t('rooms.example'), change: () => {} });
    this.#steps = [
      {
        name: 'camera', label: t('camera.label'), words: t('guide.camera'), part: parts.camera, extra: [name.element],
        // The demo clip is nobody's room: the steps can be looked at, and nothing is stored.
        leave: () => (this.#hasRoom || this.#isDemo ? true : rooms.create(name.input.value.trim() || t('guide.myRoom'))),
        enter: () => show(name.element, !this.#hasRoom && !this.#isDemo),
      },
      { name: 'plate', label: t('room.title'), words: t('guide.room'), part: parts.plate },
      { name: 'zones', label: t('tab.zones'), words: t('guide.zones'), part: parts.zones },
      { name: 'obs', label: 'OBS', words: t('guide.obs'), part: parts.obs, extra: [parts.panicKey] },
      { name: 'check', label: t('tab.check'), words: t('guide.check'), part: parts.check, end: true },
    ];
    this.element = h('section', { class: 'guide', 'aria-label': t('guide.title'), hidden: true },
      h('div', { class: 'panel-head' }, h('p', { class: 'guide-title', text: t('guide.title') }), button(t('guide.close'), () => this.close(), { kind: 'quiet' })),
      this.#progress, this.#heading, this.#body, h('div', { class: 'guide-buttons' }, this.#back, this.#next));
    rooms.subscribe(() => {
      if (rooms.list?.length === 0 && this.element.hidden && !localStorage.getItem(stored)) this.open(false);
    });
  }

  get #hasRoom() {
    return this.#store.state.room.name !== null;
  }

  get #isDemo() {
    return Boolean(this.#store.state.label);
  }

  open(focus = true) {
    show(this.element, true);
    this.#go(0, focus);
  }

  close() {
    localStorage.setItem(stored, 'yes');
    this.#giveBack();
    show(this.element, false);
    this.#host(null);
  }

  async #forward() {
    const step = this.#steps[this.#at];
    this.#next.disabled = true;
    const may = (await step.leave?.()) ?? true;
    this.#next.disabled = false;
    if (!may) return;
    if (!step.end) {
      this.#go(this.#at + 1);
      return;
    }

    if (this.#hasRoom && this.#store.state.room.unsaved) await this.#rooms.save();
    this.close();
  }

  #go(index, focus = true) {
    this.#giveBack();
    this.#at = index;
    const step = this.#steps[index];
    this.#progress.replaceChildren(...this.#steps.map(({ label }, i) => h('li', { 'aria-current': i === index ? 'step' : null, 'data-done': i < index ? 'true' : null }, h('span', { class: 'guide-number', text: String(i + 1) }), label)));
    text(this.#heading, `${index + 1}. ${step.label}`);
    this.#borrow(step.part, step.extra ?? []);
    this.#body.prepend(h('p', { text: step.words }));
    step.enter?.();
    show(this.#back, index > 0);
    text(this.#next.lastChild, step.end ? t('guide.finish') : t('guide.next'));
    this.#host(step.name);
    if (focus) this.#heading.focus();
  }

  /** Leaves a placeholder where each part belongs. */
  #borrow(part, extra) {
    this.#borrowed = [part, ...extra].map((element) => {
      const mark = document.createComment('');
      if (element.parentNode) element.replaceWith(mark);
      this.#body.append(element);
      return { element, mark };
    });
  }

  #giveBack() {
    for (const { element, mark } of this.#borrowed ?? []) {
      element.remove();
      mark.replaceWith(element);
    }

    this.#borrowed = null;
    this.#body.replaceChildren();
  }
}
