// Announces changes to screen readers. The stream itself is not a live region: each piece would be read separately.
import { byId } from './dom.js';

export function announce(text) {
  byId('announcer').textContent = text;
}
