import { call, segment } from './api.js';
import { h, icon, show, text } from './dom.js';
import { button, iconButton, switchField } from './fields.js';
import { gallery } from './gallery.js';
import { t } from './words.js';

/** The user's own pictures: added by a button, by dropping or by pasting them, and shown sharp or out of focus. */
export class OwnPictures {
  element;

  /** True while the user wants a picture and has not chosen one. */
  isWanted = false;

  #settings;
  #fail;
  #changed;
  #pictures = null;
  #list = gallery(t('pictures.legend'), (path) => this.#show(path));
  #file = h('input', { type: 'file', accept: 'image/jpeg,image/png,image/webp,image/bmp', hidden: true, onchange: () => this.#add(this.#file.files[0]) });
  #soft = switchField({ label: t('pictures.soft'), change: (on) => this.#settings.set({ effect: on ? 'decoy' : 'image' }) });
  #words = h('p', { class: 'hint', role: 'status' });

  /**
   * @param {import('./settings.js').Settings} settings
   * @param {(error: Error) => void} fail
   * @param {() => void} changed called when the choice has changed
   */
  constructor(settings, fail, changed) {
    this.#settings = settings;
    this.#fail = fail;
    this.#changed = changed;
    this.element = h('div', { class: 'group own-pictures', hidden: true }, this.#words, this.#list.element,
      h('div', { class: 'row' }, button(t('pictures.add'), () => this.#file.click()), this.#file), this.#soft.element,
      h('p', { class: 'hint', text: t('pictures.hint') }));
    this.element.addEventListener('dragover', (event) => event.preventDefault());
    this.element.addEventListener('drop', (event) => {
      event.preventDefault();
      this.#add(event.dataTransfer.files[0]);
    });
    document.addEventListener('paste', (event) => {
      const file = [...event.clipboardData.files].find(({ type }) => type.startsWith('image/'));
      if (file && !this.element.hidden) this.#add(file);
    });
  }

  /** Shows the picture in use, if there is one. */
  use() {
    const { image } = this.#settings.now;
    if (!image) return false;
    this.#show(image);
    return true;
  }

  set(now, isShown) {
    show(this.element, isShown);
    if (!isShown) return;
    if (this.#pictures === null) this.#load();
    this.#soft.set(now.effect === 'decoy');
    show(this.#soft.element, Boolean(now.image));
    this.#render(now.image);
  }

  async #load() {
    this.#pictures = [];
    try {
      this.#pictures = (await call('GET', 'pictures')).pictures;
      this.#changed();
    } catch (error) {
      this.#fail(error);
    }
  }

  #show(path) {
    const soft = this.#settings.now.effect === 'decoy' && this.#settings.now.image;
    this.isWanted = false;
    this.#settings.set({ image: path, effect: soft ? 'decoy' : 'image' });
  }

  async #add(file) {
    this.#file.value = '';
    if (!file) return;
    try {
      const added = await call('POST', 'pictures', file);
      this.#pictures = [added, ...this.#pictures.filter(({ name }) => name !== added.name)];
      this.#show(added.path);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #remove(name) {
    try {
      this.#pictures = (await call('DELETE', `pictures/${segment(name)}`)).pictures;
      this.#changed();
    } catch (error) {
      this.#fail(error);
    }
  }

  #render(image) {
    const own = this.#pictures.some(({ path }) => path === image);
    text(this.#words, !image ? t('pictures.none') : own ? '' : t('pictures.inUse', { path: image }));
    show(this.#words, this.#words.textContent !== '');
    show(this.#list.element, this.#pictures.length > 0);
    this.#list.fill(this.#pictures.map(({ name, path }, i) => ({
      value: path, label: t('pictures.one', { number: i + 1 }), picture: `pictures/${segment(name)}`,
      remove: path === image ? '' : iconButton(t('pictures.delete', { number: i + 1 }), icon('trash'), () => this.#remove(name)),
    })), image ?? '');
  }
}
