const REMEMBERED = 40;
const LEAST_HOLE_MILLIS = 150;
const HOLE_INTERVALS = 3;
const RECENT_MILLIS = 6000;
const OFTEN = 2;

/**
 * Notices that pictures are missing before a keyframe, which is how the server keeps up with a connection that is too slow
 * for all of them.
 */
export class LeftOut {
  /** How many, as far as the distance of the others tells. */
  count = 0;

  #intervals = [];
  #last;
  #holesAt = [];

  frame(millis, isKey, now) {
    const interval = millis - this.#last;
    this.#last = millis;
    if (!(interval > 0)) {
      return;
    }
    const usual = this.#usual();
    if (isKey && usual > 0 && interval >= Math.max(LEAST_HOLE_MILLIS, HOLE_INTERVALS * usual)) {
      this.count += Math.round(interval / usual) - 1;
      this.#holesAt = [...this.#holesAt.slice(1 - OFTEN), now];
    } else {
      this.#intervals = [...this.#intervals.slice(1 - REMEMBERED), interval];
    }
  }

  /** Another publisher begins, or time does. */
  restart() {
    this.#intervals = [];
    this.#last = undefined;
    this.#holesAt = [];
  }

  /** Whether it happens again and again. */
  happens(now) {
    return this.#holesAt.length === OFTEN && now - this.#holesAt[0] < RECENT_MILLIS;
  }

  #usual() {
    const sorted = this.#intervals.toSorted((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  }
}
