const patience = 3000;
const pause = 1000;

/**
 * Keeps the stream of states open while the page is visible. Reopens it after the program was gone, and shows that meanwhile.
 * @param {import('./store.js').Store} store
 */
export function connect(store) {
  let events = null;
  let lastHeard = Date.now();
  let retry = 0;

  const open = () => {
    clearTimeout(retry);
    retry = 0;
    if (document.hidden) {
      lose();
      return;
    }

    lastHeard = Date.now();
    events = new EventSource('events');
    events.addEventListener('state', (event) => {
      lastHeard = Date.now();
      store.setConnection('on');
      store.accept(JSON.parse(event.data));
    });
    events.onerror = lose;
  };

  const lose = async () => {
    if (retry) return;
    events?.close();
    retry = setTimeout(open, pause);
    const { connection, state } = await ask();
    if (!retry) return;
    store.setConnection(connection);
    if (state) store.accept(state);
  };

  // A program that hangs keeps the connection open but sends nothing.
  setInterval(() => {
    if (!retry && Date.now() - lastHeard > patience) lose();
  }, pause / 2);
  // A hidden page only asks: a browser keeps six connections to one program, and the visible page needs one to hide everything.
  document.addEventListener('visibilitychange', () => (document.hidden ? lose() : open()));
  open();
}

/** Asks once, where there is no stream: while a run begins anew, the program still answers. */
async function ask() {
  try {
    const answer = await fetch('state', { cache: 'no-store', signal: AbortSignal.timeout(pause) });
    if (!answer.ok) return { connection: 'moved' };
    const state = await answer.json();
    return state.state === 'stopped' ? { connection: 'off' } : { connection: document.hidden ? 'on' : 'anew', state };
  } catch {
    return { connection: 'off' };
  }
}
