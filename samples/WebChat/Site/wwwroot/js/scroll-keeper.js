// Scrolls with the conversation while the user is at its end, and stops when the user scrolls up.

const near = 40;

export class ScrollKeeper {
  #scroller;
  #toEnd;
  #lastTop = 0;
  isFollowing = true;

  constructor(scroller, content, toEnd) {
    this.#scroller = scroller;
    this.#toEnd = toEnd;
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    toEnd.addEventListener('click', () => {
      this.follow();
      scroller.focus({ preventScroll: true });
    });
    const observer = new ResizeObserver(() => this.#grown());
    observer.observe(content);
    observer.observe(scroller);
  }

  /** Scrolls to the end, and stays there. */
  follow() {
    this.isFollowing = true;
    this.#grown();
  }

  get #isAtEnd() {
    return this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight < near;
  }

  #scrolled() {
    // New content below does not change the position: it only decreases when the user scrolls up.
    if (this.#scroller.scrollTop < this.#lastTop - 1) {
      this.isFollowing = this.#isAtEnd;
    } else if (this.#isAtEnd) {
      this.isFollowing = true;
    }
    this.#lastTop = this.#scroller.scrollTop;
    this.#toEnd.hidden = this.#isAtEnd;
  }

  #grown() {
    if (this.isFollowing) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
      this.#lastTop = this.#scroller.scrollTop;
    }
    this.#toEnd.hidden = this.#isAtEnd;
  }
}
