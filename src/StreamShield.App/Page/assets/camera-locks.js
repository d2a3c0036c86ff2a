import { call } from './api.js';
import { h, show } from './dom.js';
import { switchField } from './fields.js';
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
      if (method !== 'GET') ask('GET');
    }
  };
  const fields = ['exposure', 'whiteBalance'].map((name) => ({ name, field: switchField({ label: t(`camera.lock.${name}`), change: (on) => ask('PUT', { [name]: on }) }) }));
  const group = h('div', { class: 'group', hidden: true }, fields.map(({ field }) => field.element));
  const draw = (locks) => {
    show(group, fields.some(({ name }) => typeof locks[name] === 'boolean'));
    fields.forEach(({ name, field }) => {
      show(field.element, typeof locks[name] === 'boolean');
      field.set(locks[name] === true);
    });
  };
  return { element: group, refresh: () => ask('GET') };
}
