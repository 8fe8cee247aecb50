import * as amf0 from './amf0.js';
import { ByteReader, ByteWriter } from './bytes.js';
import { RtWebSocket } from './rtws.js';

const USER_CONTROL = 4;
const AUDIO = 8;
const VIDEO = 9;
const DATA_EXTENDED = 15;
const COMMAND_EXTENDED = 17;
const DATA = 18;
const COMMAND = 20;
const FLOW_SYNC = 34;

const SIGNATURE = [0x54, 0x43]; // TC
const STREAM_ID_PRESENT = 0x04;

/** Flow metadata: messages for this stream (RFC 7425 §5.1.1). */
function metadata(streamId) {
  return new ByteWriter(8).bytes(SIGNATURE).u8(STREAM_ID_PRESENT).vlu(streamId).toBytes();
}

function streamIdOf(flow) {
  const reader = new ByteReader(flow.metadata);
  reader.take(SIGNATURE.length + 1);
  return reader.vlu();
}

/**
 * Holds back what follows a Flow Synchronization message in one flow until all flows that it names have come to it
 * (RFC 7425 §5.2), so that the end of a publisher is told after the last of its media.
 */
class Barriers {
  #held = new Map();

  /** Passes the message on, or keeps it. */
  offer(flow, message, deliver) {
    const waiting = this.#held.get(flow);
    if (waiting) {
      waiting.push([message, deliver]);
    } else if (message.type === USER_CONTROL && isFlowSync(message.payload)) {
      this.#held.set(flow, []);
      const reader = new ByteReader(message.payload.subarray(6));
      if (this.#held.size >= reader.u32()) {
        this.#pass();
      }
    } else {
      deliver(message);
    }
  }

  #pass() {
    const passing = [...this.#held];
    this.#held.clear();
    for (const [flow, waiting] of passing) {
      waiting.forEach(([message, deliver]) => this.offer(flow, message, deliver));
    }
  }
}

function isFlowSync(payload) {
  return payload.length >= 10 && payload[0] === 0 && payload[1] === FLOW_SYNC;
}

/** A player's connection to an App, and the one stream that it plays. Commands are AMF0. */
export class TcConnection {
  /** The server took us: what it says of itself. */
  onconnect = () => {};
  /** The server did not take us: its reason. */
  onrefused = () => {};
  /** A status, of the connection or of the stream. */
  onstatus = () => {};
  onaudio = () => {};
  onvideo = () => {};
  ondata = () => {};
  onclose = () => {};

  #socket;
  #control;
  #serverControl;
  #barriers = new Barriers();
  #answers = new Map();
  #lastTransaction = 0;
  #streamId = -1;

  /** `credentials`: none, a token, or a user name and its token. */
  constructor(url, app, credentials) {
    this.#socket = new RtWebSocket(url);
    this.#socket.onopen = () => this.#connect(url, app, credentials);
    this.#socket.onflow = (flow) => this.#opened(flow);
    this.#socket.onexception = () => this.#ended('the server ended the session');
    this.#socket.onclose = (reason) => this.onclose(reason);
  }

  get receivedBytes() {
    return this.#socket.receivedBytes;
  }

  get shortestRoundTrip() {
    return this.#socket.shortestRoundTrip;
  }

  close() {
    this.#socket.close();
  }

  /** Plays the stream of that name, query included. */
  play(name) {
    this.#call('createStream', [null], (ok, values) => {
      if (!ok || typeof values[1] !== 'number') {
        this.#ended('the server gives no stream');
        return;
      }
      this.#streamId = values[1];
      const flow = this.#socket.open(metadata(this.#streamId), this.#serverControl);
      this.#command(flow, 'play', 0, null, name);
    });
  }

  #connect(url, app, credentials) {
    this.#control = this.#socket.open(metadata(0));
    const properties = {
      app,
      tcUrl: `${url.replace(/\/$/, '')}/${encodeURIComponent(app)}`,
      objectEncoding: 0,
      capsEx: 0,
      videoFourCcInfoMap: { '*': 1 },
      audioFourCcInfoMap: { '*': 1 },
    };
    this.#call('connect', [properties, ...credentials], (ok, [, info]) => {
      ok ? this.onconnect(info) : this.onrefused(info?.description ?? '');
    });
  }

  #ended(reason) {
    this.#socket.close();
    this.onclose(reason);
  }

  #call(name, values, answer) {
    this.#answers.set(++this.#lastTransaction, answer);
    this.#command(this.#control, name, this.#lastTransaction, ...values);
  }

  #command(flow, ...values) {
    this.#socket.send(flow, new ByteWriter(256).u8(COMMAND).u32(0).bytes(amf0.encode(...values)).toBytes());
  }

  #opened(flow) {
    const streamId = streamIdOf(flow);
    if (streamId === 0) {
      this.#serverControl ??= flow;
    }
    const deliver = (message) => this.#deliver(streamId, message);
    flow.onmessage = (bytes) => {
      const reader = new ByteReader(bytes);
      const message = { type: reader.u8(), timestamp: reader.u32(), payload: reader.rest() };
      this.#barriers.offer(flow, message, deliver);
    };
  }

  #deliver(streamId, { type, timestamp, payload }) {
    switch (type) {
      case AUDIO:
      case VIDEO:
        if (streamId === this.#streamId) {
          (type === AUDIO ? this.onaudio : this.onvideo)(timestamp, payload);
        }
        break;
      case COMMAND:
        this.#commanded(amf0.decode(payload));
        break;
      case COMMAND_EXTENDED:
        this.#commanded(amf0.decode(payload.subarray(1)));
        break;
      case DATA:
        this.ondata(amf0.decode(payload));
        break;
      case DATA_EXTENDED:
        this.ondata(amf0.decode(payload.subarray(1)));
        break;
      default: // user control tells nothing that a page needs
    }
  }

  #commanded([name, transaction, ...values]) {
    if (name === 'onStatus') {
      this.onstatus(values[1] ?? {});
    } else if (name === '_result' || name === '_error') {
      const answer = this.#answers.get(transaction);
      this.#answers.delete(transaction);
      answer?.(name === '_result', values);
    }
  }
}
