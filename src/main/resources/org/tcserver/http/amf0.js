import { ByteReader, ByteWriter } from './bytes.js';

const NUMBER = 0;
const BOOLEAN = 1;
const STRING = 2;
const OBJECT = 3;
const NULL = 5;
const UNDEFINED = 6;
const ECMA_ARRAY = 8;
const OBJECT_END = 9;
const STRICT_ARRAY = 10;
const DATE = 11;
const LONG_STRING = 12;
const UNSUPPORTED = 13;
const XML_DOCUMENT = 15;
const TYPED_OBJECT = 16;

const MAX_DEPTH = 16;

/** The AMF0 of values one after another: numbers, booleans, strings, null, and plain objects of these. */
export function encode(...values) {
  const out = new ByteWriter(256);
  values.forEach((value) => write(out, value));
  return out.toBytes();
}

function write(out, value) {
  switch (typeof value) {
    case 'number':
      out.u8(NUMBER).f64(value);
      break;
    case 'boolean':
      out.u8(BOOLEAN).u8(value ? 1 : 0);
      break;
    case 'string':
      writeString(out, value);
      break;
    default:
      value === null ? out.u8(NULL) : writeObject(out, value);
  }
}

function writeString(out, text) {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > 0xffff) {
    out.u8(LONG_STRING).u32(bytes.length).bytes(bytes);
  } else {
    out.u8(STRING).u16(bytes.length).bytes(bytes);
  }
}

function writeObject(out, object) {
  out.u8(OBJECT);
  for (const [name, value] of Object.entries(object)) {
    const bytes = new TextEncoder().encode(name);
    out.u16(bytes.length).bytes(bytes);
    write(out, value);
  }
  out.u16(0).u8(OBJECT_END);
}

/** All values in these bytes, as far as they make sense. */
export function decode(bytes) {
  const reader = new ByteReader(bytes);
  const values = [];
  try {
    while (reader.remaining > 0) {
      values.push(read(reader, 0));
    }
  } catch (error) {
    console.warn('AMF0 that ends early', error);
  }
  return values;
}

function read(reader, depth) {
  if (depth > MAX_DEPTH) {
    throw new RangeError('AMF0 nested too deep');
  }
  const marker = reader.u8();
  switch (marker) {
    case NUMBER:
      return reader.f64();
    case BOOLEAN:
      return reader.u8() !== 0;
    case STRING:
      return reader.utf8(reader.u16());
    case OBJECT:
      return readMembers(reader, depth);
    case NULL:
      return null;
    case UNDEFINED:
    case UNSUPPORTED:
      return undefined;
    case ECMA_ARRAY:
      reader.u32();
      return readMembers(reader, depth);
    case STRICT_ARRAY:
      return readStrictArray(reader, depth);
    case DATE: {
      const date = new Date(reader.f64());
      reader.u16();
      return date;
    }
    case LONG_STRING:
    case XML_DOCUMENT:
      return reader.utf8(reader.u32());
    case TYPED_OBJECT:
      reader.utf8(reader.u16());
      return readMembers(reader, depth);
    default:
      throw new RangeError(`AMF0 marker ${marker}`);
  }
}

function readMembers(reader, depth) {
  const members = Object.create(null);
  while (true) {
    const name = reader.utf8(reader.u16());
    if (name === '') {
      if (reader.u8() !== OBJECT_END) {
        throw new RangeError('AMF0 member without a name');
      }
      return members;
    }
    members[name] = read(reader, depth + 1);
  }
}

function readStrictArray(reader, depth) {
  const count = reader.u32();
  if (count > reader.remaining) {
    throw new RangeError('AMF0 array longer than its message');
  }
  return Array.from({ length: count }, () => read(reader, depth + 1));
}
