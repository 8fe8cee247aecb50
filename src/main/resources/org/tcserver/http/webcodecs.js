import { Sound } from './sound.js';

/** Pictures that wait in the decoder or behind it; what comes further waits undecoded. */
const MOST_AHEAD = 8;
/** Later than this, and a keyframe is there: what is before it is given up. */
const BEHIND_MILLIS = 250;
/** Later than this, and no keyframe is there: wait for one. */
const LOST_MILLIS = 1500;
const MOST_FAILURES = 3;
/** A picture is shown when it is due before the middle of the screen's interval. */
const EARLY_MILLIS = 8;

/** Whether this browser has what this player needs. */
export function isAvailable() {
  return 'VideoDecoder' in globalThis && 'AudioDecoder' in globalThis;
}

/** Plays by WebCodecs: decodes, holds pictures until they are due, and paints them on a canvas. */
export class WebCodecsPlayer {
  name = 'WebCodecs';
  /** Something cannot be decoded: kind ('video' or 'audio') and codec string. */
  onunsupported = () => {};

  #canvas;
  #context;
  #delay;
  #sound;
  #decoder;
  #config;
  #needsKey = true;
  #waiting = [];
  #frames = [];
  #fed = new Map();
  #animation;
  #failures = 0;
  #generation = 0;
  #closed = false;
  shown = 0;
  dropped = 0;
  /** When the picture on the canvas was painted, and its timestamp. */
  shownAt = 0;
  shownMillis;

  constructor(stage, delay) {
    this.#canvas = document.createElement('canvas');
    this.#canvas.width = 16;
    this.#canvas.height = 9;
    this.#context = this.#canvas.getContext('2d', { alpha: false });
    stage.replaceChildren(this.#canvas);
    this.#delay = delay;
    this.#sound = new Sound(delay, (string) => this.onunsupported('audio', string));
    this.#animate();
  }

  /** The size of the picture; null before the first. */
  get size() {
    return this.shown > 0 ? [this.#canvas.width, this.#canvas.height] : null;
  }

  get heardSeconds() {
    return this.#sound.heardSeconds;
  }

  /** To be called by a click when it turns sound on. */
  hear(volume) {
    this.#sound.hear(volume);
  }

  configureVideo(description) {
    this.#waiting.push({ description });
    this.#feed();
  }

  configureAudio(description) {
    this.#sound.configure(description);
  }

  audio(millis, tag) {
    this.#sound.add(millis, tag.body);
  }

  video(millis, tag) {
    this.#waiting.push({ millis, tag });
    this.#feed();
  }

  /** No picture follows for now: show all that there are. */
  endVideo() {
    if (this.#decoder?.state === 'configured' && this.#fed.size > 0) {
      this.#needsKey = true;
      this.#decoder.flush().catch(() => {}); // closed meanwhile
    }
  }

  /** Another publisher will come, and go on from the same time. */
  restart() {
    this.#sound.restart();
  }

  /** Time begins anew: nothing of what came before has a place in it. */
  reset() {
    this.#closeDecoder();
    this.#frames.forEach(({ frame }) => frame.close());
    this.#frames = [];
    this.#waiting = [];
    this.#sound.restart();
  }

  close() {
    this.#closed = true;
    cancelAnimationFrame(this.#animation);
    this.reset();
    this.#sound.close();
    this.#canvas.remove();
  }

  #closeDecoder() {
    this.#generation++;
    this.#fed.clear();
    if (this.#decoder && this.#decoder.state !== 'closed') {
      this.#decoder.close();
    }
    this.#decoder = undefined;
    this.#needsKey = true;
  }

  #feed() {
    if (document.hidden) {
      this.#show(performance.now()); // nobody is called to paint a page that is not seen
    }
    this.#catchUp();
    this.#forgetLost();
    while (this.#waiting.length > 0 && this.#frames.length + this.#fed.size < MOST_AHEAD) {
      const next = this.#waiting.shift();
      if (next.description) {
        this.#prepare(next.description);
      } else {
        this.#decode(next);
      }
    }
  }

  /** A decoder says nothing of pictures that it cannot make. */
  #forgetLost() {
    const [first] = this.#fed;
    if (first && performance.now() - first[1].at > LOST_MILLIS) {
      this.#fed.delete(first[0]);
      this.dropped++;
    }
  }

