/** The page's words for what the shield calls by name. */

const effects = { decoy: 'Decoy room', blur: 'Blur', pixelate: 'Pixelate', image: 'Own picture', solid: 'One colour' };

/** An effect's name for people. */
export const effectLabel = (name) => effects[name] ?? name;

/** What is known of the streamer, in one sentence. */
export const streamerWords = (state) => ({
  searching: 'Looking for you: nobody is shown yet.',
  following: 'You are found and followed.',
  lost: 'You are not in the picture, or not known again yet: nobody is shown. Click yourself when you are.',
  doubtful: 'Somebody touches or covers you: what is not clearly you is hidden.',
}[state] ?? '');

/** The first letter large, a full stop at the end. */
export const sentence = (words) => (words ? `${words[0].toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}` : '');
