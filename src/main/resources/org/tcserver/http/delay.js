const WINDOW_SECONDS = 10;
const LEAST_DELAY_MILLIS = 30;
const MOST_DELAY_MILLIS = 400;
const FIRST_DELAY_MILLIS = 80;
/** For the screen's own rhythm. */
const MARGIN_MILLIS = 12;
const SHRINK_MILLIS_PER_SECOND = 25;
/** Media so late, for so long, are not late: the publisher's clock has jumped. */
const JUMP_MILLIS = 1000;
const JUMP_PATIENCE_MILLIS = 700;

/** A value for each of the last seconds. */
class Seconds {
  #values = new Map();

  constructor(better) {
    this.better = better;
  }

  add(value, now) {
    const second = Math.floor(now / 1000);
    const known = this.#values.get(second);
    this.#values.set(second, known === undefined ? value : this.better(known, value));
    for (const old of this.#values.keys()) {
      if (old <= second - WINDOW_SECONDS) {
        this.#values.delete(old);
      }
    }
  }

  best() {
    return this.#values.size === 0 ? undefined : this.#bestOf([...this.#values.values()]);
  }

  #bestOf(values) {
    return values.reduce((one, other) => this.better(one, other));
  }

  /** The best but one: what happened in one second only was an accident. */
  secondBest() {
    const values = [...this.#values.values()];
    if (values.length < 2) {
      return undefined;
    }
    values.splice(values.indexOf(this.#bestOf(values)), 1);
    return this.#bestOf(values);
  }
}

/**
 * Decides when media are due, in milliseconds of performance.now(): as early as the quickest messages of late allow, and as
 * much later as the others take for their way and for decoding. The delay grows at once and shrinks slowly.
 */
export class Delay {
  #quickest = new Seconds(Math.min);
  #lateness = new Seconds(Math.max);
  #decoding = new Seconds(Math.max);
  #offset;
  #movedAt = 0;
  #lateSince;

  /** The time of message `millis` was published at, as the quickest message tells; undefined before any came. */
  get origin() {
    return this.#quickest.best();
  }

  /** A message of this timestamp came. */
  arrived(millis, now) {
    const skew = now - millis;
    const origin = this.origin;
    if (origin !== undefined && skew - origin > JUMP_MILLIS) {
      this.#lateSince ??= now;
      if (now - this.#lateSince < JUMP_PATIENCE_MILLIS) {
        return;
      }
      this.restart();
    } else if (origin !== undefined && skew - origin < -JUMP_MILLIS) {
      this.restart();
    }
    this.#lateSince = undefined;
    this.#quickest.add(skew, now);
    this.#lateness.add(skew - this.origin, now);
  }

  /** Decoding a picture took so long. */
  decoded(millis, now) {
    this.#decoding.add(millis, now);
  }

  /** Forgets what was learned, as another publisher begins. */
  restart() {
    this.#quickest = new Seconds(Math.min);
    this.#lateness = new Seconds(Math.max);
    this.#offset = undefined;
    this.#lateSince = undefined;
  }

  /** How long media wait, counted from when the quickest message of their time would have come. */
  get wanted() {
    const lateness = this.#lateness.secondBest();
    if (lateness === undefined) {
      return FIRST_DELAY_MILLIS;
    }
    const delay = lateness + (this.#decoding.secondBest() ?? 0) + MARGIN_MILLIS;
    return Math.min(MOST_DELAY_MILLIS, Math.max(LEAST_DELAY_MILLIS, delay));
  }

  /** When media of this timestamp are to be seen and heard. */
  due(millis, now) {
    const origin = this.origin;
    if (origin === undefined) {
      return now;
    }
    const goal = origin + this.wanted;
    if (this.#offset === undefined || goal >= this.#offset || this.#offset - goal > JUMP_MILLIS) {
      this.#offset = goal;
    } else {
      const most = (SHRINK_MILLIS_PER_SECOND * (now - this.#movedAt)) / 1000;
      this.#offset = Math.max(goal, this.#offset - most);
    }
    this.#movedAt = now;
    return this.#offset + millis;
  }
}

/** Makes an endless time of the 32 bits that a message has. */
export class Timeline {
  #last = 0;

  at(timestamp) {
    this.#last += (timestamp - this.#last) | 0;
    return this.#last;
  }
}
