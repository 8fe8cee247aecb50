import { ByteWriter } from './bytes.js';
import { Bits, opusBox } from './codecs.js';

/** MP4 as Media Source wants it (ISO/IEC 14496-12): an init section for a track, and fragments of one sample. */

const VIDEO_CONFIGURATION = { avc1: 'avcC', hvc1: 'hvcC', av01: 'av1C' };
const IDENTITY_MATRIX = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
const TRACK_ID = 1;
const SYNC_SAMPLE = 0x02000000;
const OTHER_SAMPLE = 0x01010000;
const DEFAULT_BASE_IS_MOOF = 0x020000;
const HAS_DATA_OFFSET_AND_ALL_OF_A_SAMPLE = 0xf01;
const AAC = 0x40;
const MP3 = 0x6b;
/** Profile 0, level 1, 8 bits, 4:2:0, colours of BT.709. */
const PLAIN_VP_RECORD = [0, 10, 0x80, 1, 1, 1, 0, 0];
const DEFAULT_SIZE = [1280, 720];

const joined = (parts) => {
  const out = new ByteWriter(256);
  parts.forEach((part) => out.bytes(part));
  return out.toBytes();
};

function box(type, ...parts) {
  const content = joined(parts);
  return new ByteWriter(content.length + 8).u32(content.length + 8).utf8(type).bytes(content).toBytes();
}

function fullBox(type, version, flags, ...parts) {
  return box(type, new ByteWriter(4).u8(version).u24(flags).toBytes(), ...parts);
}

const fields = (write) => {
  const out = new ByteWriter(64);
  write(out);
  return out.toBytes();
};

const zeros = (count) => new Uint8Array(count);

/** The init section of a video track; times are in milliseconds. `size`: width and height, as far as known. */
export function videoInit(description, size) {
  const [width, height] = sizeOf(description) ?? size ?? DEFAULT_SIZE;
  return init({ timescale: 1000, handler: 'vide', header: fullBox('vmhd', 0, 1, zeros(8)), width, height,
    entry: videoEntry(description, width, height) });
}

/** The init section of an audio track; times are in samples. */
export function audioInit(description) {
  return init({ timescale: description.sampleRate, handler: 'soun', header: fullBox('smhd', 0, 0, zeros(4)), width: 0,
    height: 0, entry: audioEntry(description) });
}

function init(track) {
  const movieHeader = fullBox('mvhd', 0, 0, fields((out) => {
    out.bytes(zeros(8)).u32(1000).u32(0).u32(0x10000).u16(0x100).bytes(zeros(10));
    IDENTITY_MATRIX.forEach((value) => out.u32(value));
    out.bytes(zeros(24)).u32(TRACK_ID + 1);
  }));
  const extend = fullBox('trex', 0, 0, fields((out) => out.u32(TRACK_ID).u32(1).bytes(zeros(12))));
  const fileType = box('ftyp', fields((out) => out.utf8('iso6').u32(1).utf8('iso6mp41')));
  return joined([fileType, box('moov', movieHeader, trackBox(track), box('mvex', extend))]);
}

function trackBox({ timescale, handler, header, width, height, entry }) {
  const trackHeader = fullBox('tkhd', 0, 3, fields((out) => {
    out.bytes(zeros(8)).u32(TRACK_ID).bytes(zeros(20)).u16(handler === 'soun' ? 0x100 : 0).u16(0);
    IDENTITY_MATRIX.forEach((value) => out.u32(value));
    out.u16(width).u16(0).u16(height).u16(0);
  }));
  const mediaHeader = fullBox('mdhd', 0, 0, fields((out) => out.bytes(zeros(8)).u32(timescale).u32(0).u16(0x55c4).u16(0)));
  const handlerBox = fullBox('hdlr', 0, 0, fields((out) => out.u32(0).utf8(handler).bytes(zeros(13))));
  const data = box('dinf', fullBox('dref', 0, 0, fields((out) => out.u32(1)), fullBox('url ', 0, 1)));
  const table = box('stbl',
    fullBox('stsd', 0, 0, fields((out) => out.u32(1)), entry),
    fullBox('stts', 0, 0, zeros(4)),
    fullBox('stsc', 0, 0, zeros(4)),
    fullBox('stsz', 0, 0, zeros(8)),
    fullBox('stco', 0, 0, zeros(4)));
  return box('trak', trackHeader, box('mdia', mediaHeader, handlerBox, box('minf', header, data, table)));
}

function videoEntry({ fourCc, record }, width, height) {
  const head = fields((out) => {
    out.bytes(zeros(6)).u16(1).bytes(zeros(16)).u16(width).u16(height).u32(0x480000).u32(0x480000).u32(0).u16(1);
    out.bytes(zeros(32)).u16(24).u16(0xffff);
  });
  const configuration = fourCc === 'vp09' ? fullBox('vpcC', 1, 0, vpRecord(record)) : box(VIDEO_CONFIGURATION[fourCc], record);
  return box(fourCc, head, configuration);
}

