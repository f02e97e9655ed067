// A message with its response, and their actions.
import { AnswerView } from './answer-view.js';
import { button, copyButton, element, textButton } from './dom.js';

export class TurnView {
  #turn;
  #actions;
  #answer;
  #message = element('article', { className: 'user', 'aria-label': 'You' });
  #footer = element('div', { className: 'turn-actions' });
  #shownFooter = '';
  node;

  /** @param actions the buttons' actions: retry, edit, choose and restart. */
  constructor(turn, siblings, actions, mayFold) {
    this.#turn = turn;
    this.#actions = actions;
    this.#answer = new AnswerView(mayFold);
    this.node = element('section', { className: 'turn' }, this.#message,
      element('article', { className: 'answer', 'aria-label': 'Answer' }, this.#answer.node, this.#footer));
    this.#showMessage(siblings);
    this.update();
  }

  update() {
    const turn = this.#turn;
    this.#answer.update(turn, () => this.#errorActions());
    if (this.#shownFooter !== turn.status) {
      this.#shownFooter = turn.status;
      this.#showFooter();
    }
  }

  dispose() {
    this.#answer.dispose();
  }

  #showMessage(siblings) {
    const turn = this.#turn;
    this.#message.replaceChildren(
      ...turn.images.map((image, index) => element('img', { src: image, alt: `Image ${index + 1} of the message` })),
      element('div', { className: 'user-text' }, turn.message),
      element('div', { className: 'turn-actions' },
        siblings.length > 1 ? this.#branches(siblings) : null,
        button('Edit the message', 'edit', () => this.#edit(siblings)),
        copyButton('Copy the message', () => turn.message)));
  }

  #branches(siblings) {
    const index = siblings.indexOf(this.#turn);
    return element('span', { className: 'branches', role: 'group', 'aria-label': 'Branches' },
      button('Previous branch', 'left', () => this.#actions.choose(siblings[index - 1]), { disabled: index === 0 }),
      element('span', {}, `${index + 1} / ${siblings.length}`),
      button('Next branch', 'right', () => this.#actions.choose(siblings[index + 1]), { disabled: index === siblings.length - 1 }));
  }

  #edit(siblings) {
    const text = element('textarea', { value: this.#turn.message, rows: 3, 'aria-label': 'Edit the message' });
    const close = () => {
      this.#showMessage(siblings);
      this.#message.querySelector('[data-icon=edit]').focus();
    };
    const send = () => {
      if (text.value.trim() || this.#turn.images.length > 0) {
        this.#actions.edit(this.#turn, text.value.trim());
      }
    };
    text.addEventListener('keydown', event => {
      if (event.key === 'Escape') {
        close();
      } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        send();
      }
    });
    this.#message.replaceChildren(
      element('div', { className: 'edit' }, text,
        element('div', { className: 'edit-actions' }, textButton('Cancel', close), textButton('Send as a new branch', send, { className: 'text-button primary' }))));
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  }

  #showFooter() {
    const turn = this.#turn;
    const text = () => turn.parts.filter(part => part.type === 'text').map(part => part.text).join('\n\n');
    const stats = [
      turn.model,
      turn.stats?.outputTokens && `${turn.stats.outputTokens} tokens`,
      turn.stats?.tokensPerSecond && `${turn.stats.tokensPerSecond.toFixed(0)} tokens/s`,
    ].filter(Boolean).join(' · ');
    this.#footer.replaceChildren(...(turn.status === 'answering' ? [] : [
      text() ? copyButton('Copy the response', text) : '',
      turn.status === 'failed' ? '' : button('Try again', 'retry', () => this.#actions.retry(turn)),
      element('span', { className: 'faint stats' }, stats),
    ]));
  }

  #errorActions() {
    return this.#turn.error.kind === 'ConversationNotFound'
      ? [textButton('Send it in a new chat', () => this.#actions.restart(this.#turn), { className: 'text-button primary' })]
      : [textButton('Try again', () => this.#actions.retry(this.#turn), { className: 'text-button primary' })];
  }
}
