// The model's reasoning: open with a timer while it is streamed, collapsed when it is complete.
import { element } from './dom.js';
import { duration } from './duration.js';

export class ReasoningView {
  #part;
  #mayFold;
  #summary = element('summary');
  #text = element('div', { className: 'reasoning-text' });
  #clock = null;
  node = element('details', { className: 'reasoning' }, this.#summary, this.#text);

  /** @param mayFold returns whether collapsing does not move text that the user is reading. */
  constructor(mayFold) {
    this.#mayFold = mayFold;
  }

  update(part, isActive) {
    this.#part = part;
    if (this.#text.textContent.length !== part.text.length) {
      const isAtEnd = this.#text.scrollHeight - this.#text.scrollTop - this.#text.clientHeight < 24;
      this.#text.textContent = part.text;
      if (isAtEnd) {
        this.#text.scrollTop = this.#text.scrollHeight;
      }
    }
    if (isActive && this.#clock === null) {
      this.node.open = true;
      this.#clock = setInterval(() => this.#tick(), 1000);
    } else if (!isActive && this.#clock !== null) {
      this.dispose();
      this.node.open = !this.#mayFold();
    }
    this.node.classList.toggle('active', isActive);
    this.#tick();
  }

  dispose() {
    clearInterval(this.#clock);
    this.#clock = null;
  }

  #tick() {
    const time = duration(this.#part.milliseconds ?? Date.now() - this.#part.started);
    this.#summary.textContent = this.#clock === null ? (time ? `Thought for ${time}` : 'Thought for a moment') : `Thinking ${time}`;
  }
}
