import { decoyGallery } from './decoy-gallery.js';
import { h, show, text } from './dom.js';
import { effectOf } from './effects.js';
import { choice, slider } from './fields.js';
import { OwnPictures } from './own-pictures.js';
import { number, percent, t } from './words.js';

/**
 * How the room is hidden and who is shown.
 * @param {import('./settings.js').Settings} settings
 * @param {{ effects: object[], strengths: object[] }} offered what `askEffects` gave
 * @param {HTMLElement} pick the button that picks the streamer
 * @param {(error: Error) => void} fail
 */
export function lookPanel(settings, { effects, strengths }, pick, fail) {
  const element = h('div', { class: 'panel' }, h('h2', { text: t('tab.look') }));
  const effect = choice({
    legend: t('look.effect'), kind: 'cards',
    options: effects.map(({ name }) => ({ value: name, label: t(`effect.${name}`), hint: t(`effect.${name}.words`) })),
    change: (value) => {
      own.isWanted = value === 'image';
      if (value !== 'image') settings.set({ effect: value, image: null });
      else if (!own.use()) render(settings.now);
    },
  });
  const settle = () => settings.settle();
  const strength = slider({ label: t('look.strength'), low: t('look.hidesLess'), high: t('look.hidesMore'), change: (value) => settings.drag({ strength: value }), settle });
  const meaning = h('p', { class: 'meaning', role: 'status' });
  const decoys = decoyGallery(settings);
  const own = new OwnPictures(settings, fail, () => render(settings.now));
  const colour = solidColour(settings);
  const sensitivity = slider({
    label: t('look.doubt'), low: t('look.hideMore'), high: t('look.showMore'), format: (value) => (value === 50 ? t('look.usual') : number(value)), change: (value) => settings.drag({ sensitivity: value }), settle,
  });
  const people = choice({
    legend: t('look.people'),
    options: [{ value: 'streamer', label: t('look.onlyMe') }, { value: 'everyone', label: t('look.everyone') }],
    change: (value) => settings.set({ people: value }),
  });

  element.append(effect.element, h('div', { class: 'group' }, strength.element, meaning), decoys.element, own.element, colour.element,
    h('div', { class: 'group' }, sensitivity.element, h('p', { class: 'hint', text: t('look.doubtHint') })),
    h('div', { class: 'group' }, people.element, pick));

  const render = (now) => {
    const shown = own.isWanted || (now.image && now.effect === 'decoy') ? 'image' : now.effect;
    effect.set(shown);
    strength.set(now.strength);
    show(strength.element, effectOf(now.effect)?.hasStrength);
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

/** What a strength gives at least: the measured one at or below it. */
function meaningOf({ effect, strength }, strengths) {
  if (effectOf(effect)?.showsRoom === false) return t('look.saysNothing');
  const measured = strengths.findLast((one) => one.strength <= strength);
  if (!measured) return '';
  const values = { hides: t(`hides.${measured.strength}`), columns: number(measured.columns), share: percent(measured.foundPercent / 100) };
  return `${t(effect === 'pixelate' ? 'look.squares' : 'look.cells', values)} ${t('look.foundAmong', values)}`;
}

/** The colour of "One colour": the usual ones by name, any other from the browser's own picker. */
function solidColour(settings) {
  const names = { '': t('colour.dark'), '#00ff00': t('colour.green'), '#0000ff': t('colour.blue'), '#ff00ff': t('colour.magenta') };
  const named = choice({
    legend: t('colour.legend'),
    options: Object.entries(names).map(([value, label]) => ({ value, label })),
    change: (value) => settings.set({ colour: value || null }),
  });
  const any = h('input', { type: 'color', class: 'colour', 'aria-label': t('colour.other'), onchange: () => settings.set({ colour: any.value }) });
  const element = h('div', { class: 'group' }, named.element, h('label', { class: 'row' }, any, h('span', { text: t('colour.other') })),
    h('p', { class: 'hint', text: t('colour.hint') }));
  return {
    element,
    set({ effect, colour }) {
      show(element, effect === 'solid');
      named.set(colour ?? '');
      if (document.activeElement !== any) any.value = colour ?? '#282e3a';
    },
  };
}
