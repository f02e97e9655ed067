// The requests to the page's server.
import { readEvents } from './event-stream.js';

/** A failure with its kind, as named by the server. */
export class ServerError extends Error {
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new ServerError('PageServerGone', error.message);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new ServerError(problem.kind ?? (response.status === 413 ? 'TooLarge' : 'Refused'), problem.detail ?? `The page's server returned status ${response.status}.`);
  }
  return response;
}

const post = (path, body, signal) => ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal });

export const getServer = async () => (await ask('/api/server')).json();

export const getModels = async () => (await ask('/api/models')).json();

export const loadModel = (key, contextLength) => post('/api/models/load', { key, contextLength });

export const unloadModel = key => post('/api/models/unload', { key });

/** Yields the events of a response. Aborting it stops the model. */
export async function* chat(turn, signal) {
  const response = await post('/api/chat', turn, signal);
  try {
    yield* readEvents(response.body);
  } catch (error) {
    throw error.name === 'AbortError' ? error : new ServerError('PageServerGone', error.message);
  }
}
