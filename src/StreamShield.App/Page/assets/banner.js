import { call } from './api.js';
import { attributes, h, icon, show, text } from './dom.js';
import { button } from './fields.js';
import { list, number, said, sentence, t, time } from './words.js';

/** The shield state in large letters: what goes out and why, and the button that hides everything. */
export class Banner {
  element;
  #store;
  #fail;
  #aside;
  #signs = { live: icon('live'), unchecked: icon('alert'), hidden: icon('hidden'), off: icon('off') };
  #word = h('strong', { class: 'banner-word' });
  #why = h('span', { class: 'banner-why' });
  #detail = h('p', { class: 'banner-detail' });
  #confirm = button(t('banner.confirm'), () => this.#do('POST', 'confirm-camera', {}), { kind: 'on-colour' });
  #panicLabel = h('span');
  #key = h('p', { class: 'banner-detail', hidden: true });
  #panic;

  /**
   * @param {import('./store.js').Store} store
   * @param {(error: Error) => void} fail
   * @param {(act: () => Promise<void>) => Promise<void>} aside keeps a connection free meanwhile
   */
  constructor(store, fail, aside) {
    this.#store = store;
    this.#fail = fail;
    this.#aside = aside;
    this.#panic = h('button', { type: 'button', class: 'panic', 'aria-keyshortcuts': 'P Alt+P', onclick: () => this.togglePanic() }, this.#panicLabel, h('kbd', { 'aria-hidden': 'true', text: 'P' }));
    const sign = h('span', { class: 'banner-sign' }, Object.values(this.#signs));
    const words = h('div', { class: 'banner-words', role: 'status', 'aria-live': 'assertive', 'aria-atomic': 'true' },
      h('p', { class: 'banner-line' }, this.#word, ' ', this.#why), this.#detail, this.#key);
    this.element = h('section', { class: 'banner', 'aria-label': t('banner.label') }, sign, words, h('div', { class: 'banner-buttons' }, this.#confirm, this.#panic));
    this.#render(null, 'connecting');
    store.subscribe((state, connection) => this.#render(state, connection));
  }

  /** Hides everything, or shows the shielded picture again. It only hides while the last state may be an old one. */
  togglePanic() {
    const { state, connection } = this.#store;
    this.#aside(() => this.#do('POST', 'panic', { on: !(isHeard(connection) && state?.panic) }));
  }

  async #do(method, path, body) {
    try {
      this.#store.accept(await call(method, path, body));
    } catch (error) {
      this.#fail(error);
    }
  }

  #render(state, connection) {
    const on = isHeard(connection) && state !== null;
    const kind = !on ? 'off' : state.live ? (!state.label && isChecked(state.audit) ? 'live' : 'unchecked') : 'hidden';
    const [word, why, detail] = on ? ofState(state) : ofConnection(connection);
    attributes(this.element, { 'data-state': kind });
    for (const [name, sign] of Object.entries(this.#signs)) sign.toggleAttribute('hidden', name !== kind);
    text(this.#word, word);
    text(this.#why, why);
    text(this.#detail, detail);
    const key = state?.desktop;
    show(this.#key, on && Boolean(key) && (key.panicKey !== 'none' || key.trouble) && !state.panic);
    text(this.#key, key?.trouble ? t('banner.keyTrouble', { trouble: said(key.trouble) }) : t('banner.key', { key: key?.panicKey }));
    show(this.#confirm, on && state.roomSense?.verdict === 'moved');
    text(this.#panicLabel, on && state.panic ? t('banner.show') : t('banner.hide'));
    attributes(this.#panic, { 'data-on': on && state.panic ? 'true' : null });
    document.title = `${word} · StreamShield`;
  }
}

/** True while the program answers. */
const isHeard = (connection) => connection === 'on' || connection === 'anew';

function ofState(state) {
  if (state.panic) return [t('banner.hidden'), t('banner.asked'), `${t('banner.slate')} ${microphone(state)}`];
  if (state.live && state.label) return [state.label, t('banner.demo'), `${t('banner.demoCure')} ${said(state.roomSense.words)}`];
  if (state.live) return [t('banner.goingOut'), verdict(state.audit), said(state.detail || state.room.plateTrouble) || silence(state.sound) || readers(state)];
  const words = state.headline.includes(': ') ? said(state.headline.slice(state.headline.indexOf(': ') + 2)) : t('banner.ended');
  return [t('banner.hidden'), words, said(state.detail) || t('banner.nothing')];
}

/** True while the last check found nothing to change, and nothing was changed since. */
const isChecked = (audit) => audit?.phase === 'done' && audit.isCurrent && audit.isSafe;

/** What the last check said about the picture that goes out. */
function verdict(audit) {
  if (audit?.phase !== 'done') return t('banner.unchecked');
  if (!audit.isCurrent) return t('banner.changed');
  return t(audit.isSafe ? 'banner.checked' : 'banner.notYet', { time: time(audit.at) });
}

/** Who reads the picture. */
function readers({ clients, outputs }) {
  const cameras = outputs.slice(1).filter(({ on, trouble }) => on && !trouble).map(({ name }) => name);
  if (clients > 0 && outputs[0]?.on) return t('banner.readers', { count: clients, number: number(clients) });
  return cameras.length > 0 ? t('banner.cameras', { names: list(cameras) }) : t('banner.nobody');
}

/** What happens to the voice at panic. */
const microphone = (state) => (state.settings.sound.on
  ? t('banner.muted')
  : t('banner.notMuted'));

/** Why a visible streamer is not heard. What passes by itself within seconds is not reported. */
const silence = (sound) => (sound?.trouble || sound?.reason === 'away' || sound?.reason === 'gap' ? sentence(said(sound.words)) : '');

function ofConnection(connection) {
  switch (connection) {
    case 'connecting':
      return [t('banner.connecting'), '', t('banner.looking')];
    case 'moved':
      return [t('banner.old'), '', t('banner.oldCure')];
    default:
      return [t('banner.off'), '', t('banner.offCure')];
  }
}
