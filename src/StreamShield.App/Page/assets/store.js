/** The shield's state from the server, the single source of truth for every open page. */
export class Store {
  #listeners = new Set();
  #newest = -1;
  #run = null;

  /** The newest state, or null before the first. */
  state = null;

  /** off: not running; moved: running under another address; anew: the run begins anew, and only panic works; on: running. */
  connection = 'connecting';

  /** Calls back now and after every change. */
  subscribe(listener) {
    this.#listeners.add(listener);
    if (this.state) listener(this.state, this.connection);
  }

  /**
   * Waits for a state of a run that takes changes.
   * @returns {Promise<boolean>} false if it does not come within half a minute
   */
  until(condition) {
    return new Promise((resolve) => {
      const end = (isThere) => {
        clearTimeout(timer);
        this.#listeners.delete(listener);
        resolve(isThere);
      };
      const listener = (state, connection) => connection === 'on' && condition(state) && end(true);
      const timer = setTimeout(() => end(false), 30000);
      this.subscribe(listener);
    });
  }

  /** Takes a state, unless it is older than the response to a change made here. Every run counts from the start. */
  accept(state) {
    if (!state?.settings || (state.run === this.#run && state.settings.revision < this.#newest)) return;
    this.#run = state.run;
    this.#newest = state.settings.revision;
    this.state = state;
    this.#tell();
  }

  setConnection(connection) {
    if (connection === this.connection) return;
    this.connection = connection;
    this.#tell();
  }

  #tell() {
    for (const listener of this.#listeners) {
      try {
        listener(this.state, this.connection);
      } catch (error) {
        // A failing part of the page must not stop the shield state from being shown.
        reportError(error);
      }
    }
  }
}
