// The turns of the current conversation.
import { byId, element, textButton } from './dom.js';
import { TurnView } from './turn-view.js';

const suggestions = ['Roll a die with 20 sides', 'Compare three sorting algorithms in a table', 'Write a C# method that reverses a string'];

export class ConversationView {
  #views = new Map();
  #node = byId('conversation');
  #actions;
  #scroll;

  constructor(actions, scroll) {
    this.#actions = actions;
    this.#scroll = scroll;
  }

  /** Shows a path of turns. Turns that are already shown do not change. */
  show(path, tree) {
    const views = new Map();
    for (const turn of path) {
      const siblings = tree.siblings(turn);
      const shown = this.#views.get(turn.id);
      const isSame = shown?.branches === siblings.length;
      views.set(turn.id, isSame ? shown : { branches: siblings.length, view: new TurnView(turn, siblings, this.#actions, () => this.#scroll.isFollowing) });
    }
    for (const [id, old] of this.#views) {
      if (views.get(id) !== old) {
        old.view.dispose();
      }
    }
    this.#views = views;
    const nodes = path.length > 0 ? [...views.values()].map(({ view }) => view.node) : [this.#welcome()];
    if (nodes.length !== this.#node.childNodes.length || nodes.some((node, index) => node !== this.#node.childNodes[index])) {
      this.#node.replaceChildren(...nodes);
    }
  }

  update(turn) {
    this.#views.get(turn.id)?.view.update();
  }

  #welcome() {
    return element('div', { className: 'welcome' },
      element('h2', {}, 'How can I help?'),
      element('div', { className: 'suggestions' }, ...suggestions.map(text => textButton(text, () => this.#actions.send(text, [])))));
  }
}
