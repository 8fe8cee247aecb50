import { NAMES, describeAudio, describeVideo } from './codecs.js';
import { Delay, Timeline } from './delay.js';
import { LeftOut } from './leftout.js';
import * as mediaSource from './mse.js';
import { readAudio, readVideo } from './tags.js';
import { TcConnection } from './tc.js';
import * as webCodecs from './webcodecs.js';
import * as words from './words.js';

const FIRST_RETRY_MILLIS = 300;
const LAST_RETRY_MILLIS = 5000;
/** VP9 does not need a configuration record, and then says nothing of its profile: 0 mostly. */
const PLAIN_VP9 = new Uint8Array([0, 10, 0x80, 0]);
const SILENCE_MILLIS = 5000;
const SOUND_ONLY_MILLIS = 3000;
const CHECK_MILLIS = 250;

/**
 * Watches one stream: connects, plays, and begins anew when the connection is lost, until it is closed or there is no
 * sense in trying again.
 */
export class Viewer {
  /** The state has changed: name, title, text. */
  onstate = () => {};
  /** Something that does not stop the picture, but should be known; '' if nothing is. */
  onnotice = () => {};

  #stage;
  #wish;
  #connection;
  #player;
  #delay = new Delay();
  #timeline = new Timeline();
  #leftOut = new LeftOut();
  /** What should be known, by whose word it is taken back. */
  #notices = { player: '', sound: '', server: '', link: '' };
  #video;
  #audio;
  #volume = 0;
  #retryMillis = FIRST_RETRY_MILLIS;
  #retryTimer;
  #checkTimer;
  #wasConnected = false;
  #onAir = false;
  #heardAt = 0;
  #pictureAt = 0;
  #state = 'idle';
  #receivedBefore = 0;
  #shownBefore = 0;

