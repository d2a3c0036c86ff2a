import { canonical, freeName, limits } from './zone-model.js';

const longest = 200;

/**
 * The zones being edited: which one is chosen, which tool is in the hand, what can be undone. The zones themselves are part of the settings; what another page changes
 * comes in as one more step that can be undone.
 */
export class ZoneEditor {
  #settings;
  #listeners = new Set();
  #past = [];
  #future = [];
  #known = [];
  #room;

  /** Number of the chosen zone, or -1. */
  selected = -1;

  /** select, rectangle, ellipse or polygon. */
  tool = 'select';

  /**
   * @param {import('./settings.js').Settings} settings
   * @param {import('./store.js').Store} store
   */
  constructor(settings, store) {
    this.#settings = settings;
    settings.subscribe((now) => this.#follow(now.zones, store.state.room.name));
  }

  get zones() {
    return this.#settings.now?.zones ?? [];
  }

  get chosen() {
    return this.zones[this.selected] ?? null;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** Calls back after every change. */
  subscribe(listener) {
    this.#listeners.add(listener);
    listener();
  }

  select(index) {
    if (this.selected === index) return;
    this.selected = index;
    this.#tell();
  }

  setTool(tool) {
    this.tool = tool;
    this.#tell();
  }

  /** Shows a change at once, without a step of its own: while something is dragged. */
  show(zones) {
    this.#settings.set({ zones });
    this.#tell();
  }

  /** Makes one step out of everything since `before`. */
  commit(before) {
    if (canonical(before) === canonical(this.zones)) return;
    this.#past = [...this.#past, before].slice(-longest);
    this.#future = [];
    this.#known = this.zones;
    this.#tell();
  }

  /** A change that is one step. */
  change(zones) {
    const before = this.zones;
    this.show(zones);
    this.commit(before);
  }

  /** Changes the chosen zone in one step. */
  changeChosen(change) {
    if (this.chosen) this.change(this.zones.with(this.selected, change(this.chosen)));
  }

  /** Adds zones; their names become unique. Gives false when there is no room for more. */
  add(...added) {
    if (this.zones.length + added.length > limits.zones) return false;
    let zones = this.zones;
    for (const zone of added) {
      zones = [...zones, zones.some((other) => other.name === zone.name) ? { ...zone, name: freeName(zones, zone.name) } : zone];
    }

    this.change(zones);
    this.tool = 'select';
    this.selected = zones.length - 1;
    this.#tell();
    return true;
  }

  remove(index) {
    const selected = this.selected;
    this.change(this.zones.toSpliced(index, 1));
    this.selected = selected === index ? -1 : selected > index ? selected - 1 : selected;
    this.#tell();
  }

  undo() {
    this.#step(this.#past, this.#future);
  }

  redo() {
    this.#step(this.#future, this.#past);
  }

  #step(from, to) {
    const zones = from.pop();
    if (!zones) return;
    to.push(this.zones);
    this.#known = zones;
    if (this.selected >= zones.length) this.selected = -1;
    this.show(zones);
  }

  #follow(zones, room) {
    if (room !== this.#room) {
      this.#room = room;
      [this.#past, this.#future, this.selected] = [[], [], -1];
      this.#known = zones;
    } else if (!this.#settings.isPending('zones') && canonical(zones) !== canonical(this.#known)) {
      this.#past.push(this.#known);
      this.#future = [];
      this.#known = zones;
    }

    if (this.selected >= zones.length) this.selected = -1;
    this.#tell();
  }

  #tell() {
    this.#listeners.forEach((listener) => listener());
  }
}
