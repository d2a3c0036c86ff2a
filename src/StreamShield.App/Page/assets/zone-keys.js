import { addCorner, create, freeName, handles, move, moveHandle, removeCorner, resize } from './zone-model.js';

const step = 0.01;
const fineStep = 0.002;
const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Edits zones from the keyboard: Tab moves between zones and through the corners of the selected one, arrows move (Ctrl: a little), Shift and arrows resize, Delete removes,
 * Insert adds a corner, Escape deselects.
 * @param {import('./zone-overlay.js').ZoneOverlay} overlay
 * @param {import('./zone-editor.js').ZoneEditor} editor
 * @param {{ finish: () => boolean, cancel: () => boolean }} drawing
 * @param {(zone: object, before: object[]) => void} removed called after a zone was removed, with the zones before that
 */
export function attachKeys(overlay, editor, drawing, removed) {
  const svg = overlay.element;
  svg.addEventListener('focusin', (event) => {
    const zone = event.target.closest('[data-zone]');
    if (zone && overlay.editing) editor.select(Number(zone.dataset.zone));
  });

  // Repeated presses of an arrow key are one undo step.
  let runs = false;
  const endRun = () => {
    if (!runs) return;
    runs = false;
    editor.commit();
  };
  svg.addEventListener('keyup', endRun);
  svg.addEventListener('focusout', endRun);

  svg.addEventListener('keydown', (event) => {
    if (!overlay.editing) return;
    const handle = event.target.closest('[data-handle]');
    const corner = handle ? Number(handle.dataset.handle) : -1;
    if (event.key in arrows && editor.chosen) {
      event.preventDefault();
      runs = true;
      const size = event.ctrlKey || event.metaKey ? fineStep : step;
      const [dx, dy] = arrows[event.key].map((way) => way * size);
      editor.show(editor.zones.with(editor.selected, shifted(editor.chosen, corner, dx, dy, event.shiftKey)));
    } else if (event.key === 'Tab') {
      const next = neighbour(corner, event.shiftKey ? -1 : 1);
      if (next) {
        event.preventDefault();
        next.focus();
      }
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && editor.chosen) {
      event.preventDefault();
      remove(corner);
    } else if (event.key === 'Insert' && corner >= 0) {
      event.preventDefault();
      editor.changeChosen((zone) => addCorner(zone, corner));
    } else if ((event.key === 'Enter' || event.key === ' ') && corner < 0) {
      event.preventDefault();
      overlay.handleAt(0)?.focus();
    }
  });

  document.addEventListener('keydown', (event) => {
    if (!overlay.editing) return;
    if (event.key === 'Enter' && editor.tool === 'polygon' && drawing.finish()) {
      event.preventDefault();
    } else if (event.key === 'Escape') {
      letGo();
    }
  });

  const letGo = () => {
    if (drawing.cancel()) return;
    if (editor.tool !== 'select') {
      editor.setTool('select');
    } else if (editor.selected >= 0) {
      overlay.zoneAt(editor.selected)?.blur();
      document.activeElement?.closest?.('[data-handle]')?.blur();
      editor.select(-1);
    }
  };

  const neighbour = (corner, way) => {
    const last = editor.chosen ? handles(editor.chosen).length - 1 : -1;
    const to = corner + way;
    if (corner >= 0 || way > 0) {
      if (to >= 0 && to <= last) return overlay.handleAt(to);
      return to < 0 ? overlay.zoneAt(editor.selected) : overlay.zoneAt(editor.selected + 1);
    }

    return overlay.zoneAt(editor.selected - 1);
  };

  const remove = (corner) => {
    if (corner >= 0 && editor.chosen.shape === 'polygon' && editor.chosen.points.length > 3) {
      editor.changeChosen((zone) => removeCorner(zone, corner));
      overlay.handleAt(Math.min(corner, handles(editor.chosen).length - 1))?.focus();
      return;
    }

    const { chosen: zone, selected: index, zones: before } = editor;
    editor.remove(index);
    overlay.zoneAt(Math.min(index, editor.zones.length - 1))?.focus();
    removed(zone, before);
  };
}

/** Adds a zone of default size in the middle, for keyboard users. */
export const inTheMiddle = (shape, zones) => create(shape, freeName(zones), { x: 0.4, y: 0.35 }, { x: 0.6, y: 0.65 });

function shifted(zone, corner, dx, dy, resizing) {
  if (corner >= 0) {
    const { x, y } = handles(zone)[corner];
    return moveHandle(zone, corner, x + dx, y + dy);
  }

  return resizing ? resize(zone, dx, dy) : move(zone, dx, dy);
}
