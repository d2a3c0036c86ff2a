import { addCorner, create, freeName, handles, move, moveHandle, nearestSide, polygon } from './zone-model.js';

const smallestDrag = 0.012;
const closeBy = 0.03;
const fingerPixels = 24;
const doubleClickMs = 600;

const apart = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

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
  let closedAt = -Infinity;

  const place = (event) => overlay.placeOf(event);

  const begin = (event, onMove) => {
    drag = { pointer: event.pointerId, from: place(event), before: editor.zones, onMove, moved: false };
    svg.setPointerCapture(event.pointerId);
  };

  svg.addEventListener('pointerdown', (event) => {
    if (!overlay.editing || event.button !== 0 || drag) return;
    const at = place(event);
    if (editor.tool === 'polygon') {
      addClick(at, event);
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
    drag.moved ||= apart(to, drag.from) > smallestDrag / 3;
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
    if (apart(to, from) > smallestDrag) addZone(create(editor.tool, freeName(editor.zones), from, to));
  });

  svg.addEventListener('pointercancel', (event) => {
    if (drag?.pointer !== event.pointerId) return;
    if (editor.tool === 'select') editor.show(drag.before);
    editor.commit();
    drag = null;
    overlay.draft([]);
  });

  // A double click on a side of the selected polygon adds a corner; while one is drawn, it ends the outline. To the browser, two quick taps with a
  // finger are a double click even when they are far apart: those are just two corners, or the tap that has closed the polygon.
  svg.addEventListener('dblclick', (event) => {
    if (!overlay.editing || event.timeStamp - closedAt < doubleClickMs) return;
    if (corners.length > 0) {
      const [last, before] = corners.toReversed();
      if (before && apart(last, before) < closeBy && distinctCorners().length >= 3) finish();
      return;
    }

    if (editor.chosen?.shape !== 'polygon' || !event.target.closest('[data-zone]')) return;
    const { x, y } = place(event);
    editor.changeChosen((zone) => {
      const side = nearestSide(zone, x, y);
      const more = addCorner(zone, side);
      return more === zone ? zone : moveHandle(more, side + 1, x, y);
    });
  });

  const addClick = (at, event) => {
    const [first] = corners;
    const reach = event.pointerType === 'touch' ? Math.max(closeBy, fingerPixels / svg.getBoundingClientRect().width) : closeBy;
    if (corners.length >= 3 && apart(at, first) < reach) {
      closedAt = event.timeStamp;
      finish();
      return;
    }

    corners.push(at);
    overlay.draft(corners);
  };

  const addZone = (zone) => {
    if (editor.add(zone)) overlay.zoneAt(editor.selected)?.focus({ preventScroll: true });
  };

  const distinctCorners = () =>
    corners.filter((corner, i) => i === 0 || apart(corner, corners[i - 1]) > smallestDrag / 3);

  const finish = () => {
    const distinct = distinctCorners();
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
