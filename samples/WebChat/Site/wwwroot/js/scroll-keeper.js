// Follows the end of the conversation while the reader is there, and leaves a reader who went up alone.

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

  /** Goes to the end, and stays there. */
  follow() {
    this.isFollowing = true;
    this.#grown();
  }

  get #isAtEnd() {
    return this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight < near;
  }

  #scrolled() {
    // What grows below does not move the position: only somebody who goes up makes it less.
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
