import { freeName, limits } from './zone-model.js';

/** The state of editing zones: which one is selected and which tool is active. The zones themselves are part of the settings. */
export class ZoneEditor {
  #settings;
  #listeners = new Set();
  #room;

  /** Index of the selected zone, or -1. */
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

  /** Shows a change at once without an undo step, as during a drag. */
  show(zones) {
    this.#settings.drag({ zones });
    this.#tell();
  }

  /** Makes one undo step of all changes shown since the last one. */
  commit() {
    this.#settings.settle();
    this.#tell();
  }

  /** Makes a change as one undo step. */
  change(zones) {
    this.show(zones);
    this.commit();
  }

  /** Changes the selected zone as one undo step. */
  changeChosen(change) {
    if (this.chosen) this.change(this.zones.with(this.selected, change(this.chosen)));
  }

  /** Adds zones and makes their names unique. Returns false when there are too many. */
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

  #follow(zones, room) {
    if (room !== this.#room || this.selected >= zones.length) this.selected = -1;
    this.#room = room;
    this.#tell();
  }

  #tell() {
    this.#listeners.forEach((listener) => listener());
  }
}
