import { call } from './api.js';
import { History } from './history.js';

const gap = 30;

/**
 * The settings as the page shows them: the server's, with what was changed here and is on its way laid over. One request is under way at a time and the newest values go with
 * the next, so dragging a slider floods nothing. Whatever changes them, here or on another page, can be undone.
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
   * @param {(error: Error) => void} fail takes a refusal
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

  /** What is in force as far as this page knows, or null before the first state. */
  get now() {
    const settings = this.#store.state?.settings;
    return settings ? { ...settings, ...Object.fromEntries(this.#pending) } : null;
  }

  /** Calls back now and after every change. */
  subscribe(listener) {
    this.#listeners.add(listener);
    if (this.now) listener(this.now);
  }

  /** Changes some of them at once: one step that can be undone. */
  set(changes) {
    this.drag(changes);
    this.settle();
  }

  /** Changes some of them while something is dragged; all until `settle` is one step. */
  drag(changes) {
    this.#isDragged = true;
    for (const [name, value] of Object.entries(changes)) this.#pending.set(name, value);
    this.#tell();
    this.#send();
  }

  /** What was dragged is let go. */
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
