import { ByteReader, ByteWriter } from './bytes.js';

const hex = (value) => value.toString(16).padStart(2, '0');
const twoDigits = (value) => String(value).padStart(2, '0');

const AAC_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];
const MPEG_RATES = [44100, 48000, 32000];

/** What people call a codec. */
export const NAMES = {
  avc1: 'H.264',
  hvc1: 'HEVC',
  av01: 'AV1',
  vp09: 'VP9',
  vp08: 'VP8',
  vvc1: 'VVC',
  mp4a: 'AAC',
  Opus: 'Opus',
  '.mp3': 'MP3',
  fLaC: 'FLAC',
  'ac-3': 'AC-3',
  'ec-3': 'E-AC-3',
};

const VIDEO_STRINGS = { avc1: avcString, hvc1: hevcString, av01: av1String, vp09: vp9String };

/**
 * What decoders want to know about video: the FourCC, the codec string of RFC 6381, and the configuration record; null if
 * the codec is none of ours. A record that is cut short is a RangeError.
 */
export function describeVideo(fourCc, record) {
  const toString = VIDEO_STRINGS[fourCc];
  if (!toString) {
    return null;
  }
  const body = fourCc === 'vp09' ? withoutVersion(record) : record;
  return { fourCc, string: toString(new ByteReader(body)), record: body };
}

function avcString(reader) {
  reader.u8();
  return `avc1.${hex(reader.u8())}${hex(reader.u8())}${hex(reader.u8())}`;
}

/** ISO/IEC 14496-15, E.3. */
function hevcString(reader) {
  reader.u8();
  const profile = reader.u8();
  const compatibility = reversedBits(reader.u32()).toString(16);
  const constraints = [...reader.take(6)];
  const level = reader.u8();
  while (constraints.at(-1) === 0) {
    constraints.pop();
  }
  const space = ['', 'A', 'B', 'C'][profile >> 6];
  const tier = profile & 0x20 ? 'H' : 'L';
  return [`hvc1.${space}${profile & 0x1f}`, compatibility, `${tier}${level}`, ...constraints.map((c) => c.toString(16))]
    .join('.');
}

function reversedBits(word) {
  let result = 0;
  for (let i = 0; i < 32; i++) {
    result = result * 2 + ((word >>> i) & 1);
  }
  return result;
}

function av1String(reader) {
  reader.u8();
  const profileAndLevel = reader.u8();
  const flags = reader.u8();
  const depth = flags & 0x40 ? (flags & 0x20 ? 12 : 10) : 8;
  const tier = flags & 0x80 ? 'H' : 'M';
  return `av01.${profileAndLevel >> 5}.${twoDigits(profileAndLevel & 0x1f)}${tier}.${twoDigits(depth)}`;
}

function vp9String(reader) {
  return `vp09.${twoDigits(reader.u8())}.${twoDigits(reader.u8())}.${twoDigits(reader.u8() >> 4)}`;
}

/** Some publishers send the record with the version and flags of the box that it has in MP4, some without. */
function withoutVersion(record) {
  return record.length >= 12 && record[0] === 1 && record[1] + record[2] + record[3] === 0 ? record.subarray(4) : record;
}

/**
 * What decoders want to know about audio: FourCC, codec string, sample rate, channels, samples in a frame, and the
 * configuration record (none for MP3, which `body`, its first frame, describes); null if the codec is none of ours.
 */
export function describeAudio(fourCc, body) {
  switch (fourCc) {
    case 'mp4a':
      return describeAac(body);
    case 'Opus':
      return describeOpus(body);
    case '.mp3':
      return describeMp3(new ByteReader(body));
    default:
      return null;
  }
}

/** AudioSpecificConfig, ISO/IEC 14496-3 §1.6.2.1. */
function describeAac(record) {
  const bits = new Bits(record);
  const objectType = bits.objectType();
  const sampleRate = bits.sampleRate();
  const channels = [0, 1, 2, 3, 4, 5, 6, 8][bits.read(4)] || 2;
  return { fourCc: 'mp4a', string: `mp4a.40.${objectType}`, sampleRate, channels, frameSamples: 1024, record };
}

/** Reads a few bits at a time, from the highest on. */
export class Bits {
  #bytes;
  #at = 0;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  read(count) {
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++) {
      if (this.#at >> 3 >= this.#bytes.length) {
        throw new RangeError('a configuration record that ends early');
      }
      value = value * 2 + ((this.#bytes[this.#at >> 3] >> (7 - (this.#at & 7))) & 1);
    }
    return value;
  }

  objectType() {
    const type = this.read(5);
    return type === 31 ? 32 + this.read(6) : type;
  }

  sampleRate() {
    const index = this.read(4);
    return index === 15 ? this.read(24) : AAC_RATES[index];
  }

  /** Exp-Golomb, ITU-T H.264 §9.1. */
  unsigned() {
    let zeros = 0;
    while (this.read(1) === 0) {
      zeros++;
    }
    return 2 ** zeros - 1 + this.read(zeros);
  }

  signed() {
    const code = this.unsigned();
    return code % 2 ? (code + 1) / 2 : -code / 2;
  }
}

/** The identification header, RFC 7845 §5.1. Frames are of 20 ms mostly; players measure rather than believe that. */
function describeOpus(record) {
  const channels = record.length > 9 ? record[9] : 2;
  return { fourCc: 'Opus', string: 'opus', sampleRate: 48000, channels, frameSamples: 960, record };
}

/** The header of a frame, ISO/IEC 11172-3 §2.4.1.3. */
function describeMp3(reader) {
  const header = reader.u32();
  if (header >>> 21 !== 0x7ff) {
    throw new RangeError('no MP3 frame');
  }
  const version = (header >> 19) & 3; // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
  const rate = MPEG_RATES[(header >> 10) & 3];
  if (!rate) {
    throw new RangeError('no MP3 frame');
  }
  const sampleRate = version === 3 ? rate : version === 2 ? rate / 2 : rate / 4;
  const channels = ((header >> 6) & 3) === 3 ? 1 : 2;
  return { fourCc: '.mp3', string: 'mp3', sampleRate, channels, frameSamples: version === 3 ? 1152 : 576 };
}

/** OpusSpecificBox's content, from the identification header: the same in the other byte order. */
export function opusBox(record) {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  if (record.length < 19) {
    return new ByteWriter(16).u8(0).u8(2).u16(0).u32(48000).u16(0).u8(0).toBytes();
  }
  return new ByteWriter(32)
    .u8(0)
    .u8(record[9])
    .u16(view.getUint16(10, true))
    .u32(view.getUint32(12, true))
    .u16(view.getUint16(16, true))
    .bytes(record.subarray(18))
    .toBytes();
}
