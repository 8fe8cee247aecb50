package org.tcserver.event;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** An event of the server as a whole, or of someone who is no client yet. Immutable. */
public sealed interface ServerEvent extends Event {
    /** The server's RTMFP fingerprint, 64 hexadecimal digits. */
    record Rtmfp(String fingerprint) implements ServerEvent {
        @Override
        public String type() {
            return "rtmfp";
        }

        @Override
        public void describe(Members members) {
            members.put("fingerprint", fingerprint);
        }
    }

    /** A listener is bound: its protocol, and its address with the port it really has. */
    record Listen(String proto, String bind) implements ServerEvent {
        @Override
        public String type() {
            return "listen";
        }

        @Override
        public void describe(Members members) {
            members.put("proto", proto).put("bind", bind);
        }
    }

    /** All listeners are bound. */
    record Run() implements ServerEvent {
        @Override
        public String type() {
            return "run";
        }

        @Override
        public void describe(Members members) {}
    }

    /** A connection was accepted; {@code proxy} reported {@code address}, if not null; {@code peerID} over RTMFP only. */
    record Accept(
            String proto,
            String address,
            @Nullable String proxy,
            @Nullable String peerID) implements ServerEvent {
        @Override
        public String type() {
            return "accept";
        }

        @Override
        public String stranger() {
            return address;
        }

        @Override
        public void describe(Members members) {
            members.put("proto", proto)
                    .put("address", address)
                    .put("proxy", proxy)
                    .put("peerID", peerID);
        }
    }

    /** A limit kept {@code count} connections out; {@code address} is that of the last. */
    record Refuse(RefusalReason reason, String proto, String address, long count) implements ServerEvent {
        @Override
        public String type() {
            return "refuse";
        }

        @Override
        public void describe(Members members) {
            members.put("reason", reason.label())
                    .put("flag", reason.flag())
                    .put("proto", proto)
                    .put("address", address)
                    .put("count", count);
        }
    }

    /** An RTMFP initiator at {@code address} asked for the peer whose fingerprint is {@code target}. */
    record Lookup(String address, String target) implements ServerEvent {
        @Override
        public String type() {
            return "lookup";
        }

        @Override
        public String stranger() {
            return address;
        }

        @Override
        public void describe(Members members) {
            members.put("address", address).put("target", target);
        }

        @Override
        public boolean verboseOnly() {
            return true;
        }
    }

    /** The counters of the whole server. */
    record Stats(
            Present present,
            long connects,
            Accepts accepts,
            Map<RefusalReason, Long> refused,
            Introductions introductions,
            Totals totals)
            implements ServerEvent {

        public Stats {
            refused = Map.copyOf(refused);
        }

        @Override
        public String type() {
            return "stats";
        }

        @Override
        public void describe(Members members) {
            members.put("connects", connects).put("accepts", accepts.members().asMap());
            members.put("refused", refusedMembers().asMap());
            present.describe(members);
            introductions.describe(members);
            totals.describe(members);
        }

        private Members refusedMembers() {
            var members = new Members();
            refused.forEach((reason, count) -> members.put(reason.label(), count));
            return members.put(
                    "@all", refused.values().stream().mapToLong(Long::longValue).sum());
        }
    }

    /** How many there are now; {@code clients} whether connected or not. */
    record Present(int clients, int apps, int publishing, int playing) {
        private void describe(Members members) {
            members.put("clients", clients)
                    .put("apps", apps)
                    .put("publishing", publishing)
                    .put("playing", playing);
        }
    }

    /** How many connections were accepted so far; {@code rtmp} includes rtmp-simple. */
    record Accepts(long rtmfp, long rtmp, long rtws) {
        private Members members() {
            return new Members()
                    .put("rtmfp", rtmfp)
                    .put("rtmp", rtmp)
                    .put("rtws", rtws)
                    .put("@all", rtmfp + rtmp + rtws);
        }
    }

    /** How many RTMFP lookups there were so far, and how many of them led to an introduction. */
    record Introductions(long lookups, long intros) {
        private void describe(Members members) {
            members.put("lookups", lookups).put("intros", intros);
        }
    }

    /** All clients and their streams. */
    record Clients(List<ClientDump> clients) implements ServerEvent {

        public Clients {
            clients = List.copyOf(clients);
        }

        @Override
        public String type() {
            return "clients";
        }

