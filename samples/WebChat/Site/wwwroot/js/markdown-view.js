// Shows Markdown while it is streamed. Complete blocks are not changed, so that nothing above the last line moves.
import { Marked } from '../lib/marked/marked.esm.js';
import { dressCode } from './code-block.js';
import { element } from './dom.js';
import { mathRules } from './math.js';
import { sanitize } from './sanitizer.js';

const markdown = new Marked({
  gfm: true,
  extensions: mathRules,
  renderer: { checkbox: ({ checked }) => (checked ? '☑ ' : '☐ ') },
});

export class MarkdownView {
  #blocks = [];
  node = element('div', { className: 'markdown' });

  update(text, isComplete) {
    const tokens = markdown.lexer(text);
    const hasLinkDefinitions = Object.keys(tokens.links).length > 0;
    const blocks = tokens.filter(token => token.type !== 'space' && token.type !== 'def');
    blocks.forEach((token, index) => this.#show(token, index, isComplete || index < blocks.length - 1, hasLinkDefinitions && isComplete));
    for (const surplus of this.#blocks.splice(blocks.length)) {
      surplus.node.remove();
    }
  }

  #show(token, index, isEnded, isForced) {
    const shown = this.#blocks[index];
    if (shown?.raw === token.raw && shown.isEnded === isEnded && !isForced) {
      return;
    }
    const node = element('div', { className: 'block' }, sanitize(markdown.parser([token])));
    dress(node, isEnded);
    if (shown) {
      shown.node.replaceWith(node);
    } else {
      this.node.append(node);
    }
    this.#blocks[index] = { raw: token.raw, isEnded, node };
  }
}

function dress(block, isEnded) {
  block.querySelectorAll('pre').forEach(pre => dressCode(pre, isEnded));
  for (const table of block.querySelectorAll('table')) {
    const frame = element('div', { className: 'table-frame', tabIndex: 0, role: 'region', 'aria-label': 'Table' });
    table.replaceWith(frame);
    frame.append(table);
  }
  // The headings of a response are below those of the page.
  for (const heading of block.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const level = Math.min(6, Number(heading.nodeName[1]) + 2);
    const lower = element(`h${level}`, { className: `heading-${heading.nodeName[1]}` }, ...heading.childNodes);
    heading.replaceWith(lower);
  }
}
