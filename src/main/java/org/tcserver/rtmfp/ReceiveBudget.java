package org.tcserver.rtmfp;

/** What the receiving flows of all sessions hold together. Confined to the endpoint's thread. */
final class ReceiveBudget {
    private long bytes;

    void hold(long difference) {
        bytes += difference;
    }

    boolean isExhausted() {
        return bytes > RtmfpParameters.ENDPOINT_RECEIVE_LIMIT;
    }

    long bytes() {
        return bytes;
    }
}
