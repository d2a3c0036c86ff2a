/** Properties of the effects. */

/** True for an effect with a strength. */
export const hasStrength = (name) => !['solid', 'image'].includes(name);

/** True for an effect that uses nothing of the room. */
export const saysNothing = (name) => ['decoy', 'solid', 'image'].includes(name);
