package org.tcserver.rtmfp.service;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Address;
import org.tcserver.rtmfp.chunk.AddressOrigin;
import org.tcserver.rtmfp.chunk.Option;
import org.tcserver.rtmfp.crypto.HmacSha256;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** The messages between a redirector and its servers ({@code http://zenomt.com/ns/rtmfp#redirector}). Stateless. */
final class RedirectorCommand {
    /** The exception code with which a redirector rejects a flow if it does not know its logins. */
    static final long BAD_AUTH = 0x0a;

    private static final Bytes METADATA = Bytes.ofUtf8("http://zenomt.com/ns/rtmfp#redirector");

    private static final int DRAINING = 0x00;
    private static final int SETTINGS = 0x05;
    private static final int REFLEXIVE_ADDRESS = 0x0d;
    private static final int LOAD_FACTOR = 0x0f;
    private static final int SIMPLE_AUTH = 0x1d;

    private static final int ADDITIONAL_ADDRESS = 0x0a;
    private static final int INCLUDE_REFLEXIVE = 0x0d;

    private RedirectorCommand() {}

    /** Returns the metadata of the server's flow. */
    static Bytes metadata() {
        return METADATA;
    }

    /** Returns true if a flow carries these messages. Options may follow a zero byte. */
    static boolean isMetadata(Bytes metadata) {
        int length = METADATA.length();
        return metadata.length() >= length
                && metadata.slice(0, length).equals(METADATA)
                && (metadata.length() == length || metadata.at(length) == 0);
    }

    static Bytes simpleAuth(RedirectorSettings.Login login, Bytes redirectorNonce) {
        var proof = HmacSha256.of(Bytes.ofUtf8(login.password()), redirectorNonce);
        return begin(SIMPLE_AUTH).bytes(proof).bytes(Bytes.ofUtf8(login.user())).toBytes();
    }

    static Bytes settings(RedirectorSettings settings) {
        var out = begin(SETTINGS);
        if (settings.advertisesReflexive()) {
            new Option(INCLUDE_REFLEXIVE, Bytes.EMPTY).write(out);
        }
        for (var each : settings.advertised()) {
            var address = new Address(each, AddressOrigin.REPORTED);
            var value = new ByteWriter(address.length());
            address.write(value);
            new Option(ADDITIONAL_ADDRESS, value.toBytes()).write(out);
        }
        return out.toBytes();
    }

    static Bytes draining() {
        return begin(DRAINING).toBytes();
    }

    /** Encodes the load. Higher values ask the redirector for fewer clients. */
    static Bytes loadFactor(int clients) {
        var out = begin(LOAD_FACTOR);
        Vlu.write(out, clients);
        return out.toBytes();
    }

    /** Returns the server's address as the redirector sees it, or null if {@code message} does not contain it. */
    static @Nullable InetSocketAddress reflexiveAddress(Bytes message) throws MalformedException {
        var in = new ByteReader(message);
        return in.hasRemaining() && in.u8("redirector command") == REFLEXIVE_ADDRESS
                ? Address.read(in).endpoint()
                : null;
    }

    private static ByteWriter begin(int command) {
        return new ByteWriter(64).u8(command);
    }
}
