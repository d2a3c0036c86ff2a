/**
 * Opens the control page in this window. The code in the address works once. The token that replaces it is kept only in this tab, never in an address, the history or a
 * title.
 */

import { said, t } from './words.js';

const KEY = 'streamshield';

const say = (words) => { document.getElementById('words').textContent = words; };

/** @returns {Promise<string|null>} the token, or null when the code is not valid */
async function enter(code) {
  const answer = await fetch('/enter', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
    cache: 'no-store',
  });
  const { token, error } = await answer.json();
  if (answer.ok) return token;
  say(said(error));
  return null;
}

/** Replaces this document with the page; its requests are resolved under the token. */
async function show(token) {
  const answer = await fetch(`/${token}/`, { cache: 'no-store' });
  if (!answer.ok) {
    sessionStorage.removeItem(KEY);
    say(`${t('door.ended')} ${t('door.cure')}`);
    return;
  }

  sessionStorage.setItem(KEY, token);
  const html = await answer.text();
  document.open();
  document.write(html.replace('<head>', `<head><base href="/${token}/">`));
  document.close();
}

say(t('door.opening'));
const [code, part] = location.hash.slice(1).split('/');
if (part) sessionStorage.setItem('part', part);
history.replaceState(null, '', '/');
try {
  const token = code ? await enter(code) : sessionStorage.getItem(KEY);
  if (token) await show(token);
  else if (!code) say(`${t('door.closed')} ${t('door.cure')}`);
} catch {
  say(t('api.silent'));
}
