// A block of code with its language, a copy button and syntax highlighting.
import hljs from '../lib/highlight/highlight.min.js';
import { sanitize } from './sanitizer.js';
import { element, copyButton } from './dom.js';

/** Adds a header to a block of code in rendered Markdown. */
export function dressCode(pre, isComplete) {
  const code = pre.querySelector('code') ?? pre;
  const language = /language-([^\s]+)/.exec(code.className)?.[1] ?? '';
  // Highlight the block only when it is complete: the colors of an incomplete one would change with every word.
  if (isComplete && hljs.getLanguage(language)) {
    code.replaceChildren(sanitize(hljs.highlight(code.textContent, { language, ignoreIllegals: true }).value));
  }
  pre.tabIndex = 0;   // It scrolls, so it must be reachable with the keyboard.
  pre.setAttribute('role', 'region');
  pre.setAttribute('aria-label', language ? `Code, ${language}` : 'Code');
  const figure = element('div', { className: 'code' });
  pre.replaceWith(figure);
  figure.append(
    element('div', { className: 'code-head' }, element('span', {}, language || 'text'), copyButton('Copy the code', () => code.textContent)),
    pre);
}
