import { call } from './api.js';

const gap = 30;

/**
 * The settings as the page shows them: the server's, with what was changed here and is on its way laid over. One request is under way at a time and the newest values go with
 * the next, so dragging a slider floods nothing.
 */
export class Settings {
  #store;
  #fail;
  #pending = new Map();
  #sending = false;
  #lastSent = 0;
  #listeners = new Set();

  /**
   * @param {import('./store.js').Store} store
   * @param {(error: Error) => void} fail takes a refusal
   */
  constructor(store, fail) {
    this.#store = store;
    this.#fail = fail;
    store.subscribe(() => this.#tell());
  }

  /** What is in force as far as this page knows, or null before the first state. */
  get now() {
    const settings = this.#store.state?.settings;
    return settings ? { ...settings, ...Object.fromEntries(this.#pending) } : null;
  }

  /** True while a change made here has not been answered. */
  isPending(name) {
    return this.#pending.has(name);
  }

  /** Calls back now and after every change. */
  subscribe(listener) {
    this.#listeners.add(listener);
    if (this.now) listener(this.now);
  }

  /** Changes some of them at once. */
  set(changes) {
    for (const [name, value] of Object.entries(changes)) this.#pending.set(name, value);
    this.#tell();
    this.#send();
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
    if (now) this.#listeners.forEach((listener) => listener(now));
  }
}
