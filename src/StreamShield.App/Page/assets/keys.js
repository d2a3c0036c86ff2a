const stored = 'single-keys';

/** True when P alone hides everything; Alt+P always does. */
export const singleKeys = () => localStorage.getItem(stored) !== 'off';

/** Turns the single key off or on in this browser. */
export const setSingleKeys = (on) => localStorage.setItem(stored, on ? 'on' : 'off');

/**
 * The keys that work everywhere on the page.
 * @param {{ panic: () => void, undo: () => void, redo: () => void }} actions
 */
export function listen({ panic, undo, redo }) {
  document.addEventListener('keydown', (event) => {
    if (event.repeat && event.code === 'KeyP') return;
    const modified = event.ctrlKey || event.metaKey;
    if (event.code === 'KeyP' && !modified && (event.altKey || (singleKeys() && !isTyping(event.target)))) {
      event.preventDefault();
      panic();
    } else if (modified && !event.altKey && event.key.toLowerCase() === 'z' && !isTyping(event.target)) {
      event.preventDefault();
      (event.shiftKey ? redo : undo)();
    } else if (modified && event.key.toLowerCase() === 'y' && !isTyping(event.target)) {
      event.preventDefault();
      redo();
    }
  });
}

const isTyping = (target) => target instanceof HTMLElement && target.matches('input[type="text"], input[type="number"], textarea, select');
