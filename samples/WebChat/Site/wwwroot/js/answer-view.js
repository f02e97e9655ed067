// A response with its parts, streamed or restored.
import { element } from './dom.js';
import { describe } from './error-text.js';
import { MarkdownView } from './markdown-view.js';
import { ReasoningView } from './reasoning-view.js';
import { ToolCard } from './tool-card.js';

export class AnswerView {
  #views = [];
  #mayFold;
  #parts = element('div', { className: 'parts' });
  #waiting = element('div', { className: 'waiting' });
  #outcome = element('div', { className: 'outcome' });
  #shownOutcome = '';
  node = element('div', { className: 'answer-body' }, this.#parts, this.#waiting, this.#outcome);

  constructor(mayFold) {
    this.#mayFold = mayFold;
  }

  /** @param actions creates the buttons for a turn without a complete response. */
  update(turn, actions) {
    const isAnswering = turn.status === 'answering';
    turn.parts.forEach((part, index) => {
      const isLast = index === turn.parts.length - 1;
      const view = this.#views[index] ??= this.#add(part);
      if (part.type === 'text') {
        view.update(part.text, !(isAnswering && isLast));
      } else {
        view.update(part, isAnswering && (isLast || part.type === 'tool'));
      }
    });
    this.node.setAttribute('aria-busy', isAnswering);
    this.#showWaiting(turn, isAnswering);
    this.#showOutcome(turn, actions);
  }

  dispose() {
    this.#views.forEach(view => view.dispose?.());
  }

  #add(part) {
    const view = part.type === 'text' ? new MarkdownView() : part.type === 'reasoning' ? new ReasoningView(this.#mayFold) : new ToolCard(part);
    this.#parts.append(view.node);
    return view;
  }

  #showWaiting(turn, isAnswering) {
    const last = turn.parts.at(-1);
    const isWaiting = isAnswering && (turn.progress || !last || (last.type === 'tool' && last.result));
    this.#waiting.hidden = !isWaiting;
    if (!isWaiting) {
      return;
    }
    if (turn.progress) {
      const { kind, fraction } = turn.progress;
      const percent = fraction === null ? null : Math.round(fraction * 100);
      const bar = (percent !== null && this.#waiting.querySelector('progress[value]')) || element('progress', { max: 100 });
      if (percent !== null) {
        bar.value = percent;
      }
      bar.setAttribute('aria-label', kind);
      this.#waiting.replaceChildren(element('span', {}, percent === null ? `${kind}…` : `${kind} ${percent} %`), bar);
    } else if (!this.#waiting.querySelector('.dots')) {
      this.#waiting.replaceChildren(element('span', { className: 'dots', role: 'img', 'aria-label': 'Waiting for the model' }, element('i'), element('i'), element('i')));
    }
  }

  #showOutcome(turn, actions) {
    if (this.#shownOutcome === turn.status) {
      return;
    }
    this.#shownOutcome = turn.status;
    this.#outcome.replaceChildren();
    if (turn.status === 'failed') {
      const { title, advice, detail, isDetailNeeded } = describe(turn.error);
      this.#outcome.append(element('div', { className: 'error', role: 'alert' },
        element('strong', {}, title), element('p', {}, advice),
        element('details', { open: isDetailNeeded }, element('summary', {}, 'Details'), element('p', { className: 'detail' }, detail)),
        element('div', { className: 'error-actions' }, ...actions(turn))));
    } else if (turn.status === 'stopped' || turn.status === 'interrupted') {
      const what = turn.status === 'stopped' ? 'Stopped.' : 'The page was closed during this response.';
      this.#outcome.append(element('p', { className: 'faint note' }, `${what} LM Studio does not store partial responses: the next message continues from before this one.`));
    }
  }
}
