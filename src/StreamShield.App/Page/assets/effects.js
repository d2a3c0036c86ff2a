/** What the page knows of the effects. */

/** True for an effect that a strength changes. */
export const hasStrength = (name) => !['solid', 'image'].includes(name);

/** True for an effect that nothing of the room goes into. */
export const saysNothing = (name) => ['decoy', 'solid', 'image'].includes(name);
