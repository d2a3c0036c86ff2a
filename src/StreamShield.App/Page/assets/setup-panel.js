import { call } from './api.js';
import { cameraLocks } from './camera-locks.js';
import { cameraPictures } from './camera-pictures.js';
import { h, text } from './dom.js';
import { button, dropDown, switchField } from './fields.js';
import { setSingleKeys, singleKeys } from './keys.js';
import { reportButton } from './report.js';
import { chooseLanguage, language, languages, number, said, t } from './words.js';

/** Camera and model, from what this machine has. */
export function cameraPart(store, toasts, inDock) {
  const pictures = inDock ? null : cameraPictures((error) => toasts.fail(error));
  const put = async (path, body) => {
    try {
      store.accept(await call('PUT', path, body));
    } catch (error) {
      toasts.fail(error);
      render(store.state);
    }
  };
  const camera = dropDown({ label: t('camera.label'), change: async (value) => {
    await put('source', { camera: value || null });
    locks.refresh();
  } });
  const model = dropDown({ label: t('model.label'), change: (value) => put('model', { model: value }) });
  const turn = dropDown({ label: t('camera.turn'), change: (value) => put('settings', { turn: Number(value) }) });
  turn.fill(['0', '90', '180', '270'].map((value) => ({ value, label: t(`camera.turn.${value}`) })));
  const mirror = switchField({ label: t('camera.mirror'), change: (on) => put('settings', { mirror: on }) });
  const picture = (changed) => put('picture', { size: store.state.size, framesPerSecond: store.state.framesPerSecond, ...changed });
  const size = dropDown({ label: t('camera.size'), change: (value) => picture({ size: value }) });
  const rate = dropDown({ label: t('camera.rate'), change: (value) => picture({ framesPerSecond: Number(value) }) });
  const locks = cameraLocks((error) => toasts.fail(error));
  const mode = h('p', { class: 'hint' });
  const modelHint = h('p', { class: 'hint' });
  let devices = { cameras: [], models: [] };

  const render = (state) => {
    if (!state) return;
    const cameras = devices.cameras.map(({ text: value, name }) => ({ value, label: name }));
    const current = state.camera ?? '';
    if (!cameras.some(({ value }) => value === current)) cameras.unshift({ value: current, label: current ? state.source || current : t('camera.first') });
    camera.fill(cameras);
    camera.set(current);
    const models = devices.models.map(({ name, title, ready, detail }) => ({ value: name, label: ready ? said(title) || name : `${said(title) || name}: ${said(detail)}`, disabled: !ready }));
    const chosen = state.modelChoice ?? 'auto';
    if (!models.some(({ value }) => value === chosen)) models.push({ value: chosen, label: state.model || chosen });
    model.fill(models);
    model.set(chosen);
    text(modelHint, t('model.hint') + (chosen === 'auto' && embedded[state.model] ? ` ${t('model.inUse', { model: said(embedded[state.model]) })}` : ''));
    turn.set(String(state.settings.turn));
    mirror.set(state.settings.mirror);
    const sizes = sizesFor(devices.cameras.find(({ text: value }) => value === state.camera), state);
    size.fill(sizes.map((value) => ({ value, label: value })));
    size.set(state.size);
    rate.fill([...new Set([...rates, state.framesPerSecond])].sort((a, b) => a - b).map((value) => ({ value: String(value), label: t('camera.perSecond', { rate: number(value, 2, 0) }) })));
    rate.set(String(state.framesPerSecond));
    text(mode, t('camera.gives', { format: formatOf(state.sourceFormat) }) + shapeAdvice(state));
  };
  const search = async () => {
    try {
      devices = await call('GET', 'devices');
      pictures?.set(devices.cameras);
      locks.refresh();
      render(store.state);
    } catch (error) {
      if (error.status !== 0) toasts.fail(error);
    }
  };
  store.subscribe(render);
  let connected = '';
  store.subscribe((_, connection) => {
    if (connection === 'on' && connected !== 'on') search();
    connected = connection;
  });
  return {
    camera: h('div', { class: 'group' }, camera.element, pictures?.element ?? '', turn.element,
      mirror.element, locks.element, size.element, rate.element, mode, h('p', { class: 'hint', text: t('camera.anew') }), h('div', { class: 'row' }, button(t('camera.search'), search))),
    model: h('div', { class: 'group' }, model.element, modelHint),
  };
}