/** As long as the box has to be, if the publisher sent less. */
function vpRecord(record) {
  return record.length >= PLAIN_VP_RECORD.length ? record : PLAIN_VP_RECORD.map((value, i) => record[i] ?? value);
}

function audioEntry(description) {
  const { fourCc, sampleRate, channels } = description;
  const head = fields((out) => out.bytes(zeros(6)).u16(1).bytes(zeros(8)).u16(channels).u16(16).u32(0).u16(sampleRate).u16(0));
  return fourCc === 'Opus'
    ? box('Opus', head, box('dOps', opusBox(description.record)))
    : box('mp4a', head, fullBox('esds', 0, 0, elementaryStream(description)));
}

/** ES_Descriptor, ISO/IEC 14496-1 §7.2.6.5. */
function elementaryStream({ fourCc, record }) {
  const specific = record ? descriptor(5, record) : zeros(0);
  const config = descriptor(4, fields((out) => out.u8(fourCc === 'mp4a' ? AAC : MP3).u8(0x15).u24(0).u32(0).u32(0)), specific);
  return descriptor(3, fields((out) => out.u16(TRACK_ID).u8(0)), config, descriptor(6, new Uint8Array([2])));
}

function descriptor(tag, ...parts) {
  const content = joined(parts);
  const length = [content.length >> 7 | 0x80, content.length & 0x7f];
  return joined([[tag], length, content]);
}

/** A fragment of one sample. `time` and `duration` in the track's timescale; `composition` may be negative. */
export function fragment({ sequence, time, duration, composition, isKey, data }) {
  const moof = (dataOffset) => box('moof',
    fullBox('mfhd', 0, 0, fields((out) => out.u32(sequence))),
    box('traf',
      fullBox('tfhd', 0, DEFAULT_BASE_IS_MOOF, fields((out) => out.u32(TRACK_ID))),
      fullBox('tfdt', 1, 0, fields((out) => out.u64(time))),
      fullBox('trun', 1, HAS_DATA_OFFSET_AND_ALL_OF_A_SAMPLE, fields((out) => {
        out.u32(1).u32(dataOffset).u32(duration).u32(data.length).u32(isKey ? SYNC_SAMPLE : OTHER_SAMPLE).u32(composition);
      }))));
  const head = moof(moof(0).length + 8);
  return new ByteWriter(head.length + data.length + 8).bytes(head).u32(data.length + 8).utf8('mdat').bytes(data).toBytes();
}

/** Width and height by the sequence parameter set of H.264; null for other codecs, and for one that makes no sense. */
export function sizeOf({ fourCc, record }) {
  try {
    return fourCc === 'avc1' ? avcSize(record) : null;
  } catch {
    return null;
  }
}

const HIGH_PROFILES = [100, 110, 122, 244, 44, 83, 86, 118, 128];

/** ITU-T H.264 §7.3.2.1.1. */
function avcSize(record) {
  const length = record[6] * 256 + record[7];
  const bits = new Bits(withoutEmulation(record.subarray(9, 8 + length)));
  const profile = bits.read(8);
  bits.read(16);
  bits.unsigned();
  const chroma = HIGH_PROFILES.includes(profile) ? skipHighProfile(bits) : 1;
  bits.unsigned();
  skipPictureOrder(bits);
  bits.unsigned();
  bits.read(1);
  const width = 16 * (bits.unsigned() + 1);
  const mapUnits = bits.unsigned() + 1;
  const fieldHeight = 2 - bits.read(1);
  if (fieldHeight === 2) {
    bits.read(1);
  }
  bits.read(1);
  const [left, right, top, bottom] = bits.read(1) ? Array.from({ length: 4 }, () => bits.unsigned()) : [0, 0, 0, 0];
  const cropX = chroma === 1 || chroma === 2 ? 2 : 1;
  const cropY = fieldHeight * (chroma === 1 ? 2 : 1);
  return [width - cropX * (left + right), 16 * mapUnits * fieldHeight - cropY * (top + bottom)];
}

/** Gives chroma_format_idc. */
function skipHighProfile(bits) {
  const chroma = bits.unsigned();
  if (chroma === 3) {
    bits.read(1);
  }
  bits.unsigned();
  bits.unsigned();
  bits.read(1);
  if (bits.read(1)) {
    throw new RangeError('scaling lists are not read');
  }
  return chroma;
}

function skipPictureOrder(bits) {
  const type = bits.unsigned();
  if (type === 0) {
    bits.unsigned();
  } else if (type === 1) {
    bits.read(1);
    bits.signed();
    bits.signed();
    for (let count = bits.unsigned(); count > 0; count--) {
      bits.signed();
    }
  }
}

function withoutEmulation(bytes) {
  return Uint8Array.from(bytes).filter((value, i) => !(value === 3 && i > 1 && bytes[i - 1] === 0 && bytes[i - 2] === 0));
}
