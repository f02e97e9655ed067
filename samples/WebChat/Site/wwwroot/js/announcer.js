// Announces changes to screen readers. The stream itself is not a live region: each piece would be read separately.
import { byId } from './dom.js';
import { describe } from './error-text.js';

export function announce(text) {
  byId('announcer').textContent = text;
}

/** Announces the outcome of a response. */
export function announceOutcome(turn) {
  switch (turn.status) {
    case 'done': return announce(`The response is complete. ${turn.parts.filter(part => part.type === 'text').map(part => part.text).join(' ').slice(0, 500)}`);
    case 'stopped': return announce('Stopped.');
    default: return announce(describe(turn.error).title);
  }
}