  /** `wish`: app, stream, token, user, and the player to insist on, 'mse' or 'webcodecs', if any. */
  constructor(stage, wish) {
    this.#stage = stage;
    this.#wish = wish;
    addEventListener('online', this.#retryNow);
  }

  start() {
    if (!this.#choosePlayer()) {
      this.#say('unsupported', words.noPlayer());
      return;
    }
    this.#checkTimer = setInterval(() => this.#check(), CHECK_MILLIS);
    this.#connect();
  }

  close() {
    removeEventListener('online', this.#retryNow);
    clearInterval(this.#checkTimer);
    clearTimeout(this.#retryTimer);
    this.#connection?.close();
    this.#player?.close();
    this.#player = undefined;
  }

  /** Sound: off is 0. To be called by a click when it turns sound on. */
  hear(volume) {
    this.#volume = volume;
    this.#player?.hear(volume);
    if (this.#state === 'sound') {
      this.#say('sound', words.soundOnly(volume > 0));
    }
  }

  /** Figures as they are now; null or 0 where there is none yet. */
  get figures() {
    const player = this.#player;
    return {
      state: this.#state,
      player: player?.name ?? '',
      receivedBytes: this.#receivedBefore + (this.#connection?.receivedBytes ?? 0),
      shown: player?.shown ?? 0,
      dropped: (player?.dropped ?? 0) + this.#leftOut.count,
      size: this.#video ? (player?.size ?? null) : null,
      heardSeconds: player?.heardSeconds ?? 0,
      delayMillis: this.#delayMillis(),
      video: this.#video?.name ?? '',
      audio: this.#audio?.name ?? '',
    };
  }

  /** From the server to the screen: half a round trip, and what the picture shown waited since the quickest would be here. */
  #delayMillis() {
    const shown = this.#player?.shownMillis;
    const origin = this.#delay.origin;
    if (shown === undefined || origin === undefined || this.#state !== 'playing') {
      return null;
    }
    const seenAt = this.#player.shownAt;
    return Math.max(0, seenAt - origin - shown) + (this.#connection?.shortestRoundTrip ?? 0) / 2;
  }

  #say(name, { title, text }) {
    this.#state = name;
    this.onstate({ name, title, text });
  }

  #notice(about, text) {
    if (this.#notices[about] !== text) {
      this.#notices[about] = text;
      this.onnotice(Object.values(this.#notices).filter(Boolean).join(' '));
    }
  }

  #choosePlayer() {
    const insisted = this.#wish.player;
    const module = [webCodecs, mediaSource].find(
      (candidate) => candidate.isAvailable() && (insisted !== 'mse' || candidate === mediaSource),
    );
    if (!module) {
      return false;
    }
    this.#usePlayer(module === webCodecs ? webCodecs.WebCodecsPlayer : mediaSource.MediaSourcePlayer);
    if (module === mediaSource && insisted !== 'mse') {
      this.#notice('player', globalThis.isSecureContext ? words.noWebCodecs() : words.notSecure());
    }
    return true;
  }

  #usePlayer(Player) {
    this.#player?.close();
    this.#player = new Player(this.#stage, this.#delay);
    this.#player.onunsupported = (kind, string) => this.#unsupported(kind, string);
    this.#player.hear(this.#volume);
  }

  #connect() {
    clearTimeout(this.#retryTimer);
    const { app, stream, user, token } = this.#wish;
    const url = new URL('/', location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const credentials = token ? (user ? [user, token] : [token]) : [];
    const connection = new TcConnection(url.href, app, credentials);
    this.#connection = connection;
    this.#say(this.#wasConnected ? 'reconnecting' : 'connecting', words.connecting());
    connection.onconnect = () => {
      this.#wasConnected = true;
      this.#retryMillis = FIRST_RETRY_MILLIS;
      this.#notice('server', '');
      connection.play(stream);
    };
    connection.onrefused = (reason) => this.#refused(reason);
    connection.onstatus = (info) => this.#status(info.code);
    connection.onvideo = (timestamp, payload) => this.#media(timestamp, () => readVideo(payload), this.#showVideo);
    connection.onaudio = (timestamp, payload) => this.#media(timestamp, () => readAudio(payload), this.#playAudio);
    connection.ondata = ([name, values]) => name === 'onMetaData' && this.#player?.hint?.(values ?? {});
    connection.onclose = () => this.#lost();
  }

  #refused(reason) {
    this.#connection.close();
    clearInterval(this.#checkTimer);
    this.#say('refused', words.refused(this.#wish, reason));
  }

  #lost() {
    this.#receivedBefore += this.#connection?.receivedBytes ?? 0;
    this.#connection = undefined;
    this.#onAir = false;
    const seconds = this.#retryMillis / 1000;
    this.#say('reconnecting', (this.#wasConnected ? words.lost : words.unreachable)(seconds));
    this.#retryTimer = setTimeout(() => this.#begin(), this.#retryMillis);
    this.#retryMillis = Math.min(LAST_RETRY_MILLIS, this.#retryMillis * 2);
  }

  #retryNow = () => {
    if (!this.#connection) {
      this.#begin();
    }
  };

  /** A new connection's stream begins at 0. */
  #begin() {
    this.#delay.restart();
    this.#timeline = new Timeline();
    this.#player?.reset();
    this.#forgetMedia();
    this.#connect();
  }

