// The answers that come in this tab: drawn as they grow, and stored, so that other tabs and a reload have them too.
import { answer } from './answering.js';
import * as tabs from './tabs.js';

const storeEvery = 1000;

export class RunningAnswers {
  #running = new Map();
  #actions;

  /** @param actions draw and save, for a turn that has changed, and ended, for one that is answered. */
  constructor(actions) {
    this.#actions = actions;
    // What has come stays when the page is closed.
    addEventListener('pagehide', () => this.#running.forEach(({ turn }) => actions.save(turn)));
  }

  has(turn) {
    return this.#running.has(turn.id);
  }

  /** Has a turn answered as soon as its model is loaded. Never throws: what goes wrong is in the turn. */
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

  /** Stops an answer, whichever tab it comes in. */
  stop(id) {
    if (!this.stopHere(id)) {
      tabs.tell({ stop: id });
    }
  }

  stopHere(id) {
    this.#running.get(id)?.abort.abort();
    return this.#running.has(id);
  }

  /** Draws a turn at most once a frame, and stores it at most once a second. */
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
