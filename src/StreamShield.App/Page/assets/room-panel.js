import { segment } from './api.js';
import { h, icon, show, text } from './dom.js';
import { button, iconButton, textField } from './fields.js';
import { said, t } from './words.js';

/**
 * The stored rooms: which one is in use, and all actions on them.
 * @param {import('./rooms.js').Rooms} rooms
 * @param {import('./store.js').Store} store
 * @param {import('./settings.js').Settings} settings
 * @param {HTMLElement} plate
 */
export function roomPanel(rooms, store, settings, plate) {
  const list = h('ul', { class: 'room-list', 'aria-label': t('tab.rooms') });
  const none = h('p', { class: 'hint', text: t('rooms.none') });
  const create = async () => {
    const name = field.input.value.trim();
    if (name && await rooms.create(name)) field.set('');
  };
  const field = textField({ label: t('rooms.new'), placeholder: t('rooms.example'), change: () => {} });
  field.input.addEventListener('keydown', (event) => { if (event.key === 'Enter') create(); });
  const file = h('input', { type: 'file', accept: '.json,application/json', hidden: true, onchange: async () => { if (file.files[0]) await rooms.import(file.files[0]); file.value = ''; } });
  let renaming = null;

  const render = () => {
    const current = store.state?.room;
    const found = rooms.list ?? [];
    show(none, rooms.list !== null && found.length === 0);
    const focused = document.activeElement?.dataset?.key;
    list.replaceChildren(...found.map((room) => row(room, current)));
    if (focused) list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  };

  const row = (room, current) => {
    const inUse = current?.name === room.name;
    if (renaming === room.name) return h('li', { class: 'room' }, renameField(room));
    const use = h('button', {
      type: 'button', class: 'row-button', 'aria-pressed': String(inUse), 'data-key': `use ${room.name}`, disabled: !room.usable, onclick: () => { if (!inUse) rooms.use(room.name, settings); },
    }, h('span', { class: 'row-name', text: room.name }),
    inUse && h('span', { class: 'tag tag-on', text: t('rooms.inUse') }), room.hasPlate && h('span', { class: 'tag', text: t('rooms.known') }));
    const { name } = room;
    const tools = h('div', { class: 'room-tools' },
      iconButton(t('rooms.rename', { name }), icon('pencil'), () => { renaming = room.name; render(); list.querySelector('input')?.focus(); }),
      iconButton(t('rooms.duplicate', { name }), icon('copy'), () => rooms.duplicate(room.name, copyName(room.name))),
      h('a', { class: 'icon-button', 'aria-label': t('rooms.export', { name }), title: t('rooms.export', { name }), href: `rooms/${segment(room.name)}/export`, download: `${room.name}.json` }, icon('download')),
      iconButton(t('rooms.delete', { name }), icon('trash'), () => rooms.remove(room.name, room.hasPlate, settings)));
    return h('li', { class: 'room' }, use, tools, room.usable
      ? h('p', { class: 'hint room-note', text: said(room.note) })
      : warning(said(room.note)), room.plateTrouble && warning(said(room.plateTrouble)));
  };

  const renameField = (room) => {
    const done = (value) => {
      if (renaming !== room.name) return;
      renaming = null;
      if (value && value !== room.name) rooms.rename(room.name, value);
      else render();
    };
    const input = textField({ label: t('rooms.newName'), change: done });
    input.set(room.name);
    input.input.addEventListener('keydown', (event) => { if (event.key === 'Escape') done(''); });
    input.input.addEventListener('blur', () => done(input.input.value.trim()));
    return input.element;
  };

  const copyName = (name) => {
    for (let number = 2; ; number++) {
      const copy = `${name.slice(0, 56)} ${number}`;
      if (!rooms.list.some((room) => room.name.toLowerCase() === copy.toLowerCase())) return copy;
    }
  };

  rooms.subscribe(render);
  let shown = '';
  store.subscribe((state) => {
    const now = JSON.stringify([state?.room.name, state?.room.hasPlate]);
    if (now !== shown) render();
    shown = now;
  });
  return h('div', { class: 'panel' }, h('h2', { text: t('tab.rooms') }), none, list,
    h('div', { class: 'row row-end' }, field.element, button(t('rooms.saveNew'), create)),
    h('div', { class: 'row' }, button(t('rooms.import'), () => file.click()), file), plate);
}

const warning = (words) => h('p', { class: 'note note-warn' }, icon('alert'), h('span', { text: words }));

/**
 * The room in use, always visible: its name, and actions for unsaved changes.
 * @param {() => void} open goes to the rooms
 */
export function roomBar(rooms, store, settings, open) {
  const name = h('span', { class: 'room-bar-name' });
  const mark = h('span', { class: 'room-bar-mark', text: t('rooms.unsaved') });
  const save = button(t('rooms.save'), () => rooms.save(), { kind: 'primary small' });
  const revert = button(t('rooms.revert'), () => rooms.revert(settings), { kind: 'small' });
  [mark, save, revert].forEach((part) => show(part, false));
  store.subscribe((state) => {
    if (!state) return;
    const { name: room, unsaved } = state.room;
    text(name, room ?? t('rooms.noRoom'));
    show(mark, unsaved && room !== null);
    show(save, unsaved && room !== null);
    show(revert, unsaved && room !== null);
  });
  return h('div', { class: 'room-bar' },
    h('button', { type: 'button', class: 'room-bar-open', onclick: open }, h('span', { class: 'visually-hidden', text: `${t('rooms.room')} ` }), name, ' ', mark), revert, save);
}
