package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tcserver.amf.Amf0Writer;
import org.tcserver.amf.AmfObject;
import org.tcserver.amf.AmfValue;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.Bytes;

/** Clients that say anything in any order: each either goes on or breaks the protocol, and nothing stays behind. */
class SessionRandomTest {
    private static final List<String> COMMANDS = List.of(
            "connect",
            "createStream",
            "createStream",
            "deleteStream",
            "publish",
            "publish",
            "play",
            "play",
            "closeStream",
            "pause",
            "receiveAudio",
            "receiveVideo",
            "releaseStream",
            "FCPublish",
            "relay",
            "broadcast",
            "watch",
            "setPeerInfo",
            "unknown");
    private static final List<String> NAMES =
            List.of("foo", "bar", "foo?priority=-1", "foo?asis", "", "sha256:", "?", "abcd", "a%00b");

    @Test
    void anything() throws Exception {
        long seed = 20_264;
        var random = new Random(seed);
        try (var server = new TestServer(TestServer.OPEN)) {
            for (int round = 0; round < 200; round++) {
                play(server, random);
            }
            assertEquals(0, server.sessions.count());
            var stats = server.hub.stats();
            assertEquals(0, stats.clients() + stats.apps() + stats.publishing() + stats.playing());
        } catch (RuntimeException | AssertionError e) {
            fail("seed " + seed, e);
        }
    }

    private static void play(TestServer server, Random random) throws Exception {
        var clients = new ArrayList<TestClient>();
        for (int i = 0; i < 3; i++) {
            clients.add(server.connected("live"));
        }
        for (int i = 0; i < 100 && !clients.isEmpty(); i++) {
            var client = clients.get(random.nextInt(clients.size()));
            client.connection.runTasks();
            try {
                client.handler.message(random.nextInt(4), message(random));
            } catch (IOException e) {
                client.violate(e);
                clients.remove(client);
            }
        }
        clients.forEach(client -> client.handler.closed());
    }

    private static TcMessage message(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> new TcMessage(random.nextInt(24), random.nextInt(), noise(random));
            case 1 -> new TcMessage(MessageType.VIDEO, random.nextInt(), noise(random));
            case 2 -> new TcMessage(MessageType.DATA_AMF3, random.nextInt(), noise(random));
            default -> new TcMessage(MessageType.COMMAND_AMF0, 0, command(random));
        };
    }

    private static Bytes noise(Random random) {
        var bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private static Bytes command(Random random) {
        var values = new ArrayList<AmfValue>();
        values.add(AmfValue.of(pick(COMMANDS, random)));
        values.add(AmfValue.of(random.nextInt(3)));
        values.add(AmfValue.NULL);
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(argument(random));
        }
        var whole = Amf0Writer.encode(values);
        return random.nextInt(50) == 0 ? whole.slice(0, random.nextInt(whole.length())) : whole;
    }

    private static AmfValue argument(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> AmfValue.of(random.nextInt(4));
            case 1 -> AmfValue.of(random.nextBoolean());
            case 2 -> AmfObject.builder().member("app", "x").build();
            default -> AmfValue.of(pick(NAMES, random));
        };
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
