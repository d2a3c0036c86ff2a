import { addCorner, create, freeName, handles, move, moveHandle, nearestSide, polygon } from './zone-model.js';

const smallestDrag = 0.012;
const closeBy = 0.03;

/**
 * Draws, moves and reshapes zones with mouse, pen or finger.
 * @param {import('./zone-overlay.js').ZoneOverlay} overlay
 * @param {import('./zone-editor.js').ZoneEditor} editor
 * @returns {{ finish: () => boolean, cancel: () => boolean }} finishes or drops the outline being drawn; false when there is none
 */
export function attachPointer(overlay, editor) {
  const svg = overlay.element;
  let drag = null;
  let corners = [];

  const place = (event) => {
    const box = svg.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };

  const begin = (event, onMove) => {
    drag = { pointer: event.pointerId, from: place(event), before: editor.zones, onMove, moved: false };
    svg.setPointerCapture(event.pointerId);
  };

  svg.addEventListener('pointerdown', (event) => {
    if (!overlay.editing || event.button !== 0 || drag) return;
    const at = place(event);
    if (editor.tool === 'polygon') {
      addClick(at);
    } else if (editor.tool !== 'select') {
      begin(event, (to, from) => overlay.draft([from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }, from]));
    } else {
      choose(event);
    }

    event.preventDefault();
  });

  const choose = (event) => {
    const handle = event.target.closest('[data-handle]');
    const zone = event.target.closest('[data-zone]');
    if (handle) {
      const index = Number(handle.dataset.handle);
      const [number, original] = [editor.selected, editor.chosen];
      const start = handles(original)[index];
      handle.focus({ preventScroll: true });
      begin(event, (to, from) => editor.show(editor.zones.with(number, moveHandle(original, index, start.x + to.x - from.x, start.y + to.y - from.y))));
    } else if (zone) {
      const number = Number(zone.dataset.zone);
      const original = editor.zones[number];
      editor.select(number);
      zone.focus({ preventScroll: true });
      begin(event, (to, from) => editor.show(editor.zones.with(number, move(original, to.x - from.x, to.y - from.y))));
    } else {
      editor.select(-1);
    }
  };

  svg.addEventListener('pointermove', (event) => {
    if (corners.length > 0) overlay.draft([...corners, place(event)]);
    if (drag?.pointer !== event.pointerId) return;
    const to = place(event);
    drag.moved ||= Math.hypot(to.x - drag.from.x, to.y - drag.from.y) > smallestDrag / 3;
    if (drag.moved) drag.onMove(to, drag.from);
  });

  svg.addEventListener('pointerup', (event) => {
    if (drag?.pointer !== event.pointerId) return;
    const { from } = drag;
    const to = place(event);
    drag = null;
    if (editor.tool === 'select') {
      editor.commit();
      return;
    }

    overlay.draft([]);
    if (Math.hypot(to.x - from.x, to.y - from.y) > smallestDrag) addZone(create(editor.tool, freeName(editor.zones), from, to));
  });

  svg.addEventListener('pointercancel', (event) => {
    if (drag?.pointer !== event.pointerId) return;
    if (editor.tool === 'select') editor.show(drag.before);
    editor.commit();
    drag = null;
    overlay.draft([]);
  });

  // A double click on a side of the selected polygon adds a corner.
  svg.addEventListener('dblclick', (event) => {
    if (!overlay.editing || finish() || editor.chosen?.shape !== 'polygon' || !event.target.closest('[data-zone]')) return;
    const { x, y } = place(event);
    editor.changeChosen((zone) => {
      const side = nearestSide(zone, x, y);
      const more = addCorner(zone, side);
      return more === zone ? zone : moveHandle(more, side + 1, x, y);
    });
  });

  const addClick = (at) => {
    const [first] = corners;
    if (corners.length >= 3 && Math.hypot(at.x - first.x, at.y - first.y) < closeBy) {
      finish();
      return;
    }

    corners.push(at);
    overlay.draft(corners);
  };

  const addZone = (zone) => {
    if (editor.add(zone)) overlay.zoneAt(editor.selected)?.focus({ preventScroll: true });
  };

  const finish = () => {
    const distinct = corners.filter((corner, i) => i === 0 || Math.hypot(corner.x - corners[i - 1].x, corner.y - corners[i - 1].y) > smallestDrag / 3);
    if (distinct.length < 3) return cancel() && false;
    cancel();
    addZone(polygon(freeName(editor.zones), distinct));
    return true;
  };

  const cancel = () => {
    const any = corners.length > 0 || (drag !== null && editor.tool !== 'select');
    [corners, drag] = [[], drag && editor.tool === 'select' ? drag : null];
    overlay.draft([]);
    return any;
  };

  return { finish, cancel };
}
