import { attributes, h, icon, show, text } from './dom.js';
import { effectOf } from './effects.js';
import { button, choice, dropDown, slider, textField } from './fields.js';
import { inTheMiddle } from './zone-keys.js';
import { limits } from './zone-model.js';
import { number, percent, t } from './words.js';

const tools = [['select', 'pointer'], ['rectangle', 'rectangle'], ['ellipse', 'ellipse'], ['polygon', 'polygon']];

/** The zones panel: tools, list, and the settings of the selected zone. */
export class ZonePanel {
  element;
  #editor;
  #toasts;
  #hint = h('p', { class: 'hint' });
  #list = h('ul', { class: 'zone-list', 'aria-label': t('zones.list') });
  #empty = h('p', { class: 'hint', text: t('zones.none') });
  #tools = new Map();
  #fields;

  /**
   * @param {import('./zone-editor.js').ZoneEditor} editor
   * @param {import('./zone-overlay.js').ZoneOverlay} overlay
   * @param {import('./toast.js').Toasts} toasts
   * @param {HTMLElement} backdrop the choice of the picture under the zones
   */
  constructor(editor, overlay, toasts, backdrop) {
    this.#editor = editor;
    this.#toasts = toasts;
    const bar = h('div', { class: 'tools', role: 'group', 'aria-label': t('zones.draw') });
    for (const [tool, sign] of tools) {
      const made = h('button', { type: 'button', class: 'tool', onclick: (event) => this.#take(tool, event, overlay) }, icon(sign), h('span', { text: t(`tool.${tool}`) }));
      this.#tools.set(tool, made);
      bar.append(made);
    }

    this.#fields = this.#makeFields();
    this.element = h('div', { class: 'panel' },
      h('h2', { text: t('tab.zones') }),
      bar, this.#hint, this.#empty, this.#list, this.#fields.element, backdrop);
    editor.subscribe(() => this.#render());
  }

  /**
   * Sets the effects that a zone can have. One's own picture is not among them: it belongs to the whole room.
   * @param {import('./effects.js').Effect[]} effects
   */
  offer(effects) {
    const names = effects.map((effect) => effect.name).filter((name) => name !== 'image');
    this.#fields.effect.fill([{ value: '', label: t('zones.same') }, ...names.map((value) => ({ value, label: t(`effect.${value}`) }))]);
    this.#render();
  }

  /** Shows that a zone was removed, with undo. */
  tellRemoved(zone, before) {
    this.#toasts.say(t('zones.gone', { name: zone.name }), () => this.#editor.change(before));
  }

  /** Without a pointer the shape is placed in the middle, ready for the arrow keys. */
  #take(tool, event, overlay) {
    if (tool === 'select' || event.detail > 0) {
      this.#editor.setTool(tool);
    } else if (this.#editor.add(inTheMiddle(tool, this.#editor.zones))) {
      overlay.zoneAt(this.#editor.selected)?.focus();
    }
  }

  #makeFields() {
    const change = (changes) => this.#editor.changeChosen((zone) => ({ ...zone, ...changes }));
    const name = textField({ label: t('zones.name'), change: (value) => (value ? change({ name: value }) : this.#render()) });
    const kind = choice({
      legend: t('zones.kind'),
      options: [{ value: 'hide', label: t('zones.hide') }, { value: 'keep', label: t('zones.keep') }],
      change: (value) => this.#editor.changeChosen(({ effect, strength, ...zone }) => (value === 'keep' ? { ...zone, kind: value } : { ...zone, effect, strength, kind: value })),
    });
    const warning = h('p', { class: 'note note-warn' }, icon('alert'), h('span', { text: t('zones.warning') }));
    const effect = dropDown({
      label: t('zones.effect'),
      change: (value) => this.#editor.changeChosen(({ effect: _, strength, ...zone }) => (value ? { ...zone, effect: value, strength } : zone)),
    });
    const dragging = (changes) => this.#editor.show(this.#editor.zones.with(this.#editor.selected, { ...this.#editor.chosen, ...changes }));
    const strength = slider({ label: t('zones.strength'), low: t('look.hidesLess'), high: t('look.hidesMore'), change: (value) => dragging({ strength: value }) });
    const feather = slider({
      label: t('zones.feather'), max: limits.feather * 100, step: 0.5, low: t('zones.hard'), high: t('zones.soft'), format: (value) => t('zones.ofHeight', { share: percent(value / 100, 1) }), change: (value) => dragging({ feather: value / 100 }),
    });
    for (const { input } of [strength, feather]) input.addEventListener('change', () => this.#editor.commit());
    const remove = button(t('zones.delete'), () => {
      const { chosen: zone, zones: before } = this.#editor;
      this.#editor.remove(this.#editor.selected);
      this.tellRemoved(zone, before);
    }, { sign: icon('trash') });
    const element = h('div', { class: 'zone-fields', role: 'group', 'aria-label': t('zones.chosen') }, name.element, kind.element, warning, effect.element, strength.element, feather.element, remove);
    return { element, name, kind, warning, effect, strength, feather };
  }

  #render() {
    const { zones, chosen, selected, tool } = this.#editor;
    for (const [name, made] of this.#tools) attributes(made, { 'aria-pressed': String(name === tool) });
    text(this.#hint, zones.length >= limits.zones ? t('zones.full', { number: number(limits.zones) }) : t(`zones.hint.${tool}`));
    show(this.#empty, zones.length === 0);
    while (this.#list.children.length > zones.length) this.#list.lastChild.remove();
    while (this.#list.children.length < zones.length) this.#list.append(this.#newRow());
    zones.forEach((zone, i) => {
      const row = this.#list.children[i].firstChild;
      attributes(row, { 'data-index': i, 'aria-pressed': String(i === selected) });
      text(row.children[0], t(zone.kind === 'keep' ? 'zones.tagKeep' : 'zones.tagHide'));
      attributes(row.children[0], { class: `tag tag-${zone.kind === 'keep' ? 'keep' : 'hide'}` });
      text(row.children[1], zone.name);
    });
    show(this.#fields.element, chosen !== null);
    if (chosen) this.#fillFields(chosen);
  }

  #newRow() {
    const row = h('button', {
      type: 'button', class: 'row-button', onclick: () => this.#editor.select(Number(row.dataset.index) === this.#editor.selected ? -1 : Number(row.dataset.index)),
    }, h('span', { class: 'tag' }), h('span', { class: 'row-name' }));
    return h('li', {}, row);
  }

  #fillFields(zone) {
    const { name, kind, warning, effect, strength, feather } = this.#fields;
    const keeps = zone.kind === 'keep';
    name.set(zone.name);
    kind.set(keeps ? 'keep' : 'hide');
    show(warning, keeps);
    show(effect.element, !keeps);
    effect.set(zone.effect ?? '');
    show(strength.element, !keeps && effectOf(zone.effect)?.hasStrength);
    strength.set(zone.strength ?? 100);
    feather.set(Math.round((zone.feather ?? 0) * 1000) / 10);
  }
}
