import { attributes, h, show, text } from './dom.js';
import { t } from './words.js';

const pause = 1000;

/**
 * The picture: the stream of the output or another view of it, and over it zones, the pick layer and large notices. Any stream but the newest is removed
 * at once: a frozen picture would look like a live one.
 */
export class Stage {
  element;
  #store;
  #picture = document.querySelector('.stage > .picture');
  #over = h('div', { class: 'stage-over' });
  #notice = h('p', { class: 'stage-notice', role: 'status', hidden: true });
  #empty = h('p', { class: 'stage-empty', text: t('stage.connecting') });
  #badge = h('p', { class: 'stage-badge', hidden: true });
  #view = 'output';
  #playing = this.#picture.hidden ? '' : 'output';
  #count = 0;
  #raw = null;
  #still = null;
  #lent = 0;

  /**
   * @param {import('./store.js').Store} store
   * @param {Element[]} layers layers over the picture
   */
  constructor(store, layers) {
    this.#store = store;
    this.#over.append(...layers);
    attributes(this.#picture, { alt: t('stage.output') });
    this.element = h('div', { class: 'stage' }, this.#empty, this.#picture, this.#over, this.#badge, this.#notice);
    this.#picture.addEventListener('error', () => {
      if (this.#playing) setTimeout(() => this.#play(true), pause);
    });
    document.addEventListener('visibilitychange', () => this.#play());
    store.subscribe((state, connection) => {
      const [width, height] = (state?.size ?? '1280x720').split('x').map(Number);
      this.element.style.setProperty('--ratio', String(width / height));
      text(this.#empty, connection === 'on' ? '' : connection === 'connecting' || connection === 'anew' ? t('stage.connecting') : t('stage.none'));
      this.#play();
    });
  }

  /** output, matte, zones or leak. */
  setView(view) {
    this.#view = view;
    text(this.#badge, view === 'matte' ? t('stage.mask') : view === 'leak' ? t('view.leak') : '');
    this.#showBadge();
    attributes(this.#picture, { alt: view === 'matte' ? t('stage.maskAlt') : view === 'leak' ? t('stage.leakAlt') : t('stage.output') });
    this.#play();
  }

  /** Takes a still of the output. */
  snapshot() {
    const still = h('canvas', { width: 480, height: Math.round(480 / (this.element.clientWidth / this.element.clientHeight || 16 / 9)) });
    if (this.#picture.naturalWidth > 0) still.getContext('2d').drawImage(this.#picture, 0, 0, still.width, still.height);
    return still;
  }

  /** Large words over the picture, readable from across the room; empty removes them. */
  notice(words) {
    text(this.#notice, words);
    show(this.#notice, words !== '');
  }

  /** Shows the raw camera over the picture while the grant is valid. */
  showRaw(grant, view = 'raw') {
    this.hideRaw();
    const [alt, mark] = view === 'room' ? [t('stage.roomAlt'), t('stage.roomMark')] : [t('stage.rawAlt'), t('stage.rawMark')];
    this.#raw = h('div', { class: 'raw raw-held' }, h('img', { class: 'picture', alt, src: this.#address(view, grant) }), h('p', { class: 'raw-mark', text: mark }));
    this.#over.before(this.#raw);
  }

  /** The share of the picture, from the left, that the raw one covers; 1 is all of it. */
  divide(share) {
    this.element.style.setProperty('--divide', String(share));
  }

  /** Removes it at once. */
  hideRaw() {
    this.#raw?.firstChild.removeAttribute('src');
    this.#raw?.remove();
    this.#raw = null;
  }

  /** A still under the zones, or null for the stream. The caller owns the address. */
  showStill(address) {
    this.#still?.remove();
    this.#still = address && h('div', { class: 'raw' }, h('img', { class: 'picture', alt: t('stage.stillAlt'), src: address }), h('p', { class: 'raw-mark', text: t('stage.stillMark') }));
    if (this.#still) this.#over.before(this.#still);
    this.#showBadge();
  }

  /** The badge names the stream, which a still lies over. */
  #showBadge() {
    show(this.#badge, this.#badge.textContent !== '' && !this.#still);
  }

  /** Lets go of the stream while a request is sent: a browser keeps six connections to one program, and open pages may hold them all. */
  async aside(act) {
    this.#lent++;
    this.#play();
    try {
      await act();
    } finally {
      this.#lent--;
      this.#play();
    }
  }

  #play(anew = false) {
    const wanted = this.#store.connection === 'on' && !document.hidden && this.#lent === 0 ? this.#view : '';
    if (wanted === this.#playing && !anew) return;
    this.#playing = wanted;
    show(this.#picture, wanted !== '');
    attributes(this.#picture, { src: wanted ? this.#address(wanted) : null });
  }

  #address(view, grant) {
    return `${window.previewAddress(view, this.element)}&n=${++this.#count}${grant ? `&grant=${encodeURIComponent(grant)}` : ''}`;
  }
}
