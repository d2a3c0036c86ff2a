import { canonical } from './zone-model.js';

const longest = 200;

/**
 * The history of the settings. It follows the settings as shown, so that a change by another page is a step as well. A step holds the old values of
 * only what it changed.
 */
export class History {
  #past = [];
  #future = [];
  #known = null;
  #room;

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** Records the current settings; another room starts a new history. */
  follow({ revision, ...now }, room) {
    if (this.#known === null || room !== this.#room) {
      this.#room = room;
      [this.#past, this.#future] = [[], []];
    } else {
      const before = differences(this.#known, now);
      if (before) {
        this.#past = [...this.#past, before].slice(-longest);
        this.#future = [];
      }
    }

    this.#known = now;
  }

  /** Drops the newest step, which was refused. */
  drop(names) {
    const at = this.#past.findLastIndex((step) => Object.keys(step).every((name) => names.includes(name)));
    if (at < 0) return;
    this.#known = { ...this.#known, ...this.#past[at] };
    this.#past = this.#past.toSpliced(at, 1);
  }

  /** The values to go back to, or null. */
  undo() {
    return this.#step(this.#past, this.#future);
  }

  /** The values to go forward to, or null. */
  redo() {
    return this.#step(this.#future, this.#past);
  }

  #step(from, to) {
    const values = from.pop();
    if (!values) return null;
    to.push(Object.fromEntries(Object.keys(values).map((name) => [name, this.#known[name] ?? null])));
    this.#known = { ...this.#known, ...values };
    return values;
  }
}

/** The old values of what differs, or null. */
function differences(old, now) {
  const names = Object.keys({ ...old, ...now }).filter((name) => plain(name, old[name]) !== plain(name, now[name]));
  return names.length > 0 ? Object.fromEntries(names.map((name) => [name, old[name] ?? null])) : null;
}

const plain = (name, value) => (name === 'zones' ? canonical(value ?? []) : JSON.stringify(value ?? null));
