// The tabs that show this page. They share the conversations of the browser; a response is streamed in one of them.

const channel = new BroadcastChannel('lmstudio-chat');
const lockOf = id => `answer-${id}`;

/** Sends a message to the other tabs: `changed` or `deleted` with the id of a conversation, or `stop` with that of a turn. */
export const tell = message => channel.postMessage(message);

export const listen = heard => channel.addEventListener('message', event => heard(event.data));

/** Marks a turn as being streamed in this tab while the work runs. */
export const hold = (id, work) => navigator.locks.request(lockOf(id), work);

/** Returns whether a turn is being streamed in an open tab. */
export const isHeld = async id => (await navigator.locks.query()).held.some(lock => lock.name === lockOf(id));

/** Waits until no tab is streaming a turn. */
export const released = id => navigator.locks.request(lockOf(id), () => {});
