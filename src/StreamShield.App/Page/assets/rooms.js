import { call, segment } from './api.js';
import { t } from './words.js';

/** The stored rooms. Listed again when another is in use, when the panel opens, and when the page becomes visible. Every action returns its own undo. */
export class Rooms {
  #store;
  #toasts;
  #listeners = new Set();
  #known = null;

  /** @type {{ name: string, hasPlate: boolean, usable: boolean, note: string }[] | null} null before the first answer */
  list = null;

  /**
   * @param {import('./store.js').Store} store
   * @param {import('./toast.js').Toasts} toasts
   */
  constructor(store, toasts) {
    this.#store = store;
    this.#toasts = toasts;
    store.subscribe((state, connection) => {
      const known = state && connection === 'on' ? JSON.stringify([state.room.name, state.room.hasPlate]) : null;
      if (known !== this.#known && known !== null) this.refresh();
      this.#known = known;
    });
    window.addEventListener('focus', () => this.refresh());
  }

  /** Calls back whenever the list may have changed. */
  subscribe(listener) {
    this.#listeners.add(listener);
    listener();
  }

  create(name) {
    return this.#do(t('rooms.created', { name }), 'POST', 'rooms', { name });
  }

  duplicate(name, copy) {
    return this.#do(t('rooms.copied', { copy, name }), 'POST', 'rooms', { name: copy, copyOf: name }, () => this.#do('', 'DELETE', `rooms/${segment(copy)}`));
  }

  rename(name, to) {
    return this.#do(t('rooms.renamed', { name, to }), 'PUT', `rooms/${segment(name)}`, { name: to }, () => this.rename(to, name));
  }

  save() {
    return this.#do(t('rooms.saved'), 'POST', 'save');
  }

  /** Reverts to the stored settings; the unsaved ones can be restored. */
  revert(settings) {
    const { revision, ...unsaved } = settings.now;
    return this.#do(t('rooms.reverted'), 'POST', 'revert', {}, () => settings.set(unsaved));
  }

  /** Switches rooms; unsaved settings can be restored. */
  use(name, settings, body = {}) {
    const { name: from, unsaved } = this.#store.state.room;
    const { revision, ...left } = settings.now;
    const undo = from === null ? undefined : async () => {
      if (await this.#useAgain(from) && unsaved) settings.set(left);
    };
    return this.#do(t(unsaved && from ? 'rooms.usedUnsaved' : 'rooms.used', { name, from }), 'POST', `rooms/${segment(name)}/use`, body, undo, undefined, (error) => (error.status === 409
      ? { button: t('rooms.useWithout'), act: () => this.use(name, settings, { withoutPlate: true }) } : null));
  }

  /** Goes back to a room. With one of another size the run begins anew: what is set before that is lost. */
  async #useAgain(name) {
    return await this.#do('', 'POST', `rooms/${segment(name)}/use`) && await this.#store.until((state) => state.room.name === name);
  }

  async remove(name, hasPlate, settings) {
    let deleted = null;
    const wasInUse = this.#store.state.room.name === name;
    const { revision, ...left } = settings.now;
    const undo = async () => {
      const isBack = await this.#do(t(hasPlate ? 'rooms.backWithout' : 'rooms.back', { name }), 'POST', 'rooms/import', deleted);
      if (isBack && wasInUse && await this.#useAgain(name)) settings.set(left);
    };
    await this.#do('', 'DELETE', `rooms/${segment(name)}`, {}, undefined, (answer) => {
      deleted = answer.profile;
      this.#toasts.say(t('rooms.deleted', { name }), deleted ? undo : undefined);
    });
  }

  async import(file) {
    try {
      await this.#do(t('rooms.imported', { name: file.name }), 'POST', 'rooms/import', JSON.parse(await file.text()));
    } catch {
      this.#toasts.fail(new Error(t('rooms.noProfile', { name: file.name })));
    }
  }

  async #do(words, method, path, body = {}, undo = undefined, onAnswer = () => {}, ask = () => null) {
    try {
      const answer = await call(method, path, body);
      if (answer?.settings) this.#store.accept(answer);
      onAnswer(answer);
      if (words) this.#toasts.say(words, undo);
      await this.refresh();
      return true;
    } catch (error) {
      this.#toasts.fail(error, ask(error));
      return false;
    }
  }

  /** Lists them again: another page or the command line may have changed them. */
  async refresh() {
    try {
      this.list = (await call('GET', 'rooms')).rooms;
      this.#listeners.forEach((listener) => listener());
    } catch (error) {
      if (error.status !== 0) this.#toasts.fail(error);
    }
  }
}
