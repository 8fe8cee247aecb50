import { ByteReader, ByteWriter } from './bytes.js';

const PING = 0x01;
const PING_REPLY = 0x41;
const SET_ACK_WINDOW = 0x0a;
const FLOW_OPEN = 0x10;
const RETURN_FLOW_OPEN = 0x30;
const USER_DATA_LAST = 0x1d;
const USER_DATA_MORE = 0x3d;
const ABANDON_MESSAGE = 0x1a;
const FLOW_CLOSE = 0x1c;
const DATA_ACK = 0x5a;
const FLOW_CLOSE_ACK = 0x5c;
const FLOW_EXCEPTION = 0x5e;

const INITIAL_ACK_WINDOW = 2800;
const RECEIVE_BUFFER = 2_097_151;
const MAX_MESSAGE_BYTES = 2 ** 24 + 16;
const FRAGMENT_BYTES = 1400;
const ACK_DELAY_MILLIS = 100;
const PING_PERIOD_MILLIS = 2000;
/** Whoever does not answer for so long has gone, whatever TCP believes. */
const SILENCE_LIMIT_MILLIS = 12_000;

/** A flow that the server sends on. */
class ReceivingFlow {
  unacknowledged = 0;
  #fragments = [];
  #length = 0;
  onmessage = () => {};

  constructor(id, metadata, association) {
    this.id = id;
    this.metadata = metadata;
    this.association = association;
  }

  fragment(bytes, isLast) {
    this.#length += bytes.length;
    if (this.#length > MAX_MESSAGE_BYTES) {
      throw new RangeError('a message too long');
    }
    this.#fragments.push(bytes);
    if (isLast) {
      const message = this.#joined();
      this.abandon();
      this.onmessage(message);
    }
  }

  abandon() {
    this.#fragments = [];
    this.#length = 0;
  }

  #joined() {
    if (this.#fragments.length === 1) {
      return this.#fragments[0];
    }
    const message = new Uint8Array(this.#length);
    let at = 0;
    for (const fragment of this.#fragments) {
      message.set(fragment, at);
      at += fragment.length;
    }
    return message;
  }
}

/**
 * RTWebSocket, the side of a client: flows of messages over one WebSocket. It sends little, commands only, so it may
 * leave the server's buffer advertisements alone; what it receives it acknowledges as asked.
 */
export class RtWebSocket {
  onopen = () => {};
  /** A flow was opened by the server; the listener sets its onmessage. */
  onflow = () => {};
  /** The server does not want this flow of ours. */
  onexception = () => {};
  onclose = () => {};
  /** The shortest round trip so far, in milliseconds. */
  shortestRoundTrip;
  receivedBytes = 0;

  #socket;
  #flows = new Map();
  #nextFlowId = 0;
  #ackWindow = INITIAL_ACK_WINDOW;
  #unacknowledged = 0;
  #ackTimer;
  #pingTimer;
  #heardAt = performance.now();

  constructor(url) {
    this.#socket = new WebSocket(url);
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.onopen = () => {
      this.#pingTimer = setInterval(() => this.#ping(), PING_PERIOD_MILLIS);
      this.#ping();
      this.onopen();
    };
    this.#socket.onmessage = ({ data }) => this.#receive(data);
    this.#socket.onclose = ({ reason }) => this.#ended(reason);
  }

  /** Opens a flow to the server and gives its ID; `association` is a flow of the server's, or undefined. */
  open(metadata, association) {
    const id = this.#nextFlowId++;
    const isReturn = association !== undefined;
    const out = new ByteWriter().u8(isReturn ? RETURN_FLOW_OPEN : FLOW_OPEN).vlu(id);
    if (isReturn) {
      out.vlu(association.id);
    }
    this.#send(out.bytes(metadata));
    return id;
  }

  send(flowId, message) {
    for (let from = 0; from < message.length; from += FRAGMENT_BYTES) {
      const isLast = from + FRAGMENT_BYTES >= message.length;
      const part = message.subarray(from, from + FRAGMENT_BYTES);
      this.#send(new ByteWriter().u8(isLast ? USER_DATA_LAST : USER_DATA_MORE).vlu(flowId).bytes(part));
    }
  }

