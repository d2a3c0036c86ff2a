/**
 * Opens the control page in this window. The code in the address works once; the token that it is exchanged for is kept by this tab alone: it is in no address, no history and no
 * title.
 */

const KEY = 'streamshield';
const CURE = "Press o in StreamShield's terminal, or run 'streamshield page', to open it.";

const say = (words) => { document.getElementById('words').textContent = words; };

/** @returns {Promise<string|null>} the token, or null when the code does not work */
async function enter(code) {
  const answer = await fetch('/enter', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
    cache: 'no-store',
  });
  const { token, error } = await answer.json();
  if (answer.ok) return token;
  say(error);
  return null;
}

/** Puts the page in this document's place; everything that it asks for is found under its token. */
async function show(token) {
  const answer = await fetch(`/${token}/`, { cache: 'no-store' });
  if (!answer.ok) {
    sessionStorage.removeItem(KEY);
    say(`This page belongs to a run that has ended. ${CURE}`);
    return;
  }

  sessionStorage.setItem(KEY, token);
  const html = await answer.text();
  document.open();
  document.write(html.replace('<head>', `<head><base href="/${token}/">`));
  document.close();
}

const [code, part] = location.hash.slice(1).split('/');
if (part) sessionStorage.setItem('part', part);
history.replaceState(null, '', '/');
try {
  const token = code ? await enter(code) : sessionStorage.getItem(KEY);
  if (token) await show(token);
  else if (!code) say(`The control page is opened from the terminal. ${CURE}`);
} catch {
  say('StreamShield does not answer: start it again.');
}
