import { call } from './api.js';
import { h, show, text } from './dom.js';
import { button } from './fields.js';

/** Whether other programs can choose StreamShield as a camera, and how they get to. */
export function virtualCameraPart(store, toasts) {
  const words = h('p', { role: 'status' });
  const advice = h('ul', { class: 'steps' });
  const lines = h('pre', { class: 'commands' });
  const set = button('Set it up', () => setUp());
  const how = h('p');
  const click = h('div', { class: 'group' }, how, lines, h('div', { class: 'row' }, set));
  let now = null;
  let connected = '';
  const draw = (view) => {
    now = view;
    text(words, view.inUse ? `Choose ${view.ready} as the camera in your meeting program, browser or OBS.`
      : view.ready ? `The camera ${view.ready} is ready. Quit StreamShield and start it again: then it is fed.`
      : 'No virtual camera is ready. OBS does not need one; meeting programs and browsers do.');
    advice.replaceChildren(...view.advice.map((sentence) => h('li', {}, ...linked(sentence))));
    show(advice, view.advice.length > 0);
    text(lines, view.commands.join('\n'));
    show(click, view.commands.length > 0 || Boolean(view.trouble));
    show(lines, view.commands.length > 0);
    show(set, !view.trouble);
    text(how, view.trouble || 'Or with one click. These lines are run as administrator, and nothing else; your system asks for the password:');
  };
  const setUp = async () => {
    set.disabled = true;
    text(words, 'Setting it up: this may take some minutes.');
    try {
      draw(await call('POST', 'virtual-camera', { commands: now.commands.join('\n') }));
    } catch (error) {
      draw(now);
      toasts.fail(error);
    } finally {
      set.disabled = false;
    }
  };
  store.subscribe(async (_, connection) => {
    const begins = connection === 'on' && connected !== 'on';
    connected = connection;
    if (!begins) return;
    try {
      draw(await call('GET', 'virtual-camera'));
    } catch (error) {
      toasts.fail(error);
    }
  });
  return h('section', { class: 'group' }, h('h3', { text: 'Virtual camera' }), words, advice, click);
}

/** A sentence with its addresses as links. */
const linked = (sentence) => sentence.split(/((?:github|obsproject)\.com(?:\/[\w.-]+)*)/).map((part, i) =>
  i % 2 ? h('a', { href: `https://${part}`, target: '_blank', rel: 'noreferrer', text: part }) : part);
