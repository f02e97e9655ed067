// The list of conversations; on a phone, a drawer.
import { button, byId, element } from './dom.js';

const narrow = matchMedia('(max-width: 47.99rem)');

export class ConversationList {
  #list = byId('conversations');
  #sidebar = byId('sidebar');
  #actions;

  /** @param actions open, remove and create. */
  constructor(actions) {
    this.#actions = actions;
    byId('new-conversation').addEventListener('click', () => {
      this.#setOpen(false);
      actions.create();
    });
    byId('open-sidebar').addEventListener('click', () => this.#setOpen(true));
    byId('close-sidebar').addEventListener('click', () => this.#setOpen(false));
    byId('sidebar-shade').addEventListener('click', () => this.#setOpen(false));
    this.#sidebar.addEventListener('keydown', event => {
      if (event.key === 'Escape') {
        this.#setOpen(false);
      }
    });
    narrow.addEventListener('change', () => this.#setOpen(false));
    this.#setOpen(false);
  }

  show(conversations, current) {
    this.#list.replaceChildren(...conversations.map(conversation => this.#item(conversation, conversation.id === current)));
  }

  #item(conversation, isCurrent) {
    const open = element('button', { type: 'button', className: 'conversation-link', title: conversation.title },
      element('span', { className: 'conversation-title' }, conversation.title),
      conversation.isForgotten ? element('span', { className: 'faint' }, 'no longer on the server') : null);
    if (isCurrent) {
      open.setAttribute('aria-current', 'true');
    }
    open.addEventListener('click', () => {
      this.#setOpen(false);
      this.#actions.open(conversation.id);
    });
    return element('li', {}, open, button(`Delete “${conversation.title}”`, 'delete', () => {
      if (confirm(`Delete “${conversation.title}” from this browser?`)) {
        this.#actions.remove(conversation.id);
      }
    }));
  }

  #setOpen(isOpen) {
    const wasOpen = document.body.classList.contains('sidebar-open');
    document.body.classList.toggle('sidebar-open', isOpen);
    byId('open-sidebar').setAttribute('aria-expanded', isOpen);
    this.#sidebar.inert = narrow.matches && !isOpen;
    byId('page').inert = narrow.matches && isOpen;
    if (isOpen) {
      byId('close-sidebar').focus();
    } else if (wasOpen && narrow.matches) {
      byId('open-sidebar').focus();
    }
  }
}
