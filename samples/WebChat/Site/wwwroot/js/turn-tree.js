// The turns of a conversation are a tree: an edited message or a retried response is a branch next to the first one.
// LM Studio continues from any response that it has stored, so a branch only needs an earlier id.

export class TurnTree {
  #turns = new Map();

  constructor(turns = []) {
    turns.sort((a, b) => a.created - b.created).forEach(turn => this.add(turn));
  }

  add(turn) {
    this.#turns.set(turn.id, turn);
  }

  /** Adds a turn that was read from storage, or updates the existing one. */
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

  /** The branches that start at the same point as a turn, including the turn itself. */
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

  /** The id of the response that a message after this turn continues from. LM Studio does not store responses that were stopped or failed: then it is an earlier one. */
  responseIdBefore(parent) {
    for (let turn = this.get(parent); turn; turn = this.get(turn.parent)) {
      if (turn.responseId) {
        return turn.responseId;
      }
    }
    return null;
  }
}
