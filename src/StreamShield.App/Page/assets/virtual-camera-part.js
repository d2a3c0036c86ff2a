import { call } from './api.js';
import { h, show, text } from './dom.js';
import { button } from './fields.js';
import { said, t } from './words.js';

/** Whether other programs can choose StreamShield as a camera, and how to make that possible. */
export function virtualCameraPart(store, toasts) {
  const words = h('p', { role: 'status' });
  const advice = h('ul', { class: 'steps' });
  const lines = h('pre', { class: 'commands' });
  const set = button(t('virtual.set'), () => setUp());
  const how = h('p');
  const click = h('div', { class: 'group' }, how, lines, h('div', { class: 'row' }, set));
  let now = null;
  let connected = '';
  const draw = (view) => {
    now = view;
    text(words, t(view.inUse ? 'virtual.inUse' : view.ready ? 'virtual.ready' : 'virtual.none', { camera: view.ready }));
    advice.replaceChildren(...view.advice.map((sentence) => h('li', {}, ...linked(said(sentence)))));
    show(advice, view.advice.length > 0);
    text(lines, view.commands.join('\n'));
    show(click, view.commands.length > 0 || Boolean(view.trouble));
    show(lines, view.commands.length > 0);
    show(set, !view.trouble);
    text(how, said(view.trouble) || t('virtual.click'));
  };
  const setUp = async () => {
    set.disabled = true;
    text(words, t('virtual.running'));
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
  return h('section', { class: 'group' }, h('h3', { text: t('virtual.title') }), words, advice, click);
}

/** A sentence with addresses as links. */
const linked = (sentence) => sentence.split(/((?:github|obsproject)\.com(?:\/[\w.-]+)*)/).map((part, i) =>
  i % 2 ? h('a', { href: `https://${part}`, target: '_blank', rel: 'noreferrer', text: part }) : part);
