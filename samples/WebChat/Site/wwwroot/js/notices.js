// Notices above the conversation, one per subject.
import { byId, element } from './dom.js';

export function notice(subject, text) {
  const notices = byId('notices');
  notices.querySelector(`[data-notice=${subject}]`)?.remove();
  if (text) {
    notices.append(element('p', { className: 'notice', 'data-notice': subject }, text));
  }
}