  /** Ends the connection without a further word to the listeners. */
  close() {
    this.onclose = () => {};
    this.#ended('');
  }

  #ended(reason) {
    clearInterval(this.#pingTimer);
    clearTimeout(this.#ackTimer);
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.onclose(reason);
  }

  #send(out) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(out.toBytes());
    }
  }

  #ping() {
    if (performance.now() - this.#heardAt > SILENCE_LIMIT_MILLIS) {
      this.#ended('the server does not answer');
      return;
    }
    this.#send(new ByteWriter().u8(PING).f64(performance.now()));
  }

  #receive(data) {
    if (typeof data === 'string') {
      return;
    }
    this.#heardAt = performance.now();
    this.receivedBytes += data.byteLength;
    try {
      this.#handle(new Uint8Array(data));
    } catch (error) {
      console.error('what came over RTWebSocket makes no sense', error);
      this.#ended(error.message);
    }
  }

  #handle(message) {
    const reader = new ByteReader(message);
    const type = reader.u8();
    switch (type) {
      case PING:
        this.#send(new ByteWriter().u8(PING_REPLY).bytes(reader.rest()));
        break;
      case PING_REPLY:
        this.#timed(performance.now() - reader.f64());
        break;
      case SET_ACK_WINDOW:
        this.#ackWindow = reader.vlu();
        break;
      case FLOW_OPEN:
      case RETURN_FLOW_OPEN:
        this.#opened(reader.vlu(), type === RETURN_FLOW_OPEN ? reader.vlu() : undefined, reader.rest());
        break;
      case USER_DATA_LAST:
      case USER_DATA_MORE:
        this.#data(this.#flow(reader), reader.rest(), type === USER_DATA_LAST, message.length);
        break;
      case ABANDON_MESSAGE:
        this.#flow(reader).abandon();
        break;
      case FLOW_CLOSE:
        this.#closed(this.#flow(reader));
        break;
      case FLOW_EXCEPTION:
        this.onexception(reader.vlu());
        break;
      default: // acknowledgements of what we sent, and what later versions may bring
    }
  }

  #timed(roundTrip) {
    this.shortestRoundTrip = Math.min(this.shortestRoundTrip ?? Infinity, roundTrip);
  }

  #flow(reader) {
    const flow = this.#flows.get(reader.vlu());
    if (!flow) {
      throw new RangeError('an unknown flow');
    }
    return flow;
  }

  #opened(id, association, metadata) {
    if (this.#flows.has(id)) {
      throw new RangeError('a flow that is open already');
    }
    const flow = new ReceivingFlow(id, metadata, association);
    this.#flows.set(id, flow);
    this.onflow(flow);
    this.#acknowledge(flow);
  }

  #data(flow, bytes, isLast, length) {
    flow.unacknowledged += length;
    this.#unacknowledged += length;
    if (this.#unacknowledged >= this.#ackWindow || flow.unacknowledged >= RECEIVE_BUFFER / 2) {
      this.#acknowledgeAll();
    } else {
      this.#ackTimer ??= setTimeout(() => this.#acknowledgeAll(), ACK_DELAY_MILLIS);
    }
    flow.fragment(bytes, isLast);
  }

  #closed(flow) {
    this.#acknowledgeAll();
    this.#flows.delete(flow.id);
    this.#send(new ByteWriter().u8(FLOW_CLOSE_ACK).vlu(flow.id));
  }

  #acknowledgeAll() {
    clearTimeout(this.#ackTimer);
    this.#ackTimer = undefined;
    this.#unacknowledged = 0;
    for (const flow of this.#flows.values()) {
      if (flow.unacknowledged > 0) {
        this.#acknowledge(flow);
      }
    }
  }

  #acknowledge(flow) {
    this.#send(new ByteWriter(16).u8(DATA_ACK).vlu(flow.id).vlu(flow.unacknowledged).vlu(RECEIVE_BUFFER));
    flow.unacknowledged = 0;
  }
}
