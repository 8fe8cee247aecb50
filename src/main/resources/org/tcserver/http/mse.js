import { audioInit, fragment, videoInit } from './fmp4.js';

const LEAST_BEHIND_SECONDS = 0.08;
const MOST_BEHIND_SECONDS = 1;
const FIRST_BEHIND_SECONDS = 0.12;
/** Further behind than wanted by so much: seek instead of hurrying. */
const SEEK_SECONDS = 1;
const WIDENING = 1.25;
const NARROWING_SECONDS = 0.003;
const KEPT_SECONDS = 15;
const TOLERANCE_SECONDS = 0.04;
const MOST_HURRY = 0.25;
const MOST_DAWDLING = 0.05;
/** How long to wait for the other kind of media before playing without it. */
const PATIENCE_MILLIS = 400;
/** Sound that stays away so long does not hold up the picture any longer. */
const MISSING_SECONDS = 1.5;
/** Sound is strung together, unless its timestamps say that it is further off than rounding explains. */
const AUDIO_GAP_SECONDS = 0.08;
const MOST_QUEUED = 600;

const Source = () => globalThis.ManagedMediaSource ?? globalThis.MediaSource;

/** Whether this browser has what this player needs. */
export function isAvailable() {
  return Source() !== undefined;
}

const mimeType = (kind, string) => `${kind}/mp4; codecs="${string}"`;

export function canPlay(string) {
  return isAvailable() && Source().isTypeSupported(mimeType('video', string));
}

/** How MP3 can be handed over: as it is, or in MP4, where it has two names. Browsers differ. */
const MP3_TYPES = ['audio/mpeg', 'audio/mp4; codecs="mp3"', 'audio/mp4; codecs="mp4a.6b"'];

function audioType(description) {
  return description.fourCc === '.mp3'
    ? (MP3_TYPES.find((type) => Source().isTypeSupported(type)) ?? MP3_TYPES[0])
    : mimeType('audio', description.string);
}

const isInMp4 = ({ type }) => type.includes('/mp4');

/** A source buffer, which takes one thing at a time, and what waits for it. */
class Track {
  #buffer;
  #queue = [];
  #onerror;
  sequence = 0;

  constructor(buffer, init, onerror) {
    this.#buffer = buffer;
    this.#onerror = onerror;
    buffer.addEventListener('updateend', () => this.#next());
    buffer.addEventListener('error', onerror);
    if (init) {
      this.append(init);
    }
  }

  /** What is appended next begins at this time; for what has no time of its own. */
  beginAt(seconds) {
    this.#queue.push(() => {
      this.#buffer.abort();
      this.#buffer.timestampOffset = seconds;
    });
    this.#next();
  }

  append(bytes) {
    this.#queue.push(() => this.#buffer.appendBuffer(bytes));
    this.#next();
  }

  removeBefore(seconds) {
    this.#queue.push(() => this.#buffer.remove(0, seconds));
    this.#next();
  }

  get isStuck() {
    return this.#queue.length > MOST_QUEUED;
  }

  get end() {
    const { buffered } = this.#buffer;
    return buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
  }

  get start() {
    return this.#buffer.buffered.length > 0 ? this.#buffer.buffered.start(0) : 0;
  }

  #next() {
    try {
      while (!this.#buffer.updating && this.#queue.length > 0) {
        this.#queue.shift()();
      }
    } catch (error) {
      this.#onerror(error);
    }
  }
}

/** The more seconds too many there are, the faster. */
function rateFor(surplus) {
  return Math.abs(surplus) < TOLERANCE_SECONDS ? 1 : 1 + Math.max(-MOST_DAWDLING, Math.min(MOST_HURRY, surplus / 2));
}

/** Plays by Media Source Extensions: makes fragments of MP4 for a video element, and keeps it close to their end. */
export class MediaSourcePlayer {
  name = 'Media Source';
  /** Something cannot be decoded: kind ('video' or 'audio') and codec string. */
  onunsupported = () => {};

