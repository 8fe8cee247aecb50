package org.tcserver.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * Many publishers and players join and leave at once, on few names. No player gets a frame without its reference, and
 * the hub keeps nothing afterwards.
 */
class HubRandomTest {
    private static final int STREAMS = 3;
    private static final int PUBLISHERS = 3;
    private static final int PLAYERS = 3;
    private static final int PUBLISHES = 150;
    private static final int PLAYS = 300;

    private final HubFixture fixture = new HubFixture();
    private final AtomicInteger publications = new AtomicInteger();
    private final AtomicInteger clients = new AtomicInteger();
    private final AtomicInteger framesSeen = new AtomicInteger();

    @Test
    @Timeout(60)
    void nobodyGetsAFrameWithoutItsReference() throws Exception {
        long seed = 20_261;
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var running = new ArrayList<Future<Void>>();
            for (int i = 0; i < PUBLISHERS; i++) {
                running.add(threads.submit(publisher(new Random(seed + i))));
            }
            for (int i = 0; i < PLAYERS; i++) {
                running.add(threads.submit(player(new Random(seed - 1 - i))));
            }
            for (var thread : running) {
                thread.get();
            }
        } catch (Exception e) {
            throw new AssertionError("seed " + seed, e);
        }
        assertTrue(framesSeen.get() > 100, () -> framesSeen + " frames, seed " + seed);
        assertNothingIsLeft(seed);
    }

    private void assertNothingIsLeft(long seed) {
        var stats = fixture.hub.stats();
        assertEquals(0, stats.clients(), () -> "clients, seed " + seed);
        assertEquals(0, stats.apps(), () -> "apps, seed " + seed);
        assertEquals(0, stats.publishing(), () -> "publishing, seed " + seed);
        assertEquals(0, stats.playing(), () -> "playing, seed " + seed);
        assertEquals(0, fixture.hub.streams().size(), () -> "streams, seed " + seed);
        assertEquals(0, fixture.hub.streams().cachedBytes(), () -> "cached bytes, seed " + seed);
        assertEquals(0, fixture.budget.mediaBytes(), () -> "queued bytes, seed " + seed);
    }

    private HubFixture.TestClient join(Random random) {
        var id = Integer.toHexString(clients.incrementAndGet());
        var user = random.nextInt(4) == 0 ? "xcl" + random.nextInt(3) : null;
        return fixture.join(new ClientIdentity(id, "live", "", user, 5));
    }

    private static String streamName(Random random) {
        return "s" + random.nextInt(STREAMS);
    }

    private Callable<Void> publisher(Random random) {
        return () -> {
            for (int i = 0; i < PUBLISHES; i++) {
                var client = join(random);
                if (random.nextInt(3) == 0) {
                    client.client().releaseStream(StreamName.plain(streamName(random)));
                }
                publishSome(client, random);
                client.client().leave();
            }
            return null;
        };
    }

    private void publishSome(HubFixture.TestClient client, Random random) {
        var name = HubFixture.name(streamName(random) + "?priority=" + random.nextInt(5));
        var result = client.client().publish(name, client.connection().outlet(1), HubFixture.NOBODY);
        if (!(result instanceof PublishResult.Granted(var publication))) {
            return;
        }
        int number = publications.incrementAndGet();
        int group = 0;
        int index = 0;
        for (int i = random.nextInt(600); i > 0; i--) {
            boolean key = random.nextInt(12) == 0;
            group += key ? 1 : 0;
            index = key ? 0 : index + 1;
            publication.message(new TcMessage(MessageType.VIDEO, i * 40, frame(key, number, group, index)));
            if (publication.isCongested(fixture.clock.nanos())) {
                LockSupport.parkNanos(1000);
            }
        }
        if (random.nextBoolean()) {
            publication.end();
        }
    }

    private static Bytes frame(boolean key, int publication, int group, int index) {
        var out = new ByteWriter().u8(key ? 0x17 : 0x27).u8(1).u24(0);
        return out.u32(publication).u32(group).u32(index).toBytes();
    }

    private Callable<Void> player(Random random) {
        return () -> {
            var client = join(random);
            for (int i = 0; i < PLAYS; i++) {
                if (random.nextInt(20) == 0) {
                    client.client().leave();
                    client = join(random);
                }
                playSome(client, random);
            }
            client.client().leave();
            return null;
        };
    }

    private void playSome(HubFixture.TestClient client, Random random) throws MalformedException {
        var outlet = new QueueOutlet(2, fixture.memory, fixture.clock);
        var decoder = new Decoder();
        var name = HubFixture.name(streamName(random) + "?videoLifetime=0.5");
        var subscription = client.client().play(random.nextBoolean() ? name : hashed(name), outlet);
        for (int i = random.nextInt(40); i > 0; i--) {
            switch (random.nextInt(12)) {
                case 0 -> subscription.pause();
                case 1, 2 -> subscription.resume();
                case 3 -> subscription.receiveVideo(random.nextBoolean());
                case 4 -> fixture.clock.advanceMillis(random.nextInt(700));
                default -> {
                    fixture.clock.advanceMillis(random.nextInt(20));
                    decoder.drain(outlet, random.nextInt(50));
                }
            }
            LockSupport.parkNanos(1000);
        }
        subscription.end();
        decoder.drain(outlet, Integer.MAX_VALUE);
        outlet.finish();
        framesSeen.addAndGet(decoder.frames);
    }

    private static StreamName hashed(StreamName name) {
        return HubFixture.name(name.hashname() + "?" + name.query());
    }

    /** Receives coded video like a decoder that tolerates no gaps. */
    private static final class Decoder {
        int frames;
        private long publication;
        private long group;
        private long index;

        void drain(QueueOutlet outlet, int limit) throws MalformedException {
            for (int i = 0; i < limit; i++) {
                var out = outlet.poll();
                if (out == null) {
                    return;
                }
                if (out.message().type() == MessageType.VIDEO && out.length() > 5) {
                    decode(out);
                }
            }
        }

        private void decode(Outgoing out) throws MalformedException {
            var in = new ByteReader(out.message().payload());
            boolean key = in.u8("frame type") == 0x17;
            in.skip(4, "header");
            long nextPublication = in.u32("publication");
            long nextGroup = in.u32("group");
            long nextIndex = in.u32("index");
            if (!key) {
                assertEquals(publication, nextPublication, "the publication of the reference");
                assertEquals(group, nextGroup, "the group of the reference");
                assertEquals(index + 1, nextIndex, "the index of the reference");
            }
            publication = nextPublication;
            group = nextGroup;
            index = nextIndex;
            frames++;
        }
    }
}
