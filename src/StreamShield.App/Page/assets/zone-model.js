import { t } from './words.js';

/** Zones as stored in a profile, and operations on their outlines. Coordinates are 0 to 1 from the left and the top. Every function returns a new zone. */

/** Limits of the shield: most zones, most corners, widest feather (in picture heights). */
export const limits = { zones: 64, corners: 256, feather: 0.2 };

const outermost = -0.1;
const furthest = 1.1;
const smallest = 0.01;

/** The bounding box of a zone. */
export function bounds(zone) {
  switch (zone.shape) {
    case 'rectangle':
      return { left: zone.left, top: zone.top, right: zone.left + zone.width, bottom: zone.top + zone.height };
    case 'ellipse':
      return { left: zone.centreX - zone.radiusX, top: zone.centreY - zone.radiusY, right: zone.centreX + zone.radiusX, bottom: zone.centreY + zone.radiusY };
    default: {
      const [xs, ys] = [zone.points.map((point) => point[0]), zone.points.map((point) => point[1])];
      return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
    }
  }
}

/** A new zone between two points; a tiny one gets a visible size. */
export function create(shape, name, from, to) {
  const left = Math.min(from.x, to.x);
  const top = Math.min(from.y, to.y);
  const right = Math.max(from.x, to.x, left + smallest);
  const bottom = Math.max(from.y, to.y, top + smallest);
  const zone = { name, kind: 'hide', shape };
  return shape === 'polygon'
    ? { ...zone, points: [[left, top], [right, top], [right, bottom], [left, bottom]].map(tidyPoint) }
    : withBounds(shape === 'rectangle' ? { ...zone, left: 0, top: 0, width: 1, height: 1 } : { ...zone, centreX: 0, centreY: 0, radiusX: 1, radiusY: 1 }, { left, top, right, bottom });
}

/** A polygon from its corners. */
export const polygon = (name, points) => ({ name, kind: 'hide', shape: 'polygon', points: points.map(({ x, y }) => tidyPoint([x, y])) });

/** Moves a zone, but keeps it near the picture. */
export function move(zone, dx, dy) {
  const box = bounds(zone);
  const x = clamp(dx, Math.min(0, outermost - box.left), Math.max(0, furthest - box.right));
  const y = clamp(dy, Math.min(0, outermost - box.top), Math.max(0, furthest - box.bottom));
  return withBounds(zone, { left: box.left + x, top: box.top + y, right: box.right + x, bottom: box.bottom + y });
}

/** Resizes a zone; its upper left corner stays. */
export function resize(zone, dx, dy) {
  const box = bounds(zone);
  return withBounds(zone, {
    ...box,
    right: clamp(box.right + dx, box.left + smallest, Math.max(furthest, box.right)),
    bottom: clamp(box.bottom + dy, box.top + smallest, Math.max(furthest, box.bottom)),
  });
}

/** The handles of a zone, in Tab order. */
export function handles(zone) {
  const { left, top, right, bottom } = bounds(zone);
  const [middle, centre] = [(left + right) / 2, (top + bottom) / 2];
  switch (zone.shape) {
    case 'rectangle':
      return [[left, top, t('zone.upperLeft')], [right, top, t('zone.upperRight')], [right, bottom, t('zone.lowerRight')], [left, bottom, t('zone.lowerLeft')]].map(toHandle);
    case 'ellipse':
      return [[middle, top, t('zone.upper')], [right, centre, t('zone.right')], [middle, bottom, t('zone.lower')], [left, centre, t('zone.left')]].map(toHandle);
    default:
      return zone.points.map(([x, y], i) => ({ x, y, label: t('zone.corner', { number: i + 1 }) }));
  }
}

