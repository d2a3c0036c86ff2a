/**
 * The page's words in the language of its reader. Each language is one file, `language-CODE.js`: `words` by key, and `said` for the program's English messages, sentence by
 * sentence. A message without a translation, such as one of a driver, is shown unchanged.
 */

/** The languages by their own names. */
export const languages = { en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français', pt: 'Português', ja: '日本語' };

const stored = 'language';
const codeOf = (tag) => tag.split('-')[0];
const isKnown = (code) => Object.hasOwn(languages, code);

/** The language chosen on the page, or else the first supported one of the browser. */
export const language = [localStorage.getItem(stored) ?? '', ...navigator.languages.map(codeOf), 'en'].find(isKnown);

/** Remembers a language in this browser and shows the page in it. */
export function chooseLanguage(code) {
  localStorage.setItem(stored, code);
  location.reload();
}

const locale = navigator.languages.find((tag) => codeOf(tag) === language) ?? language;
const { words, said: translations = {} } = await import(`./language-${language}.js`).catch((error) => {
  // As in start.js: a broken connection must not leave an empty page.
  setTimeout(() => location.reload(), 1000);
  throw error;
});
const plurals = new Intl.PluralRules(locale);
const lists = new Intl.ListFormat(locale);
const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
document.documentElement.lang = language;

/**
 * The text for a key.
 * @param {string} key
 * @param {Object<string, any>} [values] replace `{name}`; `count` selects the plural form
 */
export function t(key, values = {}) {
  const entry = words[key] ?? key;
  return fill(typeof entry === 'string' ? entry : entry[plurals.select(values.count)] ?? entry.other, (name) => values[name]);
}

/** Translates a message of the program, sentence by sentence. */
export const said = (text) => (text ? text.split(/(?<=[.!?]) (?=[A-Z])/).map(translated).join(language === 'ja' ? '' : ' ') : '');

/** A number with a maximum and minimum of decimals; negative with a minus sign, not a hyphen. */
export const number = (value, digits = 0, least = digits) =>
  value.toLocaleString(locale, { maximumFractionDigits: digits, minimumFractionDigits: least }).replace('-', '−');

/** A share from 0 to 1 in percent. */
export const percent = (share, digits = 0) => share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: digits });

/** Whole milliseconds. */
export const milliseconds = (value) => Math.round(value).toLocaleString(locale, { style: 'unit', unit: 'millisecond' });

/** Hour and minute, with the day when it is not today. */
export function time(date) {
  const then = new Date(date);
  return (then.toDateString() === new Date().toDateString() ? times : days).format(then);
}

/** A list of names. */
export const list = (names) => lists.format(names);

/** With a capital letter first and a full stop at the end. */
export const sentence = (text) => (text ? `${text[0].toUpperCase()}${text.slice(1)}${/[.!?。]$/.test(text) ? '' : t('sentence.end')}` : '');

const fill = (text, valueOf) => text.replace(/\{(\w+)\}/g, (_, name) => valueOf(name) ?? '');

const patterns = Object.entries(translations).filter(([from]) => from.includes('{')).map(([from, to]) => ({
  to, shape: new RegExp(`^${from.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>.+?)')}$`),
}));

/** Translates one sentence, or a list of clauses or words one by one. */
function translated(from) {
  if (Object.hasOwn(translations, from)) return translations[from];
  for (const { to, shape } of patterns) {
    const groups = shape.exec(from)?.groups;
    if (groups) return fill(to, (name) => translated(groups[name]));
  }

  const between = ['; ', ', '].find((mark) => from.includes(mark));
  return between ? from.split(between).map(translated).join(between) : from;
}
