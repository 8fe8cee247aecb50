import { ByteReader } from './bytes.js';

/** Legacy codec IDs that browsers can play, by their FourCC; 12 is what some encoders use for HEVC. */
const VIDEO_CODECS = { 7: 'avc1', 12: 'hvc1' };
const AUDIO_CODECS = { 2: '.mp3', 10: 'mp4a', 14: '.mp3' };
const LEGACY_NAMES = { 2: 'Sorenson Spark', 3: 'Screen Video', 4: 'VP6', 5: 'VP6', 6: 'Screen Video' };
const LEGACY_SOUNDS = { 0: 'PCM', 1: 'ADPCM', 3: 'PCM', 4: 'Nellymoser', 5: 'Nellymoser', 6: 'Nellymoser', 7: 'G.711', 8: 'G.711', 11: 'Speex' };

const KEYFRAME = 1;
const COMMAND_FRAME = 5;
const ENHANCED_VIDEO = 0x80;
const ENHANCED_AUDIO = 9;

const SEQUENCE_START = 0;
const CODED_FRAMES = 1;
const SEQUENCE_END = 2;
const CODED_FRAMES_X = 3;
const MULTITRACK = 6;
const MOD_EX = 7;

const ONE_TRACK = 0;
const MANY_TRACKS_MANY_CODECS = 2;

/** What is for other players, or for none. */
const NOTHING = { kind: 'other' };

/**
 * A video message (FLV and Enhanced RTMP v2), as far as a player needs it.
 *
 * kind: 'init' (body: the decoder's configuration record), 'frame' (body: a picture; isKey; compositionMillis),
 * 'end' or 'other'; codec: a FourCC. Of several tracks, the first.
 */
export function readVideo(payload) {
  if (payload.length < 1) {
    return NOTHING;
  }
  const reader = new ByteReader(payload);
  const first = reader.u8();
  const isKey = ((first >> 4) & 7) === KEYFRAME;
  if (((first >> 4) & 7) === COMMAND_FRAME) {
    return NOTHING;
  }
  return first & ENHANCED_VIDEO
    ? enhanced(reader, first & 15, (track) => enhancedPicture(track, isKey))
    : legacyVideo(reader, first & 15, isKey);
}

function legacyVideo(reader, id, isKey) {
  const codec = VIDEO_CODECS[id];
  if (!codec) {
    return { kind: 'frame', codec: '', name: LEGACY_NAMES[id] ?? `number ${id}`, isKey };
  }
  const packetType = reader.u8();
  const compositionMillis = reader.s24();
  return coded(codec, ['init', 'frame', 'end'][packetType], { isKey, compositionMillis, body: reader.rest() });
}

function coded(codec, kind, fields) {
  return kind ? { kind, codec, ...fields } : NOTHING;
}

function enhancedPicture({ codec, packetType, reader }, isKey) {
  switch (packetType) {
    case SEQUENCE_START:
      return { kind: 'init', codec, body: reader.rest() };
    case SEQUENCE_END:
      return { kind: 'end', codec };
    case CODED_FRAMES: {
      const hasComposition = ['avc1', 'hvc1', 'vvc1'].includes(codec);
      const compositionMillis = hasComposition ? reader.s24() : 0;
      return { kind: 'frame', codec, isKey, compositionMillis, body: reader.rest() };
    }
    case CODED_FRAMES_X:
      return { kind: 'frame', codec, isKey, compositionMillis: 0, body: reader.rest() };
    default:
      return NOTHING;
  }
}

/** An audio message; as readVideo, with frames that are all alike. */
export function readAudio(payload) {
  if (payload.length < 1) {
    return NOTHING;
  }
  const reader = new ByteReader(payload);
  const first = reader.u8();
  return first >> 4 === ENHANCED_AUDIO
    ? enhanced(reader, first & 15, enhancedSound)
    : legacyAudio(reader, first >> 4);
}

function legacyAudio(reader, format) {
  const codec = AUDIO_CODECS[format];
  if (!codec) {
    return { kind: 'frame', codec: '', name: LEGACY_SOUNDS[format] ?? `number ${format}` };
  }
  const kind = codec === 'mp4a' ? ['init', 'frame'][reader.u8()] : 'frame';
  return coded(codec, kind, { body: reader.rest() });
}

function enhancedSound({ codec, packetType, reader }) {
  switch (packetType) {
    case SEQUENCE_START:
      return { kind: 'init', codec, body: reader.rest() };
    case CODED_FRAMES:
      return { kind: 'frame', codec, body: reader.rest() };
    case SEQUENCE_END:
      return { kind: 'end', codec };
    default:
      return NOTHING;
  }
}

/** Through ModEx and Multitrack to the first track; other tracks that come on their own are not for us. */
function enhanced(reader, type, read) {
  let packetType = type;
  while (packetType === MOD_EX) {
    let size = reader.u8() + 1;
    if (size === 256) {
      size = reader.u16() + 1;
    }
    reader.take(size);
    packetType = reader.u8() & 15;
  }
  if (packetType !== MULTITRACK) {
    return read({ codec: reader.fourCc(), packetType, reader });
  }
  const multitrack = reader.u8();
  const codec = multitrack >> 4 === MANY_TRACKS_MANY_CODECS ? undefined : reader.fourCc();
  return firstTrack(reader, multitrack >> 4, codec, multitrack & 15, read);
}

function firstTrack(reader, kind, sharedCodec, packetType, read) {
  if (kind > MANY_TRACKS_MANY_CODECS) {
    return NOTHING;
  }
  while (reader.remaining > 0) {
    const codec = sharedCodec ?? reader.fourCc();
    const id = reader.u8();
    const body = kind === ONE_TRACK ? reader.rest() : reader.take(reader.u24());
    if (id === 0) {
      return read({ codec, packetType, reader: new ByteReader(body) });
    }
  }
  return NOTHING;
}
