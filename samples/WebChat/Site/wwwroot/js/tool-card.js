// A tool call with its arguments and result.
import { element } from './dom.js';

export class ToolCard {
  #state = element('span', { className: 'tool-state' });
  #body = element('div', { className: 'tool-body' });
  #images = element('div', { className: 'tool-images' });
  #isShown = '';
  node;

  constructor(part) {
    this.node = element('div', { className: 'tool', role: 'group', 'aria-label': `Tool ${part.name}` },
      element('details', {},
        element('summary', {}, element('span', { className: 'tool-name' }, part.name), element('span', { className: 'faint' }, part.server ?? ''), this.#state),
        this.#body),
      this.#images);
  }

  update(part, isActive) {
    const state = part.result ? (part.result.isError ? 'failed' : 'done') : isActive ? 'running…' : 'no result';
    if (this.#isShown === state) {
      return;
    }
    this.#isShown = state;
    this.#state.textContent = state;
    this.node.classList.toggle('failed', part.result?.isError === true);
    this.node.classList.toggle('active', state === 'running…');
    this.#body.replaceChildren(...field('Arguments', pretty(part.arguments)), ...(part.result?.text ? field('Result', pretty(part.result.text)) : []));
    this.#images.replaceChildren(...(part.result?.images ?? []).map((image, index) =>
      element('img', { src: image, alt: `Image ${index + 1} of the result of ${part.name}` })));
  }
}

const field = (label, text) => [
  element('div', { className: 'tool-label' }, label),
  element('pre', { tabIndex: 0, role: 'region', 'aria-label': label }, text),
];

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
