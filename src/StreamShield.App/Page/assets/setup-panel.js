import { call } from './api.js';
import { h, show, text } from './dom.js';
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
  const model = dropDown({ label: 'Model', change: (value) => put('model', { model: value || null }) });
  const mode = h('p', { class: 'hint' });
  let devices = { cameras: [], models: [] };

  const render = (state) => {
    if (!state) return;
    const cameras = devices.cameras.map(({ text: value, name }) => ({ value, label: name }));
    const current = state.camera ?? '';
    if (!cameras.some(({ value }) => value === current)) cameras.unshift({ value: current, label: current ? state.source || current : 'First camera' });
    camera.fill(cameras);
    camera.set(current);
    const models = devices.models.map(({ name, title }) => ({ value: name, label: title ?? name }));
    if (state.model && !models.some(({ value }) => value === state.model)) models.unshift({ value: state.model, label: state.model });
    model.fill(models);
    model.set(state.model);
    text(mode, `Goes out as ${state.size} at ${state.framesPerSecond} pictures per second; the camera gives ${formatOf(state.sourceFormat)}.`);
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
    camera: h('div', { class: 'group' }, camera.element, mode, h('div', { class: 'row' }, button('Look for cameras again', search))),
    model: h('div', { class: 'group' }, model.element, h('p', { class: 'hint', text: 'What tells you from your room. While another one is loaded the card is shown.' })),
  };
}

const formatOf = (format) => (format ? `${format.width}x${format.height} at ${Math.round(format.framesPerSecond)}` : 'nothing yet');

/** The outputs, with a switch for each that can be switched. */
export function outputsPart(store, toasts) {
  const list = h('ul', { class: 'outputs' });
  let shown = '';
  store.subscribe((state) => {
    const now = JSON.stringify(state?.outputs ?? []);
    if (now === shown) return;
    shown = now;
    list.replaceChildren(...(state?.outputs ?? []).map((output) => h('li', {},
      h('label', { class: 'switch' },
        h('input', { type: 'checkbox', role: 'switch', checked: output.on, disabled: output.fixed, onchange: (event) => set(output.name, event.target.checked) }),
        h('span', { text: output.words || output.name })),
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
  return h('section', { class: 'group' }, h('h3', { text: 'Outputs' }), list);
}

/** How to get the picture into OBS on this machine. */
export function obsPart(store, toasts) {
  const steps = h('ol', { class: 'steps' });
  const address = h('code', { class: 'address' });
  const copy = button('Copy the address', async () => {
    await navigator.clipboard.writeText(address.textContent);
    toasts.say('The address is copied. Keep it to yourself.');
  });
  const row = h('div', { class: 'group' }, address, copy);
  let connected = '';
  store.subscribe(async (_, connection) => {
    const begins = connection === 'on' && connected !== 'on';
    connected = connection;
    if (!begins) return;
    try {
      const obs = await call('GET', 'obs');
      steps.replaceChildren(...obs.steps.map((step) => h('li', { text: step })));
      text(address, obs.address ?? '');
      show(row, Boolean(obs.address));
    } catch (error) {
      toasts.fail(error);
    }
  });
  return h('section', { class: 'group' }, h('h3', { text: 'Into OBS' }), steps, row);
}

/** Keys of this page. */
export function keysPart() {
  const single = h('input', { type: 'checkbox', role: 'switch', checked: singleKeys(), onchange: () => setSingleKeys(single.checked) });
  return h('section', { class: 'group' }, h('h3', { text: 'Keys' }),
    h('label', { class: 'switch' }, single, h('span', { text: 'P hides everything (Alt+P always does)' })),
    h('p', { class: 'hint', text: 'Ctrl+Z and Ctrl+Y undo and redo zones. These keys work while this page has the focus.' }));
}
