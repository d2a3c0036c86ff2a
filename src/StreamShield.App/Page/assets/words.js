/** The page's words for what the shield calls by name. */

const effects = { decoy: 'Decoy room', blur: 'Blur', pixelate: 'Pixelate', image: 'Own picture', solid: 'One colour' };

/** An effect's name for people. */
export const effectLabel = (name) => effects[name] ?? name;

/** True for an effect that a strength changes. */
export const hasStrength = (name) => !['solid', 'image'].includes(name);

/** True for an effect that nothing of the room goes into. */
export const saysNothing = (name) => ['decoy', 'solid', 'image'].includes(name);

/** The first letter large, a full stop at the end. */
export const sentence = (words) => (words ? `${words[0].toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}` : '');
