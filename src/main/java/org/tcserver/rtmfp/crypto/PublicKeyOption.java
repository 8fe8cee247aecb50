package org.tcserver.rtmfp.crypto;

import org.tcserver.rtmfp.chunk.Option;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/**
 * The value of an option with a group and a public key in it (RFC 7425 §4.3.3.5, §4.5.2.1). Immutable.
 *
 * @param groupId perhaps an unsupported group
 */
record PublicKeyOption(long groupId, Bytes publicKey) {
    static PublicKeyOption read(Option option) throws MalformedException {
        var in = new ByteReader(option.value());
        return new PublicKeyOption(Vlu.read(in, "Diffie-Hellman group"), in.rest());
    }

    static PublicKeyOption of(DhKeyPair keyPair) {
        return new PublicKeyOption(keyPair.group().id(), keyPair.publicKey());
    }

    Option toOption(long type) {
        var value = new ByteWriter(Vlu.length(groupId) + publicKey.length());
        Vlu.write(value, groupId);
        return new Option(type, value.bytes(publicKey).toBytes());
    }
}
