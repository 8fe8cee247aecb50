/** What JmDNS needs and offers, as its jar does not say. */
module javax.jmdns {
    requires transitive org.slf4j;

    exports javax.jmdns;
}
