import { said, t } from './words.js';

/** Requests to the shield. Addresses are relative to the page's, which contains the token. */

/** A refusal of the server: one sentence with cause and cure. */
export class Refusal extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {any} [body] sent as JSON; a file is sent as it is
 * @returns {Promise<any>} the JSON of the response, or null without one
 * @throws {Refusal} the request was refused, or the shield does not run (status 0)
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
      keepalive: method === 'DELETE',   // asked for when the page is left, too
    });
  } catch {
    throw new Refusal(t('api.silent'), 0);
  }

  const content = await answer.text();
  const json = parse(content);
  if (answer.ok) return json;
  throw new Refusal(said(json?.error) || t('api.refused', { status: answer.status }), answer.status);
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
