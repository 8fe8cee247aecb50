package org.tcserver.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.FlowSink;
import org.tcserver.flow.RecvFlow;
import org.tcserver.net.Addresses;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.Vlu;

/** A TC client over RTMFP (RFC 7425 §5) that uses the engine under test. Its media flows may request network order. */
public final class RtmfpClient extends TcClient {
    private static final int STREAM_ID_PRESENT = 0x04;
    private static final int NETWORK_ORDER = 0x01;

    /** The flow for messages of one type of a stream. Commands and data share one flow. */
    private record Lane(int streamId, int type) {}

    private final RtmfpClientSettings settings;
    private final RtmfpSession session;
    private final RtmfpSender control;
    private final Map<Lane, RtmfpSender> lanes = new ConcurrentHashMap<>();
    private final CompletableFuture<RecvFlow> answer = new CompletableFuture<>();

    private RtmfpClient(RtmfpClientSettings settings, RtmfpSession session) throws InterruptedException {
        super("rtmfp");
        this.settings = settings;
        this.session = session;
        session.acceptor(this::accept);
        control = session.openFlow(metadata(0, false));
        session.whenClosed(this::ended);
    }

    public static RtmfpClientSettings to(InetSocketAddress server) {
        return RtmfpClientSettings.to(server);
    }

    public static RtmfpClientSettings to(int port) {
        return to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Opens a session and connects to the app. */
    public static RtmfpClient connected(int port, String app) throws IOException, InterruptedException {
        var client = to(port).open();
        client.connectTo(app);
        return client;
    }

    static RtmfpClient open(RtmfpClientSettings settings) throws IOException, InterruptedException {
        var peer = new RtmfpPeer(settings.peer());
        try {
            return new RtmfpClient(settings, peer.open(settings.discriminator(), settings.server()));
        } catch (AssertionError e) {
            peer.close();
            throw e;
        }
    }

    /** Opens another connection in the same session. */
    public RtmfpClient another() throws InterruptedException {
        return new RtmfpClient(settings, session);
    }

    public RtmfpSession session() {
        return session;
    }

    public RtmfpPeer peer() {
        return session.peer();
    }

    public Bytes peerId() {
        return peer().fingerprint();
    }

    /** Returns the control flow. */
    public RtmfpSender control() {
        return control;
    }

    @Override
    public String localAddress() {
        return Addresses.format(peer().address());
    }

    @Override
    int port() {
        return settings.server().getPort();
    }

    @Override
    public void send(int streamId, int type, long timestamp, Bytes payload) {
        boolean isMedia = type == RtmpMessage.AUDIO || type == RtmpMessage.VIDEO;
        var flow = streamId == 0
                ? control
                : lanes.computeIfAbsent(
                        new Lane(streamId, isMedia ? type : RtmpMessage.DATA),
                        lane -> openFlow(streamId, isMedia && settings.networkOrder()));
        flow.send(new ByteWriter()
                .u8(type)
                .u32(timestamp & 0xffff_ffffL)
                .bytes(payload)
                .toBytes());
    }

    /** Closes the flow for messages of this type of a stream, and waits for all acknowledgements. */
    public void finish(int streamId, int type) throws InterruptedException {
        var flow = lanes.remove(new Lane(streamId, type));
        if (flow == null) {
            throw new AssertionError("nothing of type " + type + " was sent on stream " + streamId);
        }
        flow.close();
        flow.awaitFinished();
    }

    /** Opens another flow for the messages of a stream, which need not exist. */
    public RtmfpSender openFlow(int streamId, boolean networkOrder) {
        try {
            var association = RtmfpPeer.within(Deadline.PATIENCE.toMillis(), answer);
            return session.openFlow(metadata(streamId, networkOrder), association, FlowPriority.IMMEDIATE);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the metadata of a flow for the messages of a stream. */
    public static Bytes metadata(int streamId, boolean networkOrder) {
        var out = new ByteWriter().u8('T').u8('C').u8(STREAM_ID_PRESENT | (networkOrder ? NETWORK_ORDER : 0));
        Vlu.write(out, streamId);
        return out.toBytes();
    }

    /** Allows introductions, and announces these additional addresses. */
    public void setPeerInfo(Object... addresses) throws IOException {
        command(0, "setPeerInfo", addresses);
    }

    /** Asks the server to introduce this client to another one, and opens a session to it. */
    public RtmfpSession openTo(Bytes peerId) throws InterruptedException {
        return peer().open(EndpointDiscriminator.ofFingerprint(peerId), settings.server());
    }

    /** Switches to another source port. */
    public void move() {
        peer().move();
    }

    @Override
    public void disconnect() {
        peer().vanish();
    }

    /** Closes the session, and so informs the server. */
    @Override
    public void close() {
        session.close();
        peer().close();
    }

    private boolean accept(RecvFlow flow) {
        var association = flow.association();
        boolean isOurs = association != null
                && (association.equals(control.engine())
                        || lanes.values().stream().anyMatch(lane -> association.equals(lane.engine())));
        if (isOurs) {
            flow.accept(new Sink(streamId(flow.metadata())));
            answer.complete(flow);
        }
        return isOurs;
    }

    private static int streamId(Bytes metadata) {
        try {
            var in = new ByteReader(metadata);
            if (in.u24("signature and flags") != ('T' << 16 | 'C' << 8 | STREAM_ID_PRESENT)) {
                throw new AssertionError("unexpected metadata: " + metadata);
            }
            return (int) Vlu.read(in, "stream ID");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Sink implements FlowSink {
        private final int streamId;

        Sink(int streamId) {
            this.streamId = streamId;
        }

        @Override
        public void message(Bytes bytes, boolean late) {
            try {
                var in = new ByteReader(bytes);
                int type = in.u8("type");
                long timestamp = in.u32("timestamp");
                received(new RtmpMessage(type, streamId, timestamp, in.rest(), System.nanoTime()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void finished() {
            if (streamId == 0) {
                ended("the server ended the control flow");
            }
        }
    }
}