/** A turned camera whose shape differs from the picture's looks small in it. */
function shapeAdvice({ size, sourceFormat }) {
  const [width, height] = size.split('x').map(Number);
  return sourceFormat && (width > height) !== (sourceFormat.width > sourceFormat.height) ? ` ${t('camera.shape', { size: `${height}x${width}` })}` : '';
}

/** A camera that does not tell its rate has none. */
function formatOf(format) {
  if (!format) return t('camera.noFormat');
  const size = `${format.width}x${format.height}`;
  return format.framesPerSecond > 0 ? t('camera.format', { size, rate: number(format.framesPerSecond, 2, 0) }) : size;
}

/** What the embedded models are called on the page. */
const embedded = { streamshield: 'Fine', 'streamshield-fast': 'Fast' };

const rates = [15, 24, 25, 30, 60];
const usual = ['640x360', '854x480', '960x540', '1280x720', '1920x1080'];

/** The usual sizes and the camera's own, as they are after a turn, and the one in force. */
function sizesFor(camera, { size, settings }) {
  const own = (camera?.modes ?? []).map((mode) => /\d+x\d+/.exec(mode)?.[0] ?? '').filter((text) => text !== '' && pixels(text) <= pixels('1920x1080') && text.split('x').every((side) => side % 2 === 0 && side >= 32));
  const lying = [...new Set([...usual, ...own])];
  const all = settings.turn % 180 === 0 ? lying : lying.map((text) => text.split('x').reverse().join('x'));
  return [...new Set([...all, size])].sort((a, b) => pixels(a) - pixels(b));
}

const pixels = (size) => size.split('x').reduce((width, height) => width * height);

/** The outputs, with a switch for each that can be switched. */
export function outputsPart(store, toasts) {
  const list = h('ul', { class: 'outputs' });
  let shown = '';
  store.subscribe((state) => {
    const now = JSON.stringify((state?.outputs ?? []).map(({ name, on, trouble }) => [name, on, trouble]));
    if (now === shown) return;
    shown = now;
    list.replaceChildren(...(state?.outputs ?? []).map(({ name, on, trouble }) => {
      const field = switchField({ label: name, change: (value) => set(name, value) });
      field.set(on);
      return h('li', {}, field.element, trouble && h('p', { class: 'note note-warn', text: said(trouble) }));
    }));
  });
  const set = async (name, on) => {
    try {
      store.accept(await call('PUT', 'outputs', { [name]: on }));
    } catch (error) {
      shown = '';
      toasts.fail(error);
    }
  };
  return h('section', { class: 'group' }, h('h3', { text: t('outputs.title') }), list, h('p', { class: 'hint', text: t('outputs.hint') }));
}

/**
 * The page's language and keys, and the way back to the guide.
 * @param {import('./store.js').Store} store
 * @param {import('./toast.js').Toasts} toasts
 * @param {() => void} openGuide
 */
export function helpPart(store, toasts, openGuide) {
  const single = switchField({ label: t('help.single'), change: setSingleKeys });
  single.set(singleKeys());
  const speech = dropDown({ label: t('help.language'), change: chooseLanguage });
  speech.fill(Object.entries(languages).map(([value, label]) => ({ value, label })));
  speech.set(language);
  return h('section', { class: 'group' }, h('h3', { text: t('help.title') }), speech.element,
    single.element,
    h('div', { class: 'row' }, button(t('guide.title'), openGuide), h('a', { href: 'help', target: '_blank', text: t('help.link') }), h('a', { href: 'licences.txt', target: '_blank', text: t('help.licences') })),
    h('p', { class: 'hint', text: t('help.keys') }),
    h('div', { class: 'row' }, reportButton(store, toasts)), h('p', { class: 'hint', text: t('help.reportHint') }));
}
