/** Reads big-endian values from a Uint8Array; what goes beyond its end is a RangeError. */
export class ByteReader {
  #bytes;
  #view;
  #at = 0;

  constructor(bytes) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remaining() {
    return this.#bytes.length - this.#at;
  }

  #advance(count) {
    if (count > this.remaining) {
      throw new RangeError(`${count} bytes wanted, ${this.remaining} left`);
    }
    this.#at += count;
    return this.#at - count;
  }

  u8() {
    return this.#view.getUint8(this.#advance(1));
  }

  u16() {
    return this.#view.getUint16(this.#advance(2));
  }

  u24() {
    return (this.u16() << 8) | this.u8();
  }

  s24() {
    return (this.u24() << 8) >> 8;
  }

  u32() {
    return this.#view.getUint32(this.#advance(4));
  }

  f64() {
    return this.#view.getFloat64(this.#advance(8));
  }

  /** A variable-length unsigned integer (RFC 7016 §2.1.2). */
  vlu() {
    let value = 0;
    let octet;
    do {
      octet = this.u8();
      value = value * 128 + (octet & 0x7f);
      if (value > Number.MAX_SAFE_INTEGER) {
        throw new RangeError('a number too large');
      }
    } while (octet & 0x80);
    return value;
  }

  take(count) {
    const from = this.#advance(count);
    return this.#bytes.subarray(from, from + count);
  }

  rest() {
    return this.take(this.remaining);
  }

  utf8(count) {
    return new TextDecoder().decode(this.take(count));
  }

  fourCc() {
    return String.fromCharCode(...this.take(4));
  }
}

/** Collects big-endian values; grows as needed. */
export class ByteWriter {
  #bytes;
  #length = 0;

  constructor(capacity = 64) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length() {
    return this.#length;
  }

  #room(count) {
    const needed = this.#length + count;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
      larger.set(this.toBytes());
      this.#bytes = larger;
    }
    this.#length = needed;
    return new DataView(this.#bytes.buffer, needed - count, count);
  }

  u8(value) {
    this.#room(1).setUint8(0, value);
    return this;
  }

  u16(value) {
    this.#room(2).setUint16(0, value);
    return this;
  }

  u24(value) {
    return this.u16(value >> 8).u8(value & 0xff);
  }

  u32(value) {
    this.#room(4).setUint32(0, value);
    return this;
  }

  u64(value) {
    return this.u32(Math.floor(value / 2 ** 32)).u32(value % 2 ** 32);
  }

  f64(value) {
    this.#room(8).setFloat64(0, value);
    return this;
  }

  vlu(value) {
    const octets = [value % 128];
    for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
      octets.unshift((rest % 128) | 0x80);
    }
    return this.bytes(octets);
  }

  bytes(values) {
    const from = this.#length;
    this.#room(values.length);
    this.#bytes.set(values, from);
    return this;
  }

  utf8(text) {
    return this.bytes(new TextEncoder().encode(text));
  }

  /** What was written so far; shares memory until more is written. */
  toBytes() {
    return this.#bytes.subarray(0, this.#length);
  }
}
