/** A live media server for TC clients, and a Push AV server for cameras. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // JmDNS has no descriptor yet
module org.tcserver {
    requires com.fasterxml.jackson.core;
    requires java.xml;
    requires javax.jmdns;
    requires jdk.httpserver;
    requires jdk.net;
    requires jdk.unsupported;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.slf4j;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    provides java.net.spi.InetAddressResolverProvider with
            org.tcserver.pushav.ReverseLookups;
}
