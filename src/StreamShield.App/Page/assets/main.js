import { Backdrop } from './backdrop.js';
import { Banner } from './banner.js';
import { checkPanel } from './check-panel.js';
import { connect } from './connection.js';
import { computerPart, panicKeyPart } from './desktop-part.js';
import { h, icon, show } from './dom.js';
import { askEffects } from './effects.js';
import { button } from './fields.js';
import { figures } from './figures.js';
import { Guide } from './guide.js';
import { listen } from './keys.js';
import { lookPanel } from './look-panel.js';
import { obsPart } from './obs-part.js';
import { Pick } from './pick.js';
import { platePart } from './plate.js';
import { rawHold } from './raw.js';
import { roomBar, roomPanel } from './room-panel.js';
import { Rooms } from './rooms.js';
import { Settings } from './settings.js';
import { soundPanel } from './sound-panel.js';
import { cameraPart, helpPart, outputsPart } from './setup-panel.js';
import { Stage } from './stage.js';
import { Store } from './store.js';
import { Tabs } from './tabs.js';
import { Toasts } from './toast.js';
import { undoBar } from './undo-bar.js';
import { viewChoice } from './views.js';
import { virtualCameraPart } from './virtual-camera-part.js';
import { t } from './words.js';
import { ZoneEditor } from './zone-editor.js';
import { attachKeys } from './zone-keys.js';
import { ZoneOverlay } from './zone-overlay.js';
import { ZonePanel } from './zone-panel.js';
import { attachPointer } from './zone-pointer.js';

const inDock = new URLSearchParams(location.search).has('dock');
document.body.classList.toggle('dock', inDock);

const store = new Store();
const toasts = new Toasts();
const fail = (error) => toasts.fail(error);
const settings = new Settings(store, fail);
const rooms = new Rooms(store, toasts);
const banner = new Banner(store, fail, (act) => stage.aside(act));

const editor = new ZoneEditor(settings, store);
const overlay = new ZoneOverlay(editor);
const pick = new Pick(store, toasts);
const stage = new Stage(store, [overlay.element, pick.layer]);
const backdrop = inDock ? null : new Backdrop(store, stage, fail);
const offered = askEffects(fail);
const zones = new ZonePanel(editor, overlay, toasts, backdrop?.element ?? '');
offered.then(({ effects }) => zones.offer(effects));
attachKeys(overlay, editor, attachPointer(overlay, editor), (zone, before) => zones.tellRemoved(zone, before));
store.subscribe((state) => {
  if (!state) return;
  const [width, height] = state.size.split('x').map(Number);
  overlay.setSize({ width, height });
  if (state.roomSense) overlay.setShift(state.roomSense.shift);
});

const camera = cameraPart(store, toasts, inDock);
const plate = platePart(store, stage, toasts, settings, inDock);
const obs = obsPart(store, toasts);
const check = checkPanel(store, settings, editor, toasts, () => stage.snapshot(), () => {
  guide.close();
  tabs.select('setup');
  obs.scrollIntoView();
});
const sound = soundPanel(store, settings, fail);
const panicKey = panicKeyPart(store, toasts);
const look = h('div', {});
offered.then((all) => look.append(lookPanel(settings, all, pick.element, fail)));
const setup = h('div', { class: 'panel' }, h('h2', { text: t('tab.setup') }), camera.camera, camera.model, outputsPart(store, toasts), virtualCameraPart(store, toasts), obs, panicKey, computerPart(store, toasts), helpPart(store, toasts, () => guide.open()));

let view = 'output';
let step = null;
const arrange = () => {
  const editing = step === 'zones' || (step === null && tabs.selected === 'zones');
  overlay.setEditing(editing);
  overlay.element.toggleAttribute('hidden', !editing && view !== 'zones');
  backdrop?.follow(editing);
  pick.end();
};
const tabs = new Tabs(t('page.controls'), [
  { id: 'look', label: t('tab.look'), element: look },
  { id: 'zones', label: t('tab.zones'), element: zones.element },
  { id: 'sound', label: t('tab.sound'), element: sound.element },
  { id: 'rooms', label: t('tab.rooms'), element: roomPanel(rooms, store, settings, plate) },
  { id: 'check', label: t('tab.check'), element: check },
  { id: 'setup', label: t('tab.setup'), element: setup },
], (id) => {
  arrange();
  if (id === 'rooms') rooms.refresh();
  if (id === 'sound') sound.search();
});
const guide = new Guide({
  store, rooms, parts: { camera: camera.camera, plate, zones: zones.element, check, obs, panicKey },
  onStep: (name) => {
    step = name;
    show(tabs.element, name === null);
    document.body.classList.toggle('guided', name !== null);
    arrange();
  },
});

const side = h('section', { class: 'side', 'aria-label': t('page.controls'), inert: true }, guide.element, tabs.element);
store.subscribe((_, connection) => side.toggleAttribute('inert', connection !== 'on'));

document.body.replaceChildren(
  h('header', { class: 'top' },
    h('p', { class: 'brand' }, icon('shield'), h('span', { text: 'StreamShield' })),
    roomBar(rooms, store, settings, () => { guide.close(); tabs.select('rooms'); }),
    undoBar(settings),
    button(t('guide.title'), () => guide.open(), { kind: 'quiet small first-steps' })),
  h('main', { class: 'content' },
    h('h1', { class: 'visually-hidden', text: 'StreamShield' }),
    h('div', { class: 'watch' }, h('div', { class: 'pinned' }, banner.element, stage.element),
      h('div', { class: 'under' }, viewChoice(stage, (chosen) => { view = chosen; arrange(); }), figures(store)),
      inDock ? '' : rawHold(stage, fail)),
    side),
  toasts.element);
tabs.select(sessionStorage.getItem('part') ?? 'look');
sessionStorage.removeItem('part');
listen({ panic: () => banner.togglePanic(), undo: () => settings.undo(), redo: () => settings.redo() });
connect(store);