  #element = document.createElement('video');
  #stage;
  #delay;
  #source;
  #video;
  #audio;
  #descriptions = {};
  #begunAt;
  #hint;
  /** The newest picture: how long it lasts tells the next one, and a hole between two would end all. */
  #last;
  #audioNext;
  #behind = FIRST_BEHIND_SECONDS;
  #waitedAt = 0;
  #trimmedAt = 0;
  #shownBefore = 0;
  #droppedBefore = 0;
  /** When a picture was last handed to the screen, and its timestamp. */
  shownAt = 0;
  shownMillis;

  constructor(stage, delay) {
    this.#stage = stage;
    this.#delay = delay;
    this.#element.muted = true;
    this.#element.autoplay = true;
    this.#element.playsInline = true;
    this.#element.disableRemotePlayback = true;
    this.#element.addEventListener('waiting', () => this.#waited());
    this.#element.addEventListener('error', () => this.#rebuild());
    this.#watchFrames();
    stage.replaceChildren(this.#element);
  }

  get size() {
    return this.#element.videoWidth > 0 ? [this.#element.videoWidth, this.#element.videoHeight] : null;
  }

  get shown() {
    const { totalVideoFrames, droppedVideoFrames } = this.#element.getVideoPlaybackQuality();
    return this.#shownBefore + totalVideoFrames - droppedVideoFrames;
  }

  get dropped() {
    return this.#droppedBefore + this.#element.getVideoPlaybackQuality().droppedVideoFrames;
  }

  hear(volume) {
    this.#element.muted = volume === 0;
    this.#element.volume = volume || 1;
  }

  /** What the publisher says of its picture. */
  hint({ width, height }) {
    if (width > 0 && height > 0) {
      this.#hint = [width, height];
    }
  }

  configureVideo(description) {
    this.#configure('video', description, mimeType('video', description.string));
  }

  configureAudio(description) {
    this.#configure('audio', description, audioType(description));
  }

  #configure(kind, description, type) {
    if (!Source().isTypeSupported(type)) {
      this.onunsupported(kind, description.string);
      return;
    }
    const before = this.#descriptions[kind];
    this.#descriptions[kind] = { ...description, type };
    const track = kind === 'video' ? this.#video : this.#audio;
    if (track && before?.type === type && before.sampleRate === description.sampleRate) {
      if (isInMp4({ type })) {
        track.append(this.#init(kind));
      }
    } else if (this.#source) {
      this.#rebuild();
    } else {
      this.#begunAt ??= performance.now();
    }
  }

  #init(kind) {
    const description = this.#descriptions[kind];
    if (!isInMp4(description)) {
      return undefined;
    }
    return kind === 'video' ? videoInit(description, this.#hint) : audioInit(description);
  }

  /** Both kinds of media, or one of them for some time: no other can be added later. */
  #buildIfReady() {
    const { video, audio } = this.#descriptions;
    const isReady = (video && audio) || ((video || audio) && performance.now() - this.#begunAt > PATIENCE_MILLIS);
    if (this.#source || !isReady) {
      return;
    }
    const source = new (Source())();
    this.#source = source;
    source.addEventListener('sourceopen', () => this.#opened(source), { once: true });
    this.#element.src = URL.createObjectURL(source);
  }

  #opened(source) {
    URL.revokeObjectURL(this.#element.src);
    if (source !== this.#source) {
      return;
    }
    const add = (kind) => {
      const description = this.#descriptions[kind];
      return description && new Track(source.addSourceBuffer(description.type), this.#init(kind), () => this.#rebuild());
    };
    this.#video = add('video');
    this.#audio = add('audio');
  }

  /** Begins anew, at the next keyframe. */
  #rebuild() {
    this.#shownBefore = this.shown;
    this.#droppedBefore = this.dropped;
    this.#source = this.#video = this.#audio = this.#last = this.#audioNext = undefined;
    this.#begunAt = performance.now();
    this.#element.removeAttribute('src');
    this.#element.load();
  }

  video(millis, tag) {
    this.#buildIfReady();
    if (!this.#video || (this.#last === undefined && !tag.isKey)) {
      return;
    }
    const last = this.#last;
    this.#last = { millis, tag };
    if (last && millis > last.millis) {
      this.#append(last, millis - last.millis);
    }
    if (this.#video.isStuck) {
      this.#rebuild();
    }
  }

  #append({ millis, tag }, duration) {
    this.#video.append(fragment({
      sequence: ++this.#video.sequence,
      time: millis,
      duration,
      composition: tag.compositionMillis,
      isKey: tag.isKey,
      data: tag.body,
    }));
  }

  audio(millis, tag) {
    this.#buildIfReady();
    if (!this.#audio) {
      return;
    }
    const { sampleRate, frameSamples } = this.#descriptions.audio;
    const time = Math.round((millis * sampleRate) / 1000);
    const jumps = this.#audioNext === undefined || Math.abs(time - this.#audioNext) > AUDIO_GAP_SECONDS * sampleRate;
    if (jumps) {
      this.#audioNext = time;
    }
    isInMp4(this.#descriptions.audio) ? this.#appendSound(tag.body) : this.#appendRaw(tag.body, jumps);
    this.#audioNext += frameSamples;
  }

  #appendSound(data) {
    this.#audio.append(fragment({
      sequence: ++this.#audio.sequence,
      time: this.#audioNext,
      duration: this.#descriptions.audio.frameSamples,
      composition: 0,
      isKey: true,
      data,
    }));
  }

  #appendRaw(data, jumps) {
    if (jumps) {
      this.#audio.beginAt(this.#audioNext / this.#descriptions.audio.sampleRate);
    }
    this.#audio.append(data);
  }

  endVideo() {}

  /** Another publisher will come, and go on from the same time: so do we. */
  restart() {}

  /** Time begins anew. */
  reset() {
    this.#descriptions = {};
    this.#rebuild();
    this.#begunAt = undefined;
  }

  close() {
    this.#source = undefined;
    this.#element.removeAttribute('src');
    this.#element.load();
    this.#element.remove();
  }

  #watchFrames() {
    const element = this.#element;
    if (!element.requestVideoFrameCallback) {
      return;
    }
    const seen = (now, { mediaTime }) => {
      this.shownAt = performance.now();
      this.shownMillis = mediaTime * 1000;
      element.requestVideoFrameCallback(seen);
    };
    element.requestVideoFrameCallback(seen);
  }

  #waited() {
    const now = performance.now();
    if (now - this.#waitedAt > 1000 && this.#video && this.#element.played.length > 0) {
      this.#waitedAt = now;
      this.#behind = Math.min(MOST_BEHIND_SECONDS, this.#behind * WIDENING);
    }
  }

  /** To be called some times a second: stays close to the end of what there is. */
  tend() {
    const end = this.#end();
    if (end === undefined) {
      return;
    }
    this.#behind = Math.max(LEAST_BEHIND_SECONDS, this.#behind - NARROWING_SECONDS);
    const element = this.#element;
    const surplus = end - element.currentTime - this.#behind;
    if (surplus > SEEK_SECONDS || surplus < -this.#behind - SEEK_SECONDS || element.currentTime < this.#start()) {
      element.currentTime = Math.max(this.#start(), end - this.#behind);
    }
    element.playbackRate = rateFor(surplus);
    if (element.paused) {
      element.play().catch(() => {}); // a new source has come meanwhile, or a click is needed first
    }
    this.#trim();
  }

  #end() {
    const ends = [this.#video?.end, this.#audio?.end].filter((end) => end > 0);
    if (ends.length === 0) {
      return undefined;
    }
    if (this.#video && this.#audio && this.#video.end - this.#audio.end > MISSING_SECONDS) {
      delete this.#descriptions.audio;
      this.#rebuild();
      return undefined;
    }
    return Math.min(...ends);
  }

  #start() {
    return Math.max(this.#video?.start ?? 0, this.#audio?.start ?? 0);
  }

  #trim() {
    const { currentTime } = this.#element;
    if (currentTime - this.#trimmedAt > KEPT_SECONDS * 2) {
      this.#trimmedAt = currentTime - KEPT_SECONDS;
      [this.#video, this.#audio].forEach((track) => track?.removeBefore(this.#trimmedAt));
    }
  }
}