/** Moves one handle; the opposite side stays. */
export function moveHandle(zone, index, x, y) {
  const to = { x: clamp(x, outermost, furthest), y: clamp(y, outermost, furthest) };
  if (zone.shape === 'polygon') {
    return { ...zone, points: zone.points.map((point, i) => (i === index ? tidyPoint([to.x, to.y]) : point)) };
  }

  const box = bounds(zone);
  const sides = zone.shape === 'rectangle' ? [['left', 'top'], ['right', 'top'], ['right', 'bottom'], ['left', 'bottom']][index] : [['top'], ['right'], ['bottom'], ['left']][index];
  for (const side of sides) {
    if (side === 'left') box.left = Math.min(to.x, box.right - smallest);
    if (side === 'right') box.right = Math.max(to.x, box.left + smallest);
    if (side === 'top') box.top = Math.min(to.y, box.bottom - smallest);
    if (side === 'bottom') box.bottom = Math.max(to.y, box.top + smallest);
  }

  return withBounds(zone, box);
}

/** Adds a corner to a polygon, halfway to the next corner; unchanged at the limit. */
export function addCorner(zone, after) {
  if (zone.shape !== 'polygon' || zone.points.length >= limits.corners) return zone;
  const [a, b] = [zone.points[after], zone.points[(after + 1) % zone.points.length]];
  return { ...zone, points: zone.points.toSpliced(after + 1, 0, tidyPoint([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2])) };
}

/** Removes a corner of a polygon; unchanged when it has only three. */
export function removeCorner(zone, index) {
  return zone.shape === 'polygon' && zone.points.length > 3 ? { ...zone, points: zone.points.toSpliced(index, 1) } : zone;
}

/** The side of a polygon nearest to a point: the index of its first corner. */
export function nearestSide(zone, x, y) {
  const distances = zone.points.map((a, i) => {
    const b = zone.points[(i + 1) % zone.points.length];
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const along = clamp(((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1), 0, 1);
    return Math.hypot(x - a[0] - along * dx, y - a[1] - along * dy);
  });
  return distances.indexOf(Math.min(...distances));
}

/** A name that no other zone has, such as "zone 3". */
export function freeName(zones, stem = t('zone.name')) {
  for (let number = zones.length + 1; ; number++) {
    const name = `${stem} ${number}`;
    if (!zones.some((zone) => zone.name === name)) return name;
  }
}

/** A text that is equal for equal lists of zones. */
export const canonical = (zones) => JSON.stringify(zones.map((zone) => Object.entries({ feather: 0, strength: 100, effect: null, ...zone }).sort(([a], [b]) => (a < b ? -1 : 1))));

/** A description of a zone. */
export const describe = (zone) => [zone.name, t(zone.kind === 'keep' ? 'zone.keeps' : 'zone.hides'), t(`zone.${zone.shape}`)].join(', ');

function withBounds(zone, { left, top, right, bottom }) {
  switch (zone.shape) {
    case 'rectangle':
      return { ...zone, left: tidy(left), top: tidy(top), width: tidy(right - left), height: tidy(bottom - top) };
    case 'ellipse':
      return { ...zone, centreX: tidy((left + right) / 2), centreY: tidy((top + bottom) / 2), radiusX: tidy((right - left) / 2), radiusY: tidy((bottom - top) / 2) };
    default: {
      const old = bounds(zone);
      const [width, height] = [old.right - old.left || 1, old.bottom - old.top || 1];
      return { ...zone, points: zone.points.map(([x, y]) => tidyPoint([left + ((x - old.left) / width) * (right - left), top + ((y - old.top) / height) * (bottom - top)])) };
    }
  }
}

const toHandle = ([x, y, label]) => ({ x, y, label });
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const tidy = (value) => Math.round(value * 1e5) / 1e5;
const tidyPoint = ([x, y]) => [tidy(x), tidy(y)];

/** The shift of a camera that stands where it stood. */
export const unshifted = { scale: 1, skew: 0, x: 0, y: 0 };

/**
 * Where the camera's shift moves a point of the plate's picture in pixels.
 * @param {{ scale: number, skew: number, x: number, y: number }} shift about the middle, in picture heights
 * @param {{ width: number, height: number }} size of the picture in pixels
 */
export function shiftMatrix({ scale, skew, x, y }, { width, height }) {
  const [left, top] = [width / 2, height / 2];
  return new DOMMatrix([scale, skew, -skew, scale, left + x * height - scale * left + skew * top, top + y * height - skew * left - scale * top]);
}
