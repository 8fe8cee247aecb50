package org.tcserver.pushav;

/**
 * Sets the limits of the JDK's HTTP server, which reads them once from system properties. Keeps properties that the
 * user has set.
 */
final class HttpLimits {
    private HttpLimits() {}

    /** Applies the limits. Call this before creating the first server. */
    static void apply() {
        preset("sun.net.httpserver.nodelay", "true");
        preset("sun.net.httpserver.idleInterval", "120");
        preset("sun.net.httpserver.maxIdleConnections", "4000");
        preset("jdk.httpserver.maxConnections", "4000");
        preset("sun.net.httpserver.maxReqHeaders", "100");
        preset("sun.net.httpserver.maxReqHeaderSize", "32768");
        // bytes to read of a refused upload: its client then gets the response, not a connection reset
        preset("sun.net.httpserver.drainAmount", Long.toString(8L << 20));
    }

    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
