import { h, uniqueId } from './dom.js';

/**
 * A choice among pictures.
 * @param {string} legend
 * @param {(value: string) => void} change
 */
export function gallery(legend, change) {
  const name = uniqueId('gallery');
  const list = h('div', { class: 'gallery-list' });
  const element = h('fieldset', { class: 'gallery' }, h('legend', { text: legend }), list);
  let known = '';
  return {
    element,
    /** @param {{ value: string, label: string, picture: string, remove?: HTMLElement }[]} options */
    fill(options, chosen) {
      const now = JSON.stringify(options.map(({ value, label, picture }) => [value, label, picture]));
      if (now !== known) {
        known = now;
        list.replaceChildren(...options.map(({ value, label, picture, remove }) => h('div', { class: 'gallery-item' },
          h('label', { title: label },
            h('input', { type: 'radio', name, value, onchange: () => change(value) }),
            h('img', { src: picture, alt: label, loading: 'lazy', width: 256, height: 144 })),
          remove ?? '')));
      }

      for (const input of list.querySelectorAll('input')) input.checked = input.value === chosen;
    },
  };
}
