package org.tcserver.event;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** An action of a client, or of the server towards a client. Immutable. */
public sealed interface ClientEvent extends Event {
    ClientMembers client();

    /** The client connected; {@code connectArg} is the whole user name. */
    record Connect(
            ClientMembers client,
            @Nullable String tcUrl,
            @Nullable String connectArg) implements ClientEvent {
        @Override
        public String type() {
            return "connect";
        }

        @Override
        public boolean isEssential() {
            return true;
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.put("tcUrl", tcUrl).put("connectArg", connectArg);
        }
    }

    /** The client was not allowed to connect. */
    record ConnectReject(ClientMembers client, String reason, String requestedApp) implements ClientEvent {
        @Override
        public String type() {
            return "connect-reject";
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.put("reason", reason).put("requestedApp", requestedApp);
        }
    }

    /** The client created a stream. */
    record CreateStream(ClientMembers client, int streamID) implements ClientEvent {
        @Override
        public String type() {
            return "createStream";
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.put("streamID", streamID);
        }
    }

    /** The client deleted a stream. */
    record DeleteStream(ClientMembers client, int streamID) implements ClientEvent {
        @Override
        public String type() {
            return "deleteStream";
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.put("streamID", streamID);
        }
    }

    /** The client was not allowed to publish under that name; {@code limit} is the limit that prevented it, or null. */
    record PublishReject(
            ClientMembers client,
            int streamID,
            String name,
            @Nullable RefusalReason limit) implements ClientEvent {
        @Override
        public String type() {
            return "publish-reject";
        }

        @Override
        public boolean isEssential() {
            return true;
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.put("streamID", streamID).put("name", name);
            members.put("reason", limit == null ? null : limit.label());
        }
    }

    /**
     * A limit ended an action of the client, or dropped {@code count} of its messages; {@code name} is the stream's
     * name, or null.
     */
    record Limited(
            ClientMembers client,
            RefusalReason reason,
            @Nullable String name,
            long count) implements ClientEvent {
        @Override
        public String type() {
            return "limited";
        }

        @Override
        public boolean isEssential() {
            return true;
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.put("reason", reason.label()).put("name", name).put("count", count);
        }
    }

    /** The client requested the end of another client's publication. */
    record ReleaseStream(ClientMembers client, String name, String hashname) implements ClientEvent {
        @Override
        public String type() {
            return "releaseStream";
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.put("name", name).put("hashname", hashname);
        }
    }

    /** The client sent a message to one other client; {@code found} states whether that client was connected. */
    record Relay(
            ClientMembers client,
            boolean found,
            @Nullable String target,
            @Nullable String targetAddress) implements ClientEvent {
        @Override
        public String type() {
            return "relay";
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.put("found", found).put("target", target).put("targetAddress", targetAddress);
        }
    }

    /** The client sent a message to all clients in its App. */
    record Broadcast(ClientMembers client) implements ClientEvent {
        @Override
        public String type() {
            return "broadcast";
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
        }
    }

    /** The client asked for a notice when another client disconnects. */
    record Watch(
            ClientMembers client,
            Status status,
            @Nullable String target,
            @Nullable String targetAddress) implements ClientEvent {

        /** The result of the request. */
        public enum Status {
            MALFORMED("malformed"),
            NOT_FOUND("not-found"),
            SELF("self"),
            FOUND("found");

            private final String text;

            Status(String text) {
                this.text = text;
            }
        }

        @Override
        public String type() {
            return "watch";
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.put("status", status.text).put("target", target).put("targetAddress", targetAddress);
        }
    }

    /** The client announced further addresses of its own. */
    record SetPeerInfo(ClientMembers client, List<String> addresses) implements ClientEvent {

        public SetPeerInfo {
            addresses = List.copyOf(addresses);
        }

        @Override
        public String type() {
            return "setPeerInfo";
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.putStrings("addresses", addresses);
        }
    }

    /** The client moved to the address in {@code client}. */
    record AddressChange(ClientMembers client, String oldAddress) implements ClientEvent {
        @Override
        public String type() {
            return "address-change";
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.put("oldAddress", oldAddress);
        }
    }

    /** An RTWebSocket client opened its control flow. */
    record AcceptControl(ClientMembers client) implements ClientEvent {
        @Override
        public String type() {
            return "accept-control";
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
        }
    }

    /** The server sent an introduction by {@code initiator} to the client. */
    record RtmfpIntro(ClientMembers client, String initiator) implements ClientEvent {
        @Override
        public String type() {
            return "rtmfp-intro";
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.put("initiator", initiator);
        }

        @Override
        public boolean verboseOnly() {
            return true;
        }
    }

    /** The client violated the protocol; the reason never quotes client data. */
    record ProtocolError(ClientMembers client, String reason) implements ClientEvent {
        @Override
        public String type() {
            return "error";
        }

        @Override
        public boolean isEssential() {
            return true;
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.put("reason", reason);
        }
    }

    /** The server is closing the client's connection. */
    record Closing(ClientMembers client) implements ClientEvent {
        @Override
        public String type() {
            return "closing";
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
        }
    }

    /** The client's connection ended. */
    record Close(ClientMembers client, Totals totals) implements ClientEvent {
        @Override
        public String type() {
            return "close";
        }

        @Override
        public boolean isEssential() {
            return true;
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            totals.describe(members);
        }
    }

    /** Too many events of the client occurred, so some were not written; {@code types} counts them by type. */
    record Suppressed(ClientMembers client, SortedMap<String, Long> types) implements ClientEvent {

        public Suppressed {
            types = Collections.unmodifiableSortedMap(types);
        }

        @Override
        public String type() {
            return "suppressed";
        }

        @Override
        public void describe(Members members) {
            client.describe(members);
            members.put(
                            "count",
                            types.values().stream().mapToLong(Long::longValue).sum())
                    .put("types", types);
        }
    }
}
