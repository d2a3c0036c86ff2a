import { call } from './api.js';
import { h, show } from './dom.js';
import { t } from './words.js';

/**
 * Switches that lock exposure and white balance of the camera in use; hidden where its driver has none.
 * @param {(error: Error) => void} fail
 */
export function cameraLocks(fail) {
  const ask = async (method, body) => {
    try {
      draw(await call(method, 'camera-locks', body));
    } catch (error) {
      if (error.status !== 0) fail(error);
    }
  };
  const fields = ['exposure', 'whiteBalance'].map((name) => {
    const input = h('input', { type: 'checkbox', role: 'switch', onchange: () => ask('PUT', { [name]: input.checked }) });
    return { name, input, element: h('label', { class: 'switch', hidden: true }, input, h('span', { text: t(`camera.lock.${name}`) })) };
  });
  const group = h('div', { class: 'group', hidden: true }, fields.map(({ element }) => element));
  const draw = (locks) => {
    show(group, fields.some(({ name }) => typeof locks[name] === 'boolean'));
    fields.forEach(({ name, input, element }) => {
      show(element, typeof locks[name] === 'boolean');
      input.checked = locks[name] === true;
    });
  };
  return { element: group, refresh: () => ask('GET') };
}
