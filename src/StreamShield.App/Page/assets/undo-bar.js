import { h, icon } from './dom.js';
import { iconButton } from './fields.js';
import { t } from './words.js';

/**
 * Undo and redo, for every setting.
 * @param {import('./settings.js').Settings} settings
 */
export function undoBar(settings) {
  const undo = iconButton(t('undo.undo'), icon('undo'), () => settings.undo());
  const redo = iconButton(t('undo.redo'), icon('redo'), () => settings.redo());
  settings.subscribe(() => {
    undo.disabled = !settings.canUndo;
    redo.disabled = !settings.canRedo;
  });
  return h('div', { class: 'panel-tools' }, undo, redo);
}
