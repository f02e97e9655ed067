// Tells users of screen readers what they cannot see. The stream itself is no live region: its pieces would be read one by one.
import { byId } from './dom.js';
import { describe } from './error-text.js';

export function announce(text) {
  byId('announcer').textContent = text;
}

/** Says how an answer ended. */
export function announceOutcome(turn) {
  switch (turn.status) {
    case 'done': return announce(`The answer is complete. ${turn.parts.filter(part => part.type === 'text').map(part => part.text).join(' ').slice(0, 500)}`);
    case 'stopped': return announce('Stopped.');
    default: return announce(describe(turn.error).title);
  }
}
