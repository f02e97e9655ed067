// A block of code: its language, a button that copies it, and colours.
import hljs from '../lib/highlight/highlight.min.js';
import { sanitize } from './sanitizer.js';
import { element, copyButton } from './dom.js';

/** Puts a head over a block of code that Markdown made. */
export function dressCode(pre, isComplete) {
  const code = pre.querySelector('code') ?? pre;
  const language = /language-([^\s]+)/.exec(code.className)?.[1] ?? '';
  // Colours come when the block is complete: what is half written would change its colours with every word.
  if (isComplete && hljs.getLanguage(language)) {
    code.replaceChildren(sanitize(hljs.highlight(code.textContent, { language, ignoreIllegals: true }).value));
  }
  pre.tabIndex = 0;   // It scrolls, so the keyboard has to reach it.
  pre.setAttribute('role', 'region');
  pre.setAttribute('aria-label', language ? `Code, ${language}` : 'Code');
  const figure = element('div', { className: 'code' });
  pre.replaceWith(figure);
  figure.append(
    element('div', { className: 'code-head' }, element('span', {}, language || 'text'), copyButton('Copy the code', () => code.textContent)),
    pre);
}
