import { attributes, s, text } from './dom.js';
import { t } from './words.js';
import { bounds, describe, handles, shiftMatrix, unshifted } from './zone-model.js';

const handleSize = 7;
const touchSize = 18;
const letterSize = 13;

/** Below this width in pixels only the selected zone shows its name. */
const narrow = 520;

/**
 * Draws the zones over the preview. Elements are changed in place, so that the focus stays while they move. Sizes are in picture pixels times a scale,
 * so that handles and letters have the same size on every screen. When the camera has shifted, the shield moves the zones along, and so does this.
 */
export class ZoneOverlay {
  element = s('svg', { class: 'overlay', role: 'group', 'aria-label': t('zones.overlay'), preserveAspectRatio: 'none' });
  #editor;
  #zones = s('g');
  #handles = s('g');
  #draft = s('polyline', { class: 'zone-draft' });
  #plane = s('g', {}, this.#zones, this.#draft, this.#handles);
  #size = { width: 1280, height: 720 };
  #scale = 1;
  #shift = unshifted;

  /** True while zones can be edited. */
  editing = false;

  /** @param {import('./zone-editor.js').ZoneEditor} editor */
  constructor(editor) {
    this.#editor = editor;
    this.element.append(pattern(), this.#plane);
    editor.subscribe(() => this.render());
    new ResizeObserver(() => this.render()).observe(this.element);
  }

  /** @param {{ width: number, height: number }} size of the picture in pixels */
  setSize(size) {
    if (size.width === this.#size.width && size.height === this.#size.height) return;
    this.#size = size;
    this.render();
  }

  /** @param {{ scale: number, skew: number, x: number, y: number }} shift of the camera, about the middle and in picture heights */
  setShift(shift) {
    this.#shift = shift;
    this.#place();
  }

  /** The place of a pointer in the picture that the zones are drawn in, 0 to 1 from the left and the top. */
  placeOf({ clientX, clientY }) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(this.#plane.getScreenCTM().inverse());
    return { x: x / this.#size.width, y: y / this.#size.height };
  }

  setEditing(editing) {
    this.editing = editing;
    this.render();
  }

  /** The outline being drawn. */
  draft(points) {
    attributes(this.#draft, { points: points.map(({ x, y }) => `${x * this.#size.width},${y * this.#size.height}`).join(' ') });
  }

  /** The element of a zone or of one of its handles. */
  zoneAt(index) {
    return this.#zones.children[index] ?? null;
  }

  handleAt(index) {
    return this.#handles.children[index] ?? null;
  }

  render() {
    const { width, height } = this.#size;
    const shown = this.element.clientWidth;
    this.#scale = shown > 0 ? width / shown : 1;
    attributes(this.element, { viewBox: `0 0 ${width} ${height}`, 'data-editing': String(this.editing), 'data-tool': this.#editor.tool });
    this.element.style.setProperty('--px', String(this.#scale));
    this.#place();
    const zones = this.#editor.zones;
    fit(this.#zones, zones.length, newZone);
    zones.forEach((zone, i) => this.#drawZone(this.#zones.children[i], zone, i));
    this.#drawHandles(this.editing ? this.#editor.chosen : null);
  }

  #place() {
    attributes(this.#plane, { transform: shiftMatrix(this.#shift, this.#size) });
  }

  #drawZone(group, zone, index) {
    const chosen = this.editing && index === this.#editor.selected;
    const [halo, outline, label] = group.children;
    attributes(group, {
      class: `zone zone-${zone.kind === 'keep' ? 'keep' : 'hide'}${chosen ? ' zone-chosen' : ''}`,
      'aria-label': describe(zone), 'data-zone': index,
      role: this.editing ? 'button' : 'img', 'aria-pressed': this.editing ? String(chosen) : null, tabindex: this.editing ? 0 : null,
    });
    const path = this.#path(zone);
    attributes(halo, { d: path });
    attributes(outline, { d: path });
    const box = bounds(zone);
    const x = Math.max(box.left, 0) * this.#size.width + 6 * this.#scale;
    const y = Math.max(box.top, 0) * this.#size.height + (letterSize + 5) * this.#scale;
    attributes(label, { x, y, 'font-size': letterSize * this.#scale });
    label.toggleAttribute('hidden', !chosen && this.element.clientWidth < narrow);
    text(label, `${zone.kind === 'keep' ? '◯' : '⊘'} ${zone.name}`);
  }

  #drawHandles(zone) {
    const places = zone ? handles(zone) : [];
    fit(this.#handles, places.length, newHandle);
    places.forEach(({ x, y, label }, i) => {
      const group = this.#handles.children[i];
      const inset = handleSize * this.#scale;
      const cx = Math.min(Math.max(x * this.#size.width, inset), this.#size.width - inset);
      const cy = Math.min(Math.max(y * this.#size.height, inset), this.#size.height - inset);
      attributes(group, { 'aria-label': t('zone.handle', { handle: label, name: zone.name }), 'data-handle': i });
      attributes(group.children[0], { cx, cy, r: touchSize * this.#scale });
      attributes(group.children[1], { cx, cy, r: handleSize * this.#scale });
    });
  }

  #path(zone) {
    const { width, height } = this.#size;
    if (zone.shape === 'ellipse') {
      const [cx, cy, rx, ry] = [zone.centreX * width, zone.centreY * height, zone.radiusX * width, zone.radiusY * height];
      return `M${cx - rx},${cy}a${rx},${ry} 0 1 0 ${2 * rx},0a${rx},${ry} 0 1 0 ${-2 * rx},0z`;
    }

    const points = zone.shape === 'polygon' ? zone.points : handles(zone).map(({ x, y }) => [x, y]);
    return `M${points.map(([x, y]) => `${x * width},${y * height}`).join('L')}z`;
  }
}

function fit(parent, count, make) {
  while (parent.children.length > count) parent.lastChild.remove();
  while (parent.children.length < count) parent.append(make());
}

const newZone = () => s('g', {}, s('path', { class: 'zone-halo' }), s('path', { class: 'zone-outline' }), s('text', { class: 'zone-name' }));
const newHandle = () => s('g', { class: 'handle', role: 'button', tabindex: 0 }, s('circle', { class: 'handle-touch' }), s('circle', { class: 'handle-dot' }));

const pattern = () => s('defs', {},
  s('pattern', { id: 'hatch', width: 12, height: 12, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, s('rect', { class: 'hatch', width: 3, height: 12 })));
