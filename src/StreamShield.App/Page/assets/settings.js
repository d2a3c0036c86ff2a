import { call } from './api.js';
import { History } from './history.js';

const gap = 30;

/**
 * The settings as the page shows them: the server's, overlaid with local changes that are still being sent. One request runs at a time and the newest values go with
 * the next, so dragging a slider floods nothing. All changes, here or on another page, can be undone.
 */
export class Settings {
  #store;
  #fail;
  #pending = new Map();
  #sending = false;
  #lastSent = 0;
  #listeners = new Set();
  #history = new History();
  #isDragged = false;

  /**
   * @param {import('./store.js').Store} store
   * @param {(error: Error) => void} fail receives a refusal
   */
  constructor(store, fail) {
    this.#store = store;
    this.#fail = fail;
    store.subscribe(() => this.#tell());
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  /** The current settings as far as this page knows, or null before the first state. */
  get now() {
    const settings = this.#store.state?.settings;
    return settings ? { ...settings, ...Object.fromEntries(this.#pending) } : null;
  }

  /** Calls back now and after every change. */
  subscribe(listener) {
    this.#listeners.add(listener);
    if (this.now) listener(this.now);
  }

  /** Changes some settings at once, as one undo step. */
  set(changes) {
    this.drag(changes);
    this.settle();
  }

  /** Changes some settings during a drag; everything until `settle` is one undo step. */
  drag(changes) {
    this.#isDragged = true;
    for (const [name, value] of Object.entries(changes)) this.#pending.set(name, value);
    this.#tell();
    this.#send();
  }

  /** The drag has ended. */
  settle() {
    if (!this.#isDragged) return;
    this.#isDragged = false;
    this.#tell();
  }

  undo() {
    this.#restore(this.#history.undo());
  }

  redo() {
    this.#restore(this.#history.redo());
  }

  #restore(values) {
    if (values) this.drag(values);
    this.#isDragged = false;
    this.#tell();
  }

  async #send() {
    if (this.#sending) return;
    this.#sending = true;
    while (this.#pending.size > 0) {
      const wait = this.#lastSent + gap - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      this.#lastSent = performance.now();
      await this.#sendOnce(new Map(this.#pending));
    }

    this.#sending = false;
  }

  async #sendOnce(sent) {
    let state = null;
    try {
      state = await call('PUT', 'settings', Object.fromEntries(sent));
    } catch (error) {
      this.#history.drop([...sent.keys()]);
      this.#fail(error);
    }

    for (const [name, value] of sent) {
      if (this.#pending.get(name) === value) this.#pending.delete(name);
    }

    if (state) this.#store.accept(state);
    this.#tell();
  }

  #tell() {
    const now = this.now;
    if (now && !this.#isDragged) this.#history.follow(now, this.#store.state.room.name);
    if (now) this.#listeners.forEach((listener) => listener(now));
  }
}
