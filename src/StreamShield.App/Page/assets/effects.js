import { call } from './api.js';

/** @typedef {{ name: string, showsRoom: boolean, hasStrength: boolean }} Effect */

/** @type {Map<string, Effect>} */
const known = new Map();

/**
 * Asks the program for its effects, in the order in which it offers them, and for what the strengths of a blur mean. Both lists are empty if it cannot be asked.
 * @param {(error: Error) => void} fail
 * @returns {Promise<{ effects: Effect[], strengths: object[] }>}
 */
export async function askEffects(fail) {
  const answer = await call('GET', 'strengths').catch((error) => {
    fail(error);
    return { effects: [], strengths: [] };
  });
  for (const effect of answer.effects) known.set(effect.name, effect);
  return answer;
}

/** What the program said of an effect; undefined before it was asked. */
export const effectOf = (name) => known.get(name);
