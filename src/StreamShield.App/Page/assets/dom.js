/** Helpers that create elements. Text is always set as text, never as markup. */

const svgSpace = 'http://www.w3.org/2000/svg';
let lastId = 0;

/** An id that is unique on the page. */
export const uniqueId = (stem) => `${stem}-${++lastId}`;

/**
 * Makes an element.
 * @param {string} tag
 * @param {Object<string, any>} [props] attributes; `onclick` and the like are listeners, `text` is the content, true and false set and leave out an attribute
 * @param {...(Node|string|null|undefined|false)} children
 */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG. */
export function s(tag, props = {}, ...children) {
  return fill(document.createElementNS(svgSpace, tag), props, children);
}

/** Sets attributes only if they differ, so that nothing is announced or drawn twice. */
export function attributes(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) {
      element.removeAttribute(name);
    } else {
      const text = value === true ? '' : String(value);
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    }
  }
}

/** Sets a text only if it differs, because live regions speak on every write. */
export function text(element, value) {
  if (element.textContent !== value) element.textContent = value;
}

/** Shows or hides. */
export function show(element, visible) {
  if (element.hidden === Boolean(visible)) element.hidden = !visible;
}

const shapes = {
  shield: 'M12 2 20 5v6c0 5-3.4 9.3-8 11-4.6-1.7-8-6-8-11V5z',
  live: 'M12 2 20 5v6c0 5-3.4 9.3-8 11-4.6-1.7-8-6-8-11V5z M8 11.500l3 3 5.5-6',
  hidden: 'M3 3l18 18 M10.6 6.200A9 9 0 0 1 21 12a11 11 0 0 1-2.6 3.6 M6.5 6.800A12 12 0 0 0 3 12c1.7 3.6 5 6 9 6a9 9 0 0 0 4-.9 M9.9 9.900a3 3 0 0 0 4.2 4.2',
  off: 'M12 3v9 M6.3 6.800a8 8 0 1 0 11.4 0',
  sound: 'M4 9.500h3.500L12 5.500v13l-4.500-4H4z M15.500 9a4.500 4.500 0 0 1 0 6 M18 6.500a8 8 0 0 1 0 11',
  muted: 'M4 9.500h3.500L12 5.500v13l-4.500-4H4z M16 9.500l5 5 M21 9.500l-5 5',
  alert: 'M12 3 22 20H2z M12 10v4 M12 17v.5',
  check: 'M4 12.500l5 5L20 6.5',
  undo: 'M8 5 4 9l4 4 M4 9h10a6 6 0 0 1 0 12h-3',
  redo: 'M16 5l4 4-4 4 M20 9H10a6 6 0 0 0 0 12h3',
  trash: 'M4 7h16 M9 7V4h6v3 M6 7l1 13h10l1-13 M10 11v5 M14 11v5',
  pencil: 'M4 20l1-4L16 5l3 3L8 19z',
  copy: 'M8 8h12v12H8z M16 8V4H4v12h4',
  download: 'M12 4v11 M7 11l5 5 5-5 M4 20h16',
  pointer: 'M6 3l12 9-5.5 1L16 19l-2.5 1.500L10.5 14 6 17z',
  rectangle: 'M4 6h16v12H4z',
  ellipse: 'M12 6c5 0 9 2.7 9 6s-4 6-9 6-9-2.7-9-6 4-6 9-6z',
  polygon: 'M5 9l8-5 7 7-4 9H7z',
};

/** An icon that screen readers skip; its button has the words. */
export function icon(name) {
  return s('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' }, s('path', { d: shapes[name] }));
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on') && typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'text') {
      element.textContent = value;
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }

  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
