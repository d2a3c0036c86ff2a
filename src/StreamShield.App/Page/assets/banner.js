import { call } from './api.js';
import { attributes, h, icon, show, text } from './dom.js';
import { button } from './fields.js';
import { sentence } from './words.js';

/** The shield state, large: what goes out now and why, and the button that hides everything at once. */
export class Banner {
  element;
  #store;
  #fail;
  #signs = { live: icon('live'), unchecked: icon('alert'), hidden: icon('hidden'), off: icon('off') };
  #word = h('strong', { class: 'banner-word' });
  #why = h('span', { class: 'banner-why' });
  #detail = h('p', { class: 'banner-detail' });
  #confirm = button('It stands right', () => this.#do('POST', 'confirm-camera', {}), { kind: 'on-colour' });
  #panicLabel = h('span');
  #key = h('p', { class: 'banner-detail', hidden: true });
  #panic;

  /**
   * @param {import('./store.js').Store} store
   * @param {(error: Error) => void} fail
   */
  constructor(store, fail) {
    this.#store = store;
    this.#fail = fail;
    this.#panic = h('button', { type: 'button', class: 'panic', 'aria-keyshortcuts': 'P Alt+P', onclick: () => this.togglePanic() }, this.#panicLabel, h('kbd', { 'aria-hidden': 'true', text: 'P' }));
    const sign = h('span', { class: 'banner-sign' }, Object.values(this.#signs));
    const words = h('div', { class: 'banner-words', role: 'status', 'aria-live': 'assertive', 'aria-atomic': 'true' },
      h('p', { class: 'banner-line' }, this.#word, ' ', this.#why), this.#detail, this.#key);
    this.element = h('section', { class: 'banner', 'aria-label': 'Shield' }, sign, words, h('div', { class: 'banner-buttons' }, this.#confirm, this.#panic));
    this.#render(null, 'connecting');
    store.subscribe((state, connection) => this.#render(state, connection));
  }

  /** Hides everything, or shows the shielded picture again. */
  togglePanic() {
    this.#do('POST', 'panic', { on: !this.#store.state?.panic });
  }

  async #do(method, path, body) {
    try {
      this.#store.accept(await call(method, path, body));
    } catch (error) {
      this.#fail(error);
    }
  }

  #render(state, connection) {
    const on = connection === 'on' && state !== null;
    const kind = !on ? 'off' : state.live ? (!state.label && isChecked(state.audit) ? 'live' : 'unchecked') : 'hidden';
    const [word, why, detail] = on ? ofState(state) : ofConnection(connection);
    attributes(this.element, { 'data-state': kind });
    for (const [name, sign] of Object.entries(this.#signs)) sign.toggleAttribute('hidden', name !== kind);
    text(this.#word, word);
    text(this.#why, why);
    text(this.#detail, detail);
    const key = state?.desktop;
    show(this.#key, on && Boolean(key) && key.panicKey !== 'none' && !state.panic);
    text(this.#key, key?.trouble ? `Panic key: ${key.trouble}` : `${key?.panicKey} hides everything, in every program.`);
    show(this.#confirm, on && state.roomSense?.verdict === 'moved');
    text(this.#panicLabel, on && state.panic ? 'Show me again' : 'Hide everything');
    attributes(this.#panic, { 'data-on': on && state.panic ? 'true' : null });
    if (this.#panic.disabled === on) this.#panic.disabled = !on;
    document.title = `${word} · StreamShield`;
  }
}

function ofState(state) {
  if (state.panic) return ['HIDDEN', 'because you asked', `Everybody sees the slate. ${microphone(state)}`];
  if (state.live && state.label) return [state.label, 'this is not your camera', `Plug a camera in and choose it under Camera. ${state.roomSense.words}`];
  if (state.live) return ['GOING OUT', verdict(state.audit), state.detail || state.room.plateTrouble || silence(state.sound) || readers(state)];
  const words = state.headline.includes(': ') ? state.headline.slice(state.headline.indexOf(': ') + 2) : 'the shield has ended';
  return ['HIDDEN', words, state.detail || 'Everybody sees the slate, nothing of your room.'];
}

/** True while the last check found nothing to change, and nothing was changed since. */
const isChecked = (audit) => audit?.phase === 'done' && audit.isCurrent && audit.isSafe;

/** What the last check said of the picture that goes out. */
function verdict(audit) {
  if (audit?.phase !== 'done') return 'shielded, not checked';
  if (!audit.isCurrent) return 'shielded, changed since the check';
  const at = new Date(audit.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return audit.isSafe ? `shielded, checked at ${at}` : `shielded, but the check at ${at} says: not yet`;
}

/** Who takes the picture. */
function readers({ clients, outputs }) {
  const cameras = outputs.slice(1).filter(({ on, trouble }) => on && !trouble).map(({ name }) => name);
  if (clients > 0) return clients === 1 ? 'One program reads your picture.' : `${clients} programs read your picture.`;
  return cameras.length > 0 ? `Your picture is in ${cameras.join(' and ')}.` : 'Nobody reads your picture yet.';
}

/** What becomes of the voice at panic. */
const microphone = (state) => (state.settings.sound.on
  ? 'Your voice from StreamShield is muted; a microphone that your streaming program takes itself is not.'
  : 'A microphone in your streaming program is still on: mute it there.');

/** Why nobody hears a streamer who is seen: what passes by itself within seconds is not worth a word. */
const silence = (sound) => (sound?.trouble || sound?.reason === 'away' || sound?.reason === 'gap' ? sentence(sound.words) : '');

function ofConnection(connection) {
  switch (connection) {
    case 'connecting':
      return ['CONNECTING', '', 'Looking for StreamShield.'];
    case 'moved':
      return ['OLD ADDRESS', '', 'StreamShield was started anew. Close this page and open a new one: press o in its terminal, or run “streamshield page”.'];
    default:
      return ['NOT RUNNING', '', 'StreamShield is not running: nothing goes out. Start it again, this page connects by itself.'];
  }
}
