import { t } from './words.js';

/** Requests to the shield; every address is relative to the page's own, which carries the token. */

/** What the server answered when it refused: one sentence with cause and cure. */
export class Refusal extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {any} [body] sent as JSON, or as it is when it is a file
 * @returns {Promise<any>} the JSON of the answer, or null when it has none
 * @throws {Refusal} refused, or the shield does not run (status 0)
 */
export async function call(method, path, body) {
  const isFile = body instanceof Blob;
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: { 'Content-Type': isFile ? body.type || 'application/octet-stream' : 'application/json' },
      body: method === 'GET' ? undefined : isFile ? body : JSON.stringify(body ?? {}),
      cache: 'no-store',
    });
  } catch {
    throw new Refusal(t('api.silent'), 0);
  }

  const content = await answer.text();
  const json = parse(content);
  if (answer.ok) return json;
  throw new Refusal(json?.error ?? t('api.refused', { status: answer.status }), answer.status);
}

/** One path segment. */
export const segment = (name) => encodeURIComponent(name);

function parse(content) {
  try {
    return content ? JSON.parse(content) : null;
  } catch {
    return null;
  }
}
