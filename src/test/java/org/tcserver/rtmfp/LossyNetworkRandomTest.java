package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.flow.FlowMessage;
import org.tcserver.flow.FlowPriority;
import org.tcserver.tc.Deadlines;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.TcMessage;
import org.tcserver.testing.SimulatedLink;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

final class LossyNetworkRandomTest {
    private static final int MESSAGES = 400;
    private static final List<String> FLOWS = List.of("data", "live audio", "live video", "bulk");

    @ParameterizedTest
    @CsvSource({
        "1, 0, 20, 0, 0",
        "2, 0.01, 20, 0, 0",
        "3, 0.05, 50, 0, 0",
        "4, 0.1, 50, 0, 0",
        "5, 0.1, 200, 0, 0",
        "6, 0, 50, 30, 0",
        "7, 0.02, 50, 30, 0.1",
        "8, 0.1, 100, 50, 0.2"
    })
    void reliableMessagesAllArriveOnceInOrder(
            long seed, double loss, double delayMillis, double jitterMillis, double duplication) {
        var network = new SimulatedNetwork(seed)
                .everywhere(new SimulatedLink()
                        .delayMillis(delayMillis)
                        .jitterMillis(jitterMillis)
                        .loss(loss)
                        .duplication(duplication));
        transferAll(network, () -> {});
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void aBlackoutOfTwoSecondsLosesNothing(long seed) {
        var network = new SimulatedNetwork(seed);
        var link = new SimulatedLink().delayMillis(40).loss(0.01);
        network.everywhere(link);
        transferAll(network, () -> {
            long from = network.nowNanos() + 300_000_000L;
            link.blackout(from, from + 2_000_000_000L);
        });
    }

    private static void transferAll(SimulatedNetwork network, Runnable afterStartup) {
        var client = network.addPeer(1);
        var server = network.addPeer(2);
        network.connect(client, server);
        var context = "seed " + network.seed();
        afterStartup.run();

        var sent = new HashMap<String, List<Bytes>>();
        for (var peer : List.of(client, server)) {
            for (var name : FLOWS) {
                sent.put(peer.address() + name, send(network, peer.session(), name));
            }
        }
        network.stopWhen(now -> isAllThere(server) && isAllThere(client));
        network.runMillis(300_000);
        check(server, client, sent, context + " towards the server");
        check(client, server, sent, context + " towards the client");
    }

    private static List<Bytes> send(SimulatedNetwork network, SimulatedPeer.SimulatedSession session, String name) {
        var random = network.random();
        var source = session.openFlow(name, name.equals("bulk") ? FlowPriority.ROUTINE : FlowPriority.IMMEDIATE);
        var messages = new ArrayList<Bytes>();
        for (int i = 0; i < MESSAGES; i++) {
            var message = numbered(i, random.nextInt(random.nextInt(10) == 0 ? 8000 : 400), random);
            messages.add(message);
            network.after(i * 5L, () -> source.send(message));
        }
        return messages;
    }

    private static boolean isAllThere(SimulatedPeer at) {
        var receivers = at.session().receivers;
        return receivers.size() == FLOWS.size()
                && receivers.stream().allMatch(each -> each.arrivals.size() == MESSAGES);
    }

    private static void check(SimulatedPeer at, SimulatedPeer from, Map<String, List<Bytes>> sent, String context) {
        for (var name : FLOWS) {
            var messages = sent.get(from.address() + name);
            var receiver = at.session().receiver(name);
            if (name.startsWith("live")) {
                assertEquals(MESSAGES, receiver.arrivals.size(), context);
                assertEquals(new HashSet<>(messages), new HashSet<>(receiver.messages()), context);
                checkLateness(receiver, context);
            } else {
                assertEquals(messages, receiver.messages(), context + ", " + name);
            }
        }
    }

    /** Messages not marked late arrive in order; late ones follow a later message. */
    private static void checkLateness(SimulatedReceiver receiver, String context) {
        int highest = -1;
        for (var arrival : receiver.arrivals) {
            int number = number(arrival.message());
            assertEquals(
                    number < highest,
                    arrival.late(),
                    () -> context + ": " + receiver.flow.metadata().toText() + " "
                            + receiver.arrivals.stream()
                                    .map(each -> number(each.message()) + (each.late() ? "L" : ""))
                                    .toList());
            highest = Math.max(highest, number);
        }
    }

    @ParameterizedTest
    @CsvSource({"21, 0", "22, 0.05", "23, 0.1"})
    void expiredMediaNeverArriveBeyondTheirFinishBy(long seed, double loss) {
        var network = new SimulatedNetwork(seed)
                .everywhere(new SimulatedLink().delayMillis(30).loss(loss).bottleneck(400_000, 10_000));
        var client = network.addPeer(1);
        var server = network.addPeer(2);
        network.connect(client, server);
        var source = client.session().openFlow("live video", FlowPriority.ROUTINE);
        var finishBy = new long[500];
        for (int i = 0; i < finishBy.length; i++) {
            int number = i;
            network.after(i * 20L, () -> {
                long now = network.nowNanos();
                finishBy[number] = now + 400_000_000L;
                var body = numbered(number, 2500, network.random());
                var deadlines = new Deadlines(now + 300_000_000L, now + 400_000_000L, Long.MAX_VALUE);
                source.send(FlowMessage.of(
                        Outgoing.expiring(1, new TcMessage(MessageType.AUDIO, number, body), number, deadlines)));
            });
        }
        network.runMillis(30_000);

        var arrivals = server.session().receiver("live video").arrivals;
        var context = "seed " + seed;
        // 1 Mbit/s is offered, 0.4 can pass
        assertTrue(arrivals.size() > (loss == 0 ? 130 : 25), context + ": only " + arrivals.size());
        assertTrue(arrivals.size() < 300, context + ": " + arrivals.size());
        long slackNanos = (30 + 10_000 * 8 * 1000 / 400_000 + 50) * 1_000_000L;
        for (var arrival : arrivals) {
            long deadline = finishBy[number(arrival.message().slice(5))];
            assertTrue(arrival.nanos() <= deadline + slackNanos + SimulatedReceiver.REORDER_WINDOW.toNanos(), context);
        }
    }

    @Test
    void afterExpiryReliableMessagesOfTheFlowStillArrive() {
        var network = new SimulatedNetwork(31)
                .everywhere(new SimulatedLink().delayMillis(30).loss(0.1));
        var client = network.addPeer(1);
        var server = network.addPeer(2);
        network.connect(client, server);
        var source = client.session().openFlow("x", FlowPriority.ROUTINE);
        for (int i = 0; i < 300; i++) {
            int number = i;
            network.after(i * 10L, () -> {
                long now = network.nowNanos();
                long life = number % 3 == 0 ? Long.MAX_VALUE - now : 20_000_000L;
                var deadlines = new Deadlines(now + life, now + life, Long.MAX_VALUE);
                source.send(FlowMessage.of(Outgoing.expiring(
                        1,
                        new TcMessage(MessageType.AUDIO, number, numbered(number, 1500, network.random())),
                        number,
                        deadlines)));
            });
        }
        network.runMillis(60_000);
        var numbers = server.session().receiver("x").arrivals.stream()
                .map(arrival -> number(arrival.message().slice(5)))
                .toList();
        assertEquals(100, numbers.stream().filter(number -> number % 3 == 0).count());
        assertTrue(numbers.size() < 300, "some must have expired");
        assertEquals(numbers.stream().sorted().toList(), numbers);
    }

    private static Bytes numbered(int number, int length, Random random) {
        var filling = new byte[length];
        random.nextBytes(filling);
        return new ByteWriter(4 + length).u32(number).bytes(Bytes.wrap(filling)).toBytes();
    }

    private static int number(Bytes message) {
        try {
            return new ByteReader(message).i32("number");
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
