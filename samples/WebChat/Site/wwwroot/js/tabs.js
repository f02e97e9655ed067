// The tabs that show this page. They share the conversations of the browser; an answer comes in one of them.

const channel = new BroadcastChannel('lmstudio-chat');
const lockOf = id => `answer-${id}`;

/** Tells the other tabs something: `changed` or `deleted` with the id of a conversation, or `stop` with that of a turn. */
export const tell = message => channel.postMessage(message);

export const listen = heard => channel.addEventListener('message', event => heard(event.data));

/** Has the answer of a turn come in this tab, while the work is done. */
export const hold = (id, work) => navigator.locks.request(lockOf(id), work);

/** Whether the answer of a turn comes in a tab. A tab that was closed has none. */
export const isHeld = async id => (await navigator.locks.query()).held.some(lock => lock.name === lockOf(id));

/** Waits until no tab gets the answer of a turn. */
export const released = id => navigator.locks.request(lockOf(id), () => {});
