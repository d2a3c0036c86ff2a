import { h } from './dom.js';

/** Panels behind tabs; arrow keys move between tabs. */
export class Tabs {
  #panels;
  #onSelect;
  element;
  selected = null;

  /**
   * @param {string} label
   * @param {{ id: string, label: string, element: HTMLElement }[]} panels
   * @param {(id: string) => void} onSelect
   */
  constructor(label, panels, onSelect) {
    this.#onSelect = onSelect;
    this.#panels = panels.map((panel) => ({
      ...panel,
      tab: h('button', {
        type: 'button', role: 'tab', class: 'tab', id: `tab-${panel.id}`, 'aria-controls': `panel-${panel.id}`, text: panel.label, onclick: () => this.select(panel.id),
      }),
      box: h('div', { role: 'tabpanel', class: 'tab-panel', id: `panel-${panel.id}`, 'aria-labelledby': `tab-${panel.id}`, tabindex: -1 }, panel.element),
    }));
    const list = h('div', { role: 'tablist', class: 'tab-list', 'aria-label': label, onkeydown: (event) => this.#onKey(event) }, this.#panels.map((panel) => panel.tab));
    this.element = h('div', { class: 'tabs' }, list, h('div', { class: 'tab-panels' }, this.#panels.map((panel) => panel.box)));
  }

  select(id) {
    this.selected = id;
    for (const panel of this.#panels) {
      const chosen = panel.id === id;
      panel.tab.setAttribute('aria-selected', String(chosen));
      panel.tab.tabIndex = chosen ? 0 : -1;
      panel.box.hidden = !chosen;
    }

    this.#onSelect(id);
  }

  #onKey(event) {
    const at = this.#panels.findIndex((panel) => panel.id === this.selected);
    const step = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.#panels.length - 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = this.#panels[(step + this.#panels.length) % this.#panels.length];
    this.select(next.id);
    next.tab.focus();
  }
}