        @Override
        public void describe(Members members) {
            members.put("clients", clients.stream().map(ClientDump::asMap).toList());
        }
    }

    /** The state of the registration with a redirector changed. */
    record RedirectorStatus(String redirector, String address, Status status) implements ServerEvent {

        /** The states of a registration. */
        public enum Status {
            CONNECTING("connecting"),
            CONNECTED("connected"),
            DISCONNECTED("disconnected"),
            DISCONNECTED_BAD_AUTH("disconnected-bad-auth");

            private final String text;

            Status(String text) {
                this.text = text;
            }
        }

        @Override
        public String type() {
            return "redirector-status";
        }

        @Override
        public void describe(Members members) {
            members.put("redirector", redirector).put("address", address).put("status", status.text);
        }
    }

    /** A redirector told the address under which it sees this server. */
    record RedirectorReflexive(String redirector, String address, String reflexiveAddress) implements ServerEvent {
        @Override
        public String type() {
            return "redirector-reflexive";
        }

        @Override
        public void describe(Members members) {
            members.put("redirector", redirector).put("address", address).put("reflexiveAddress", reflexiveAddress);
        }
    }

    /** A graceful shutdown began; after {@code timeout} it will be forced. */
    record Unregister(Duration timeout) implements ServerEvent {
        @Override
        public String type() {
            return "unregister";
        }

        @Override
        public void describe(Members members) {
            members.put("timeout", Json.seconds(timeout.toMillis()));
        }
    }

    /** The server stops at once; {@code shutdown} if that was forced on one that was stopping already. */
    record Interrupted(boolean shutdown) implements ServerEvent {
        @Override
        public String type() {
            return "interrupted";
        }

        @Override
        public void describe(Members members) {
            members.put("shutdown", shutdown);
        }
    }

    /** The proxy at {@code address} sent no valid PROXY header. */
    record ProxyError(String proto, String address, String reason) implements ServerEvent {
        @Override
        public String type() {
            return "proxy-error";
        }

        @Override
        public void describe(Members members) {
            members.put("proto", proto).put("address", address).put("reason", reason);
        }
    }

    /**
     * The operator had files read again.
     *
     * @param keys the number of master keys that authenticate from now on
     * @param certificate the certificate that clients are shown; null without TLS
     * @param restartNeeded whether the arguments say other things now, too, which count after a restart only
     */
    record Reload(int keys, TlsEvent.@Nullable TlsReload certificate, boolean restartNeeded) implements ServerEvent {
        @Override
        public String type() {
            return "reload";
        }

        @Override
        public void describe(Members members) {
            members.put("keys", keys).put("restartNeeded", restartNeeded ? true : null);
            if (certificate != null) {
                certificate.describe(members);
            }
        }
    }

    /** The files cannot be used that the operator had read again; all stays as it was. */
    record ReloadFailed(String reason) implements ServerEvent {
        @Override
        public String type() {
            return "reload-failed";
        }

        @Override
        public void describe(Members members) {
            members.put("reason", reason);
        }
    }

    /** So many events were dropped here, because whoever reads the log was too slow. */
    record EventsLost(long count) implements ServerEvent {
        @Override
        public String type() {
            return "events-lost";
        }

        @Override
        public void describe(Members members) {
            members.put("count", count);
        }
    }

    /**
     * Events of connections from one address were not written, since there were too many; {@code types}: how many of which.
     * Without {@code address} they are of addresses beyond those that are remembered.
     */
    record Suppressed(@Nullable String address, SortedMap<String, Long> types) implements ServerEvent {

        public Suppressed {
            types = Collections.unmodifiableSortedMap(types);
        }

        @Override
        public String type() {
            return "suppressed";
        }

        @Override
        public void describe(Members members) {
            members.put("address", address)
                    .put(
                            "count",
                            types.values().stream().mapToLong(Long::longValue).sum())
                    .put("types", types);
        }
    }

    /** A thread died that the server cannot do without: the process ends, and nothing follows. */
    record Died(String thread, String reason) implements ServerEvent {
        @Override
        public String type() {
            return "died";
        }

        @Override
        public void describe(Members members) {
            members.put("thread", thread).put("reason", reason);
        }
    }

    /** The server has stopped; nothing follows. */
    record End() implements ServerEvent {
        @Override
        public String type() {
            return "end";
        }

        @Override
        public void describe(Members members) {}
    }
}