  /** What comes next may be of another kind. */
  #forgetMedia() {
    this.#video = this.#audio = undefined;
    this.#leftOut.restart();
    this.#notice('sound', '');
    this.#notice('link', '');
  }

  #status(code) {
    const { stream } = this.#wish;
    switch (code) {
      case 'NetStream.Play.Start':
        this.#say('waiting', words.notPublished(stream));
        break;
      case 'NetStream.Play.PublishNotify':
        this.#onAir = true;
        this.#heardAt = this.#pictureAt = performance.now();
        this.#shownBefore = this.#player?.shown ?? 0;
        this.#say('starting', { title: '', text: '' });
        break;
      case 'NetStream.Play.UnpublishNotify':
        this.#onAir = false;
        this.#player?.endVideo();
        this.#delay.restart();
        this.#player?.restart();
        this.#forgetMedia();
        this.#say('ended', words.publisherLeft(stream));
        break;
      case 'NetConnection.Shutdown.Notify':
        this.#notice('server', words.shuttingDown());
        break;
      default: // what else there is changes nothing here
    }
  }

  /** Malformed media are the publisher's fault, and the next message may be better. */
  #media(timestamp, read, play) {
    const now = performance.now();
    this.#heardAt = now;
    const millis = this.#timeline.at(timestamp);
    try {
      play.call(this, millis, read(), now);
    } catch (error) {
      console.warn('a message that makes no sense', error);
    }
  }

  #showVideo(millis, tag, now) {
    if (tag.kind === 'init') {
      this.#configureVideo(tag);
    } else if (tag.kind === 'end') {
      this.#player?.endVideo();
    } else if (tag.kind === 'frame') {
      this.#delay.arrived(millis, now);
      this.#leftOut.frame(millis, tag.isKey, now);
      this.#pictureAt = now;
      this.#frame(millis, tag);
    }
  }

  #frame(millis, tag) {
    if (!tag.codec || (tag.codec === 'vp09' && !this.#video)) {
      this.#configureVideo({ ...tag, body: PLAIN_VP9 });
    }
    this.#player?.video(millis, tag);
  }

  #configureVideo({ codec, body, name }) {
    const description = codec ? describeVideo(codec, body) : null;
    this.#video = { name: name ?? NAMES[codec] ?? codec, description };
    if (description) {
      this.#player?.configureVideo(description);
    } else {
      this.#fail(this.#video.name);
    }
  }

  #playAudio(millis, tag, now) {
    if (tag.kind === 'init' || (tag.kind === 'frame' && this.#needsDescription(tag))) {
      this.#configureAudio(tag);
    }
    if (tag.kind === 'frame') {
      this.#delay.arrived(millis, now);
      if (this.#audio?.description && tag.body.length > 0) {
        this.#player?.audio(millis, tag);
      }
    }
  }

  /** MP3 has no configuration record, and what nobody can play has neither. */
  #needsDescription({ codec }) {
    return codec !== 'mp4a' && this.#audio?.codec !== codec;
  }

  #configureAudio({ codec, body, name }) {
    const description = codec ? describeAudio(codec, body) : null;
    this.#audio = { codec, name: name ?? NAMES[codec] ?? codec, description };
    this.#notice('sound', description ? '' : words.noAudioCodec(this.#audio.name));
    if (description) {
      this.#player?.configureAudio(description);
    }
  }

  #unsupported(kind, string) {
    const name = (kind === 'video' ? this.#video : this.#audio)?.name ?? string;
    if (kind === 'audio') {
      this.#notice('sound', words.noAudioCodec(name));
    } else if (this.#player instanceof webCodecs.WebCodecsPlayer && mediaSource.canPlay(string)) {
      this.#usePlayer(mediaSource.MediaSourcePlayer);
      this.#notice('player', words.throughMediaSource(name));
      [this.#video, this.#audio].forEach((each) => each?.description && this.#configureAgain(each));
    } else {
      this.#fail(name);
    }
  }

  #configureAgain(media) {
    media === this.#video
      ? this.#player.configureVideo(media.description)
      : this.#player.configureAudio(media.description);
  }

  /** No player can show this kind of video. */
  #fail(name) {
    this.#connection?.close();
    clearInterval(this.#checkTimer);
    this.#say('unsupported', words.noVideoCodec(name));
    this.#player?.close();
    this.#player = undefined;
  }

  /** Looks now and then whether what was said is still true. */
  #check() {
    const now = performance.now();
    this.#player?.tend?.();
    if (!this.#onAir) {
      return;
    }
    this.#notice('link', this.#leftOut.happens(now) ? words.slowLink() : '');
    if (now - this.#heardAt > SILENCE_MILLIS) {
      this.#change('silent', words.noMedia(this.#wish.stream));
    } else if (now - this.#pictureAt > SOUND_ONLY_MILLIS && !this.#video) {
      this.#change('sound', words.soundOnly(this.#volume > 0));
    } else if (this.#player?.shown > this.#shownBefore) {
      this.#change('playing', { title: '', text: '' });
    }
  }

  #change(name, what) {
    if (this.#state !== name) {
      this.#say(name, what);
    }
  }
}
