import { h, show, text, uniqueId } from './dom.js';

/**
 * A slider with its number and words at both ends.
 * @param {{ label: string, min?: number, max?: number, step?: number, low?: string, high?: string, format?: (value: number) => string, onRelease?: boolean,
 *   change: (value: number) => void, settle?: () => void }} options onRelease: report the change when the slider is released, not while it moves; settle: called on release
 */
export function slider({ label, min = 0, max = 100, step = 1, low, high, format = String, onRelease = false, change, settle = () => {} }) {
  const id = uniqueId('slider');
  const value = h('output', { class: 'field-value', for: id });
  const say = () => {
    text(value, format(Number(input.value)));
    input.setAttribute('aria-valuetext', format(Number(input.value)));
  };
  let held = false;
  const input = h('input', {
    type: 'range', id, min, max, step,
    oninput: () => {
      say();
      held = onRelease;
      if (!onRelease) change(Number(input.value));
    },
    onchange: () => {
      held = false;
      if (onRelease) change(Number(input.value));
      settle();
    },
  });
  const ends = low && h('div', { class: 'ends', 'aria-hidden': 'true' }, h('span', { text: low }), h('span', { text: high }));
  const element = h('div', { class: 'field' }, h('div', { class: 'field-head' }, h('label', { for: id, text: label }), value), input, ends);
  return {
    element,
    input,
    set(number) {
      if (held) return;
      if (Number(input.value) !== number) input.value = number;
      say();
    },
  };
}

/**
 * A choice of a few options, all visible.
 * @param {{ legend: string, quiet?: boolean, options: { value: string, label: string, hint?: string }[], change: (value: string) => void, kind?: string }} options kind: row or cards
 */
export function choice({ legend, quiet = false, options, change, kind = 'row' }) {
  const name = uniqueId('choice');
  const inputs = new Map();
  const element = h('fieldset', { class: `choice choice-${kind}` }, h('legend', { class: quiet ? 'visually-hidden' : null, text: legend }));
  const list = h('div', { class: 'choice-list' });
  for (const { value, label, hint } of options) {
    const id = `${name}-${value}`;
    const input = h('input', { type: 'radio', name, value, 'aria-labelledby': id, 'aria-describedby': hint && `${id}-hint`, onchange: () => change(value) });
    const words = h('span', { class: 'choice-words' }, h('span', { class: 'choice-label', id, text: label }), hint && h('span', { class: 'hint', id: `${id}-hint`, text: hint }));
    inputs.set(value, input);
    list.append(h('label', { class: 'choice-option' }, input, words));
  }

  element.append(list);
  return {
    element,
    set(value) {
      const input = inputs.get(value);
      if (input && !input.checked) input.checked = true;
      if (!input) inputs.forEach((other) => { other.checked = false; });
    },
    showOption(value, visible) {
      show(inputs.get(value).parentElement, visible);
    },
  };
}

/**
 * A drop-down list.
 * @param {{ label: string, change: (value: string) => void }} options
 */
export function dropDown({ label, change }) {
  const id = uniqueId('list');
  const select = h('select', { id, onchange: () => change(select.value) });
  const element = h('div', { class: 'field' }, h('label', { for: id, text: label }), select);
  let known = '';
  return {
    element,
    select,
    /** @param {{ value: string, label: string, disabled?: boolean }[]} options */
    fill(options) {
      const now = JSON.stringify(options);
      if (now === known) return;
      known = now;
      select.replaceChildren(...options.map(({ value, label: words, disabled }) => h('option', { value, disabled, text: words })));
    },
    set(value) {
      if (select.value !== value) select.value = value;
    },
  };
}

/**
 * A line of text, reported with Enter or when the field is left.
 * @param {{ label: string, hint?: string, max?: number, placeholder?: string, change: (value: string) => void }} options
 */
export function textField({ label, hint, max = 60, placeholder, change }) {
  const id = uniqueId('text');
  let last = '';
  const hand = () => {
    const value = input.value.trim();
    if (value !== last) {
      last = value;
      change(value);
    }
  };
  const input = h('input', {
    type: 'text', id, maxlength: max, placeholder, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': hint && `${id}-hint`, onchange: hand,
    onkeydown: (event) => { if (event.key === 'Enter') hand(); },
  });
  const element = h('div', { class: 'field' }, h('label', { for: id, text: label }), input, hint && h('p', { class: 'hint', id: `${id}-hint`, text: hint }));
  return {
    element,
    input,
    set(value) {
      if (document.activeElement === input && value === last) return;
      last = value;
      if (input.value !== value) input.value = value;
    },
  };
}

/**
 * A number, reported with Enter, an arrow, or when the field is left.
 * @param {{ label: string, hint?: string, min: number, max: number, step?: number, change: (value: number) => void }} options
 */
export function numberField({ label, hint, min, max, step = 1, change }) {
  const id = uniqueId('number');
  let last = null;
  const input = h('input', {
    type: 'number', id, min, max, step, class: 'number', 'aria-describedby': hint && `${id}-hint`,
    onchange: () => {
      const value = input.value === '' ? last : Math.min(max, Math.max(min, Number(input.value)));
      input.value = value;
      if (value !== last) change(value);
    },
  });
  const element = h('div', { class: 'field' }, h('label', { for: id, text: label }), input, hint && h('p', { class: 'hint', id: `${id}-hint`, text: hint }));
  return {
    element,
    input,
    set(value) {
      if (value === last) return;
      last = value;
      input.value = value;
    },
  };
}

/**
 * A switch with a label.
 * @param {{ label: string, change: (on: boolean) => void }} options
 */
export function switchField({ label, change }) {
  const input = h('input', { type: 'checkbox', role: 'switch', onchange: () => change(input.checked) });
  return {
    element: h('label', { class: 'switch' }, input, h('span', { text: label })),
    set(on) {
      if (input.checked !== on) input.checked = on;
    },
  };
}

/** A button with a label. */
export function button(label, click, { kind = '', sign = null } = {}) {
  return h('button', { type: 'button', class: `button ${kind}`.trim(), onclick: click }, sign, h('span', { text: label }));
}

/** A button with only an icon; the label is for screen readers and hovering. */
export function iconButton(label, sign, click) {
  return h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick: click }, sign);
}
