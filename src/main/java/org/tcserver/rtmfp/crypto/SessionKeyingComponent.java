package org.tcserver.rtmfp.crypto;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Option;
import org.tcserver.rtmfp.chunk.OptionList;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/**
 * One end's contribution to the session's keys (RFC 7425 §4.5). Immutable.
 *
 * @param agreement the input of the key agreement
 * @param hmacLength the length of the HMACs that this end would send
 */
record SessionKeyingComponent(
        Agreement agreement, NegotiationFlags hmac, long hmacLength, NegotiationFlags sequenceNumbers) {
    /** Either an ephemeral key, or random bytes and, from an initiator, the group of its static key. */
    record Agreement(
            @Nullable PublicKeyOption ephemeralKey,
            @Nullable Long groupSelect,
            @Nullable Bytes extraRandomness) {}

    private static final long EPHEMERAL_PUBLIC_KEY = 0x0d;
    private static final long EXTRA_RANDOMNESS = 0x0e;
    private static final long HMAC_NEGOTIATION = 0x1a;
    private static final long GROUP_SELECT = 0x1d;
    private static final long SEQUENCE_NUMBER_NEGOTIATION = 0x1e;

    static SessionKeyingComponent read(Bytes encoded) throws MalformedException {
        var options = OptionList.readSequence(encoded);
        var hmac = options.single(HMAC_NEGOTIATION);
        var sequenceNumbers = options.single(SEQUENCE_NUMBER_NEGOTIATION);
        return new SessionKeyingComponent(
                readAgreement(options),
                hmac == null ? NegotiationFlags.NONE : readFlags(hmac),
                hmac == null ? 0 : readHmacLength(hmac),
                sequenceNumbers == null ? NegotiationFlags.NONE : readFlags(sequenceNumbers));
    }

    private static Agreement readAgreement(OptionList options) throws MalformedException {
        var ephemeralKey = options.single(EPHEMERAL_PUBLIC_KEY);
        var groupSelect = options.single(GROUP_SELECT);
        return new Agreement(
                ephemeralKey == null ? null : PublicKeyOption.read(ephemeralKey),
                groupSelect == null ? null : groupSelect.number("Diffie-Hellman group select"),
                null);
    }

    private static NegotiationFlags readFlags(Option option) throws MalformedException {
        return NegotiationFlags.of(new ByteReader(option.value()).u8("negotiation flags"));
    }

    /** Reads the HMAC length. It is checked only if HMACs will be sent. */
    private static long readHmacLength(Option option) throws MalformedException {
        var in = new ByteReader(option.value());
        in.skip(1, "negotiation flags");
        return in.hasRemaining() ? Vlu.read(in, "HMAC length") : 0;
    }

    /** Encodes the component. Some clients read by offset, so the order of options and the offset of the key matter. */
    Bytes toBytes() {
        var options = new ArrayList<Option>();
        var hmacValue = new ByteWriter().u8(hmac.octet());
        Vlu.write(hmacValue, hmacLength);
        options.add(new Option(HMAC_NEGOTIATION, hmacValue.toBytes()));
        options.add(new Option(SEQUENCE_NUMBER_NEGOTIATION, Bytes.of(sequenceNumbers.octet())));
        if (agreement.ephemeralKey != null) {
            options.add(agreement.ephemeralKey.toOption(EPHEMERAL_PUBLIC_KEY));
        }
        if (agreement.groupSelect != null) {
            options.add(Option.ofNumber(GROUP_SELECT, agreement.groupSelect));
        }
        if (agreement.extraRandomness != null) {
            options.add(new Option(EXTRA_RANDOMNESS, agreement.extraRandomness));
        }
        return new OptionList(options).toSequence();
    }
}