  /** Goes on at the newest keyframe if the oldest picture that waits should have been seen long ago. */
  #catchUp() {
    const oldest = this.#waiting.find((item) => item.tag);
    if (!oldest) {
      return;
    }
    const now = performance.now();
    const late = now - this.#delay.due(oldest.millis, now);
    if (late < BEHIND_MILLIS) {
      return;
    }
    let to = this.#waiting.findLastIndex((item) => item.tag?.isKey);
    if (to < 0 && late > LOST_MILLIS) {
      this.#needsKey = true;
      to = this.#waiting.length;
    }
    const skipped = this.#waiting.splice(0, Math.max(0, to));
    const lastDescription = skipped.findLast((item) => item.description);
    if (lastDescription) {
      this.#waiting.unshift(lastDescription);
    }
    this.dropped += skipped.filter((item) => item.tag).length;
  }

  async #prepare(description) {
    const config = { codec: description.string, optimizeForLatency: true };
    if (description.fourCc === 'avc1' || description.fourCc === 'hvc1') {
      config.description = description.record;
    }
    this.#config = config;
    this.#closeAfterOutput();
    const { supported } = await VideoDecoder.isConfigSupported(config).catch(() => ({ supported: false }));
    if (!supported && this.#config === config && !this.#closed) {
      this.onunsupported('video', config.codec);
    }
  }

  /** A decoder for the new configuration is made at the next keyframe; pictures of the old one are still shown. */
  #closeAfterOutput() {
    const old = this.#decoder;
    this.#decoder = undefined;
    this.#needsKey = true;
    old?.flush().catch(() => {}).then(() => old.state !== 'closed' && old.close());
  }

  #decode({ millis, tag }) {
    if (!this.#config || (this.#needsKey && !tag.isKey)) {
      this.dropped += this.#config ? 1 : 0;
      return;
    }
    if (!this.#decoder) {
      // Pictures that are out of order have to wait for one another in the decoder.
      this.#config.optimizeForLatency = tag.compositionMillis === 0;
      this.#decoder = this.#newDecoder();
    }
    this.#needsKey = false;
    const timestamp = Math.round((millis + tag.compositionMillis) * 1000);
    this.#fed.set(timestamp, { at: performance.now(), compositionMillis: tag.compositionMillis });
    this.#decoder.decode(
      new EncodedVideoChunk({ type: tag.isKey ? 'key' : 'delta', timestamp, data: tag.body }),
    );
  }

  #newDecoder() {
    this.#generation++;
    const generation = this.#generation;
    const decoder = new VideoDecoder({
      output: (frame) => (this.#closed ? frame.close() : this.#output(frame)),
      error: (error) => this.#failed(error, generation),
    });
    decoder.configure(this.#config);
    return decoder;
  }

  #failed(error, generation) {
    console.warn('video cannot be decoded', error);
    if (generation !== this.#generation || this.#closed) {
      return;
    }
    this.dropped += this.#fed.size;
    this.#closeDecoder();
    if (++this.#failures >= MOST_FAILURES) {
      this.onunsupported('video', this.#config.codec);
    }
  }

  #output(frame) {
    const now = performance.now();
    const fed = this.#fed.get(frame.timestamp);
    this.#fed.delete(frame.timestamp);
    if (fed) {
      this.#delay.decoded(Math.max(0, now - fed.at - fed.compositionMillis), now);
      this.#failures = 0;
    }
    this.#frames.push({ millis: frame.timestamp / 1000, frame });
    this.#feed();
  }

  #animate() {
    this.#animation = requestAnimationFrame(() => {
      this.#show(performance.now());
      this.#feed();
      this.#animate();
    });
  }

  /** Paints the newest picture that is due. */
  #show(now) {
    const due = this.#frames.findLastIndex(({ millis }) => this.#delay.due(millis, now) <= now + EARLY_MILLIS);
    if (due < 0) {
      return;
    }
    const passed = this.#frames.splice(0, due + 1);
    const { millis, frame } = passed.pop();
    passed.forEach((older) => older.frame.close());
    this.dropped += document.hidden ? 0 : passed.length;
    this.#paint(frame);
    this.shownMillis = millis;
    this.shownAt = now;
    this.shown++;
  }

  #paint(frame) {
    if (this.#canvas.width !== frame.displayWidth || this.#canvas.height !== frame.displayHeight) {
      this.#canvas.width = frame.displayWidth;
      this.#canvas.height = frame.displayHeight;
    }
    this.#context.drawImage(frame, 0, 0, this.#canvas.width, this.#canvas.height);
    frame.close();
  }
}
