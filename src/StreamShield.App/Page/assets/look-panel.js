import { call } from './api.js';
import { decoyGallery } from './decoy-gallery.js';
import { h, show, text } from './dom.js';
import { choice, slider } from './fields.js';
import { OwnPictures } from './own-pictures.js';
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
    change: (value) => {
      own.isWanted = value === 'image';
      if (value !== 'image') settings.set({ effect: value, image: null });
      else if (!own.use()) render(settings.now);
    },
  });
  const settle = () => settings.settle();
  const strength = slider({ label: 'Strength', low: 'hides less', high: 'hides more', change: (value) => settings.drag({ strength: value }), settle });
  const meaning = h('p', { class: 'meaning', role: 'status' });
  const decoys = decoyGallery(settings);
  const own = new OwnPictures(settings, fail, () => render(settings.now));
  const colour = solidColour(settings);
  const sensitivity = slider({
    label: 'When in doubt', low: 'hide more', high: 'show more', format: (value) => (value === 50 ? 'as usual' : String(value)), change: (value) => settings.drag({ sensitivity: value }), settle,
  });
  const people = choice({
    legend: 'Who is shown',
    options: [{ value: 'streamer', label: 'Only me' }, { value: 'everyone', label: 'Everyone' }],
    change: (value) => settings.set({ people: value }),
  });

  element.append(effect.element, h('div', { class: 'group' }, strength.element, meaning), decoys.element, own.element, colour.element,
    h('div', { class: 'group' }, sensitivity.element, h('p', { class: 'hint', text: 'More to the left hides more of your hair and hands; more to the right shows more patches of the room. It never turns the shield off.' })),
    h('div', { class: 'group' }, people.element, pick));

  const render = (now) => {
    const shown = own.isWanted || (now.image && now.effect === 'decoy') ? 'image' : now.effect;
    effect.set(shown);
    strength.set(now.strength);
    show(strength.element, hasStrength(now.effect));
    text(meaning, meaningOf(now, strengths));
    decoys.set(now, shown === 'decoy');
    own.set(now, shown === 'image');
    colour.set(now);
    sensitivity.set(now.sensitivity);
    people.set(now.people);
  };
  settings.subscribe(render);
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
