import { call } from './api.js';
import { h, text } from './dom.js';
import { button, dropDown } from './fields.js';
import { setSingleKeys, singleKeys } from './keys.js';

/** Camera and model, from what this machine has. */
export function cameraPart(store, toasts) {
  const put = async (path, body) => {
    try {
      store.accept(await call('PUT', path, body));
    } catch (error) {
      toasts.fail(error);
      render(store.state);
    }
  };
  const camera = dropDown({ label: 'Camera', change: (value) => put('source', { camera: value || null }) });
  const model = dropDown({ label: 'Model', change: (value) => put('model', { model: value }) });
  const turn = dropDown({ label: 'Turn', change: (value) => put('settings', { turn: Number(value) }) });
  turn.fill([['0', 'Upright as it comes'], ['90', 'A quarter to the right'], ['180', 'Half around: the camera hangs upside down'], ['270', 'A quarter to the left']].map(([value, label]) => ({ value, label })));
  const mirror = h('input', { type: 'checkbox', role: 'switch', onchange: () => put('settings', { mirror: mirror.checked }) });
  const mode = h('p', { class: 'hint' });
  let devices = { cameras: [], models: [] };

  const render = (state) => {
    if (!state) return;
    const cameras = devices.cameras.map(({ text: value, name }) => ({ value, label: name }));
    const current = state.camera ?? '';
    if (!cameras.some(({ value }) => value === current)) cameras.unshift({ value: current, label: current ? state.source || current : 'First camera' });
    camera.fill(cameras);
    camera.set(current);
    const models = devices.models.map(({ name, title, ready, detail }) => ({ value: name, label: ready ? title || name : `${title || name}: ${detail}`, disabled: !ready }));
    const chosen = state.modelChoice ?? 'auto';
    if (!models.some(({ value }) => value === chosen)) models.push({ value: chosen, label: state.model || chosen });
    model.fill(models);
    model.set(chosen);
    turn.set(String(state.settings.turn));
    mirror.checked = state.settings.mirror;
    text(mode, `Goes out as ${state.size} at ${state.framesPerSecond} pictures per second; the camera gives ${formatOf(state.sourceFormat)}.${shapeAdvice(state)}`);
  };
  const search = async () => {
    try {
      devices = await call('GET', 'devices');
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
    camera: h('div', { class: 'group' }, camera.element, turn.element,
      h('label', { class: 'switch' }, mirror, h('span', { text: 'Mirror: swap left and right' })), mode, h('div', { class: 'row' }, button('Look for cameras again', search))),
    model: h('div', { class: 'group' }, model.element, h('p', { class: 'hint', text: 'What tells you from your room. While another one is loaded the slate is shown.' })),
  };
}

/** A turned camera of another shape than the picture is small in it. */
function shapeAdvice({ size, sourceFormat }) {
  const [width, height] = size.split('x').map(Number);
  return sourceFormat && (width > height) !== (sourceFormat.width > sourceFormat.height) ? ` To fill the picture, start with --size ${height}x${width}.` : '';
}

const formatOf = (format) => (format ? `${format.width}x${format.height} at ${Math.round(format.framesPerSecond)}` : 'nothing yet');

/** The outputs, with a switch for each that can be switched. */
export function outputsPart(store, toasts) {
  const list = h('ul', { class: 'outputs' });
  let shown = '';
  store.subscribe((state) => {
    const now = JSON.stringify((state?.outputs ?? []).map(({ name, on, trouble }) => [name, on, trouble]));
    if (now === shown) return;
    shown = now;
    list.replaceChildren(...(state?.outputs ?? []).map((output) => h('li', {},
      h('label', { class: 'switch' },
        h('input', { type: 'checkbox', role: 'switch', checked: output.on, onchange: (event) => set(output.name, event.target.checked) }),
        h('span', { text: output.name })),
      output.trouble && h('p', { class: 'note note-warn', text: output.trouble }))));
  });
  const set = async (name, on) => {
    try {
      store.accept(await call('PUT', 'outputs', { [name]: on }));
    } catch (error) {
      shown = '';
      toasts.fail(error);
    }
  };
  return h('section', { class: 'group' }, h('h3', { text: 'Outputs' }), list, h('p', { class: 'hint', text: 'An output that is off shows the slate.' }));
}

/** How to get the picture into OBS on this machine, and this page as a dock. */
export function obsPart(store, toasts) {
  const steps = h('ol', { class: 'steps' });
  const picture = copyable('Copy the address', toasts);
  const dock = copyable('Copy the dock’s address', toasts);
  const lasts = h('p', { class: 'hint' });
  let connected = '';
  store.subscribe(async (_, connection) => {
    const begins = connection === 'on' && connected !== 'on';
    connected = connection;
    if (!begins) return;
    try {
      const obs = await call('GET', 'obs');
      steps.replaceChildren(...obs.steps.map((step) => h('li', { text: step })));
      picture.set(obs.address);
      dock.set(obs.dock);
      text(lasts, obs.dockLasts ? 'In OBS: Docks, Custom Browser Docks.' : 'In OBS: Docks, Custom Browser Docks. This address is a new one after every start.');
    } catch (error) {
      toasts.fail(error);
    }
  });
  return h('section', { class: 'group' }, h('h3', { text: 'Into OBS' }), steps, picture.element, h('h4', { text: 'This page as a dock in OBS' }), lasts, dock.element);
}

/** An address with its copy button; it is a secret, so it is not shown in full. */
function copyable(label, toasts) {
  let address = '';
  const shown = h('code', { class: 'address' });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      toasts.say('The address is copied. Keep it to yourself.');
    } catch {
      text(shown, address);
      getSelection().selectAllChildren(shown);
      toasts.fail(new Error('This browser does not let the page copy: the address is selected, press Ctrl+C.'));
    }
  };
  return {
    element: h('div', { class: 'group' }, shown, button(label, copy)),
    set(value) {
      address = value;
      text(shown, value.replace(/[\w-]{30,}/, (token) => `${token.slice(0, 4)}…`));
    },
  };
}

/** Keys of this page, and the way back to the guide.
 * @param {() => void} openGuide
 */
export function helpPart(openGuide) {
  const single = h('input', { type: 'checkbox', role: 'switch', checked: singleKeys(), onchange: () => setSingleKeys(single.checked) });
  return h('section', { class: 'group' }, h('h3', { text: 'Keys and help' }),
    h('label', { class: 'switch' }, single, h('span', { text: 'P hides everything (Alt+P always does)' })),
    h('div', { class: 'row' }, button('First steps', openGuide), h('a', { href: 'help', target: '_blank', text: 'Help' })),
    h('p', { class: 'hint', text: 'Ctrl+Z and Ctrl+Y undo and redo. These keys work while this page has the focus.' }));
}
