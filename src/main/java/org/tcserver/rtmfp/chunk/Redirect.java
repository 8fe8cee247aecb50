package org.tcserver.rtmfp.chunk;

import java.util.ArrayList;
import java.util.List;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * Responder Redirect: lists addresses of the endpoint (RFC 7016 §2.3.5).
 *
 * @param destinations if empty, denotes the source address of this chunk: an Implied Redirect
 */
public record Redirect(Bytes tagEcho, List<Address> destinations) implements Chunk {
    public Redirect {
        destinations = List.copyOf(destinations);
    }

    static Redirect read(ByteReader in) throws MalformedException {
        var tagEcho = LengthPrefixed.read(in, "tag echo");
        var destinations = new ArrayList<Address>();
        while (in.hasRemaining()) {
            destinations.add(Address.read(in));
        }
        return new Redirect(tagEcho, destinations);
    }

    @Override
    public ChunkType type() {
        return ChunkType.REDIRECT;
    }

    @Override
    public int payloadLength() {
        int length = LengthPrefixed.length(tagEcho);
        for (var destination : destinations) {
            length += destination.length();
        }
        return length;
    }

    @Override
    public void writePayload(ByteWriter out) {
        LengthPrefixed.write(out, tagEcho);
        for (var destination : destinations) {
            destination.write(out);
        }
    }
}
