// Tells users of screen readers what they cannot see. The stream itself is no live region: its pieces would be read one by one.
import { byId } from './dom.js';

export function announce(text) {
  byId('announcer').textContent = text;
}
