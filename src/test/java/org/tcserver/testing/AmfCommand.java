package org.tcserver.testing;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.tcserver.wire.Bytes;

/** A received command message. The first argument is the command object. Immutable. */
public record AmfCommand(String name, double transactionId, List<Object> arguments) {
    public static AmfCommand read(Bytes payload) throws IOException {
        var values = Amf0.read(payload);
        if (values.size() < 2 || !(values.get(0) instanceof String name) || !(values.get(1) instanceof Double id)) {
            throw new IOException("not a command: " + values);
        }
        return new AmfCommand(name, id, List.copyOf(values.subList(2, values.size())));
    }

    /** Returns the info object of a status or a result, or an empty map. */
    public Map<?, ?> info() {
        return arguments.size() > 1 && arguments.get(1) instanceof Map<?, ?> info ? info : Map.of();
    }

    /** Returns a member of the info object as text, or "" if it is absent. */
    public String info(String member) {
        var value = info().get(member);
        return value == null ? "" : value.toString();
    }

    public String code() {
        return info("code");
    }
}
