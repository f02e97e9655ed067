// The responses that are streamed in this tab: drawn as they grow and stored, so that other tabs and a reload show them too.
import { answer } from './answering.js';
import * as tabs from './tabs.js';

const storeEvery = 1000;

export class RunningAnswers {
  #running = new Map();
  #actions;

  /** @param actions draw and save, for a turn that has changed, and ended, for a completed one. */
  constructor(actions) {
    this.#actions = actions;
    // Keep the content so far when the page is closed.
    addEventListener('pagehide', () => this.#running.forEach(({ turn }) => actions.save(turn)));
  }

  has(turn) {
    return this.#running.has(turn.id);
  }

  /** Sends a turn as soon as its model is loaded. Never throws: failures are stored in the turn. */
  run(turn, request, loaded) {
    const abort = new AbortController();
    this.#running.set(turn.id, { turn, abort });
    return tabs.hold(turn.id, async () => {
      this.#actions.save(turn);
      await Promise.race([loaded, new Promise(resolve => { abort.signal.onabort = resolve; })]);
      await answer(turn, request, abort.signal, this.#changed(turn));
      this.#running.delete(turn.id);
      this.#actions.ended(turn);
      await this.#actions.save(turn);
    });
  }

  /** Stops a response, in any tab. */
  stop(id) {
    if (!this.stopHere(id)) {
      tabs.tell({ stop: id });
    }
  }

  stopHere(id) {
    this.#running.get(id)?.abort.abort();
    return this.#running.has(id);
  }

  /** Draws a turn at most once per frame, and stores it at most once per second. */
  #changed(turn) {
    let isDrawing = false;
    let isStoring = false;
    return () => {
      if (!isDrawing) {
        isDrawing = true;
        requestAnimationFrame(() => {
          isDrawing = false;
          this.#actions.draw(turn);
        });
      }
      if (!isStoring) {
        isStoring = true;
        setTimeout(() => {
          isStoring = false;
          if (this.has(turn)) {
            this.#actions.save(turn);
          }
        }, storeEvery);
      }
    };
  }
}
