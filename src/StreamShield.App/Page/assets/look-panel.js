import { call } from './api.js';
import { h, show, text } from './dom.js';
import { button, choice, slider, textField } from './fields.js';
import { effectLabel, hasStrength, saysNothing, sentence } from './words.js';

const order = ['decoy', 'solid', 'image', 'blur', 'pixelate'];

/**
 * How the room is hidden and who is shown.
 * @param {import('./settings.js').Settings} settings
 * @param {HTMLElement} pick the button that picks the streamer
 * @param {(error: Error) => void} fail
 */
export async function lookPanel(settings, pick, fail) {
  const element = h('div', { class: 'panel' }, h('h2', { text: 'Look' }));
  const { effects, strengths } = await call('GET', 'strengths').catch((error) => {
    fail(error);
    return { effects: [], strengths: [] };
  });
  const byName = new Map(effects.map((effect) => [effect.name, effect]));

  const effect = choice({
    legend: 'Your room is replaced by', kind: 'cards',
    options: order.filter((name) => byName.has(name)).map((name) => ({ value: name, label: effectLabel(name), hint: sentence(byName.get(name).promise) })),
    change: (value) => settings.set({ effect: value }),
  });
  const strength = slider({ label: 'Strength', low: 'hides less', high: 'hides more', change: (value) => settings.set({ strength: value }) });
  const meaning = h('p', { class: 'meaning', role: 'status' });
  const seed = decoySeed(settings);
  const image = textField({
    label: 'Picture file on this computer', max: 1000, placeholder: '/home/me/beach.jpg', hint: 'Never take one of your own room. With the decoy it is shown out of focus.',
    change: (value) => settings.set({ image: value || null, ...(value || settings.now.effect !== 'image' ? {} : { effect: 'decoy' }) }),
  });
  const colour = solidColour(settings);
  const sensitivity = slider({
    label: 'When in doubt', low: 'hide more', high: 'show more', format: (value) => (value === 50 ? 'as usual' : String(value)), change: (value) => settings.set({ sensitivity: value }),
  });
  const people = choice({
    legend: 'Who is shown',
    options: [{ value: 'streamer', label: 'Only me' }, { value: 'everyone', label: 'Everyone' }],
    change: (value) => settings.set({ people: value }),
  });

  element.append(effect.element, h('div', { class: 'group' }, strength.element, meaning), seed.element, colour.element, image.element,
    h('div', { class: 'group' }, sensitivity.element, h('p', { class: 'hint', text: 'More to the left hides more of your hair and hands; more to the right shows more patches of the room. It never turns the shield off.' })),
    h('div', { class: 'group' }, people.element, pick));

  settings.subscribe((now) => {
    effect.set(now.effect);
    strength.set(now.strength);
    show(strength.element, hasStrength(now.effect));
    text(meaning, meaningOf(now, strengths));
    seed.set(now);
    colour.set(now);
    image.set(now.image ?? '');
    show(image.element, now.effect === 'image' || now.effect === 'decoy');
    sensitivity.set(now.sensitivity);
    people.set(now.people);
  });
  return element;
}

/** What can at least be said of a strength: the measured one at or below it. */
function meaningOf({ effect, strength }, strengths) {
  if (saysNothing(effect)) return 'Says nothing about your room: 0 of 300 rooms can be told apart, at any strength.';
  const measured = strengths.findLast((one) => one.strength <= strength);
  if (!measured) return '';
  const found = `By its colours alone your room is still found among 300 in ${measured.foundPercent} % of tries.`;
  return effect === 'pixelate'
    ? `Squares half as large as the blur's cells at this strength: protects less than a blur. There: everything up to ${measured.hides} is gone. ${found}`
    : `Everything up to ${measured.hides} is gone: the picture is ${measured.columns} cells across. ${found}`;
}

/** The colour of "One colour": the usual ones by name, any other from the browser's own picker. */
function solidColour(settings) {
  const names = { '': 'Dark', '#00ff00': 'Green', '#0000ff': 'Blue', '#ff00ff': 'Magenta' };
  const named = choice({
    legend: 'Colour',
    options: Object.entries(names).map(([value, label]) => ({ value, label })),
    change: (value) => settings.set({ colour: value || null }),
  });
  const any = h('input', { type: 'color', class: 'colour', 'aria-label': 'Another colour', onchange: () => settings.set({ colour: any.value }) });
  const element = h('div', { class: 'group' }, named.element, h('label', { class: 'row' }, any, h('span', { text: 'Another colour' })),
    h('p', { class: 'hint', text: 'Green, blue and magenta are for OBS: add the filter Chroma Key to the source. Your edge is a hard one then, because a soft one keys badly.' }));
  return {
    element,
    set({ effect, colour }) {
      show(element, effect === 'solid');
      named.set(colour ?? '');
      if (document.activeElement !== any) any.value = colour ?? '#282e3a';
    },
  };
}

/** "Another room", with the way back. */
function decoySeed(settings) {
  const past = [];
  const number = h('input', {
    type: 'number', class: 'seed', 'aria-label': 'Number of the decoy room', min: 0, max: 999999,
    onchange: () => { if (number.value !== '') choose(Math.trunc(Number(number.value))); },
  });
  const choose = (seed) => {
    past.push(settings.now.seed);
    back.disabled = false;
    settings.set({ seed });
  };
  const back = button('The one before', () => {
    settings.set({ seed: past.pop() });
    back.disabled = past.length === 0;
  });
  back.disabled = true;
  const element = h('div', { class: 'group' },
    h('div', { class: 'row' }, button('Another room', () => choose(Math.floor(Math.random() * 10000))), back, number),
    h('p', { class: 'hint', text: 'Every number is another room that exists nowhere.' }));
  return {
    element,
    set({ effect, seed, image }) {
      show(element, effect === 'decoy' && !image);
      if (document.activeElement !== number && number.value !== String(seed)) number.value = seed;
    },
  };
}
