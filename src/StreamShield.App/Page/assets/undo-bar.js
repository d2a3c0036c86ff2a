import { h, icon } from './dom.js';
import { iconButton } from './fields.js';

/**
 * Undo and redo, for every setting.
 * @param {import('./settings.js').Settings} settings
 */
export function undoBar(settings) {
  const undo = iconButton('Undo', icon('undo'), () => settings.undo());
  const redo = iconButton('Redo', icon('redo'), () => settings.redo());
  settings.subscribe(() => {
    undo.disabled = !settings.canUndo;
    redo.disabled = !settings.canRedo;
  });
  return h('div', { class: 'panel-tools' }, undo, redo);
}
