package org.tcserver.pushav;

/** Limits of the JDK's HTTP server, which reads them once, from system properties. What the user has set stays. */
final class HttpLimits {
    private HttpLimits() {}

    /** Must be called before the first server is made. */
    static void apply() {
        preset("sun.net.httpserver.nodelay", "true");
        preset("sun.net.httpserver.idleInterval", "120");
        preset("sun.net.httpserver.maxIdleConnections", "4000");
        preset("jdk.httpserver.maxConnections", "4000");
        preset("sun.net.httpserver.maxReqHeaders", "100");
        preset("sun.net.httpserver.maxReqHeaderSize", "32768");
        // what is read of a refused upload, so that its client finds the answer instead of a reset connection
        preset("sun.net.httpserver.drainAmount", Long.toString(8L << 20));
    }

    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
