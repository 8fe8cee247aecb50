package org.tcserver.event;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** An event of the whole server, or of a peer that is not a client yet. Immutable. */
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

    /** A listener was bound, with its protocol and its address with the actual port. */
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

    /**
     * A connection was accepted; {@code proxy} is the proxy that reported {@code address}, or null; {@code peerID} is
     * set for RTMFP only.
     */
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

    /** A limit refused {@code count} connections; {@code address} is the last one's. */
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

    /** An RTMFP initiator at {@code address} looked up the peer with the fingerprint {@code target}. */
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

    /** The current numbers; {@code clients} includes connections before their connect. */
    record Present(int clients, int apps, int publishing, int playing) {
        private void describe(Members members) {
            members.put("clients", clients)
                    .put("apps", apps)
                    .put("publishing", publishing)
                    .put("playing", playing);
        }
    }

    /** The numbers of accepted connections; {@code rtmp} includes rtmp-simple. */
    record Accepts(long rtmfp, long rtmp, long rtws) {
        private Members members() {
            return new Members()
                    .put("rtmfp", rtmfp)
                    .put("rtmp", rtmp)
                    .put("rtws", rtws)
                    .put("@all", rtmfp + rtmp + rtws);
        }
    }

    /** The number of RTMFP lookups, and of those that led to an introduction. */
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

    /** A redirector reported the address at which it sees this server. */
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

    /** A graceful shutdown started; after {@code timeout} it is forced. */
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

    /**
     * The server stops at once; {@code shutdown} is true if the time for closing clients passed while some were still
     * connected.
     */
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
     * The operator triggered a reload.
     *
     * @param keys the number of master keys now in use
     * @param certificate the certificate now in use; null without TLS
     * @param restartNeeded whether other settings changed too, which take effect only after a restart
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

    /** The reloaded files are invalid; nothing has changed. */
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

    /** Number of events dropped here because the log reader was too slow. */
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
     * Too many events of connections from one address occurred, so some were not written; {@code types} counts them by
     * type. A null {@code address} stands for all addresses beyond the remembered ones.
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

    /** A required thread died: the process ends, and no event follows. */
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

    /** The server has stopped; no event follows. */
    record End() implements ServerEvent {
        @Override
        public String type() {
            return "end";
        }

        @Override
        public void describe(Members members) {}
    }
}
