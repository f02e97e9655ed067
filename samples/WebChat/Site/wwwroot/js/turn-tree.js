// The turns of a conversation are a tree: a message that was edited, or an answer that was tried again, is a branch beside the first one.
// LM Studio goes on from any answer that it keeps, so a branch is nothing but an earlier id.

export class TurnTree {
  #turns = new Map();

  constructor(turns = []) {
    turns.sort((a, b) => a.created - b.created).forEach(turn => this.add(turn));
  }

  add(turn) {
    this.#turns.set(turn.id, turn);
  }

  /** Adds a turn that was read, or tells the known one what is new of it. */
  merge(turn) {
    this.add(Object.assign(this.get(turn.id) ?? {}, turn));
  }

  get(id) {
    return this.#turns.get(id);
  }

  /** The turns from the first one to a leaf. */
  path(leaf) {
    const path = [];
    for (let turn = this.get(leaf); turn; turn = this.get(turn.parent)) {
      path.unshift(turn);
    }
    return path;
  }

  /** The branches that begin where a turn does, itself included. */
  siblings(turn) {
    return this.children(turn.parent);
  }

  children(parent) {
    return [...this.#turns.values()].filter(turn => turn.parent === parent);
  }

  /** The end of a branch, following the newest turns. */
  leafOf(turn) {
    for (let children = this.children(turn.id); children.length > 0; children = this.children(turn.id)) {
      turn = children.at(-1);
    }
    return turn.id;
  }

  /** The id of the answer that a message after this turn goes on from. LM Studio keeps no answer that was stopped or failed: then it is one before. */
  responseIdBefore(parent) {
    for (let turn = this.get(parent); turn; turn = this.get(turn.parent)) {
      if (turn.responseId) {
        return turn.responseId;
      }
    }
    return null;
  }
}
