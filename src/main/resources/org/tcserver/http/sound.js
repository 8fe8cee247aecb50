/** A distance between sound and its time that nobody hears. */
const TOLERANCE_SECONDS = 0.012;
/** Up to here sound is bent back to its time, beyond it jumps. */
const BENDABLE_SECONDS = 0.15;
const MOST_BENDING = 0.01;
const LEAST_AHEAD_SECONDS = 0.005;
const MOST_WAITING = 100;

/**
 * Decodes sound by WebCodecs and hands it to the speakers piece by piece, each to begin where the one before ended. While
 * nobody listens nothing is decoded.
 */
export class Sound {
  #delay;
  #onunsupported;
  #description;
  #context;
  #volume;
  #decoder;
  #decoding = 0;
  /** Where the last piece ends, in the context's time. */
  #next = 0;
  /** How much was handed to the speakers. */
  heardSeconds = 0;

  constructor(delay, onunsupported) {
    this.#delay = delay;
    this.#onunsupported = onunsupported;
  }

  /** Turns sound on, off (0), or up and down to 1. */
  hear(volume) {
    if (volume > 0 && !this.#context) {
      this.#context = this.#newContext();
    }
    if (this.#context) {
      this.#volume.gain.value = volume;
      volume > 0 ? this.#context.resume() : this.#context.suspend();
    }
  }

  #newContext() {
    const sampleRate = this.#description?.sampleRate;
    const context = new AudioContext({ latencyHint: 'interactive', ...(sampleRate ? { sampleRate } : {}) });
    this.#volume = context.createGain();
    this.#volume.connect(context.destination);
    return context;
  }

  configure(description) {
    this.#description = description;
    this.#closeDecoder();
    AudioDecoder.isConfigSupported(this.#config())
      .then(({ supported }) => supported, () => false)
      .then((supported) => supported || this.#onunsupported(description.string));
  }

  #config() {
    const { string, sampleRate, channels, record } = this.#description;
    const config = { codec: string, sampleRate, numberOfChannels: channels };
    return record ? { ...config, description: record } : config;
  }

  add(millis, body) {
    if (this.#context?.state !== 'running' || !this.#description || this.#decoding > MOST_WAITING) {
      return;
    }
    this.#decoder ??= this.#newDecoder();
    this.#decoding++;
    this.#decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp: Math.round(millis * 1000), data: body }));
  }

  restart() {
    this.#next = 0;
  }

  close() {
    this.#closeDecoder();
    this.#context?.close();
    this.#context = undefined;
  }

  #newDecoder() {
    const decoder = new AudioDecoder({
      output: (data) => {
        this.#decoding--;
        this.#play(data);
        data.close();
      },
      error: (error) => {
        console.warn('sound cannot be decoded', error);
        if (this.#decoder === decoder) {
          this.#closeDecoder();
        }
      },
    });
    decoder.configure(this.#config());
    return decoder;
  }

  #closeDecoder() {
    if (this.#decoder && this.#decoder.state !== 'closed') {
      this.#decoder.close();
    }
    this.#decoder = undefined;
    this.#decoding = 0;
  }

  #play(data) {
    const context = this.#context;
    if (!context) {
      return;
    }
    const wanted = this.#contextTime(this.#delay.due(data.timestamp / 1000, performance.now()));
    const { start, rate } = this.#place(wanted, context.currentTime);
    if (start === undefined) {
      return;
    }
    const source = context.createBufferSource();
    source.buffer = bufferOf(context, data);
    source.playbackRate.value = rate;
    source.connect(this.#volume);
    source.start(start);
    this.#next = start + source.buffer.duration / rate;
    this.heardSeconds += source.buffer.duration;
  }

  /** When to begin and how fast: behind the last piece, slightly bent, or where it belongs if that is too far away. */
  #place(wanted, now) {
    const error = wanted - this.#next;
    if (Math.abs(error) < BENDABLE_SECONDS && this.#next > now + LEAST_AHEAD_SECONDS) {
      const bending = Math.abs(error) < TOLERANCE_SECONDS ? 0 : Math.max(-MOST_BENDING, Math.min(MOST_BENDING, error / 4));
      return { start: this.#next, rate: 1 - bending };
    }
    return wanted > now ? { start: wanted, rate: 1 } : {};
  }

  /** A time of performance.now() as the context will have it when that is heard. */
  #contextTime(millis) {
    const { contextTime, performanceTime } = this.#context.getOutputTimestamp();
    return performanceTime > 0
      ? contextTime + (millis - performanceTime) / 1000
      : this.#context.currentTime + (millis - performance.now()) / 1000;
  }
}

function bufferOf(context, data) {
  const { numberOfFrames: length, numberOfChannels, sampleRate } = data;
  const buffer = context.createBuffer(numberOfChannels, length, sampleRate);
  for (let channel = 0; channel < numberOfChannels; channel++) {
    data.copyTo(buffer.getChannelData(channel), { planeIndex: channel, format: 'f32-planar' });
  }
  return buffer;
}
