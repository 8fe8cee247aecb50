package org.tcserver.window;

import static org.tcserver.window.SendWindowParameters.LEAST_ACK_STEP;
import static org.tcserver.window.SendWindowParameters.MISCOUNT_SLACK;
import static org.tcserver.window.SendWindowParameters.MOST_USELESS_ACKS;

/**
 * A client's acknowledgements: how far apart they are, and whether they can be right. Confined to the connection's loop
 * thread.
 *
 * <p>Sequence numbers have 32 bits and wrap. Some clients count the handshake and are ahead of the bytes sent by as much.
 * A client that is further ahead miscounts; a client whose numbers do not grow, several times in a row, does too (it
 * sends the bytes since the last acknowledgement, or always the window). Its acknowledgements mean nothing from then on.
 */
final class AckCounts {
    private final AckSteps steps = new AckSteps();
    private int useless;
    private boolean wrong;

    /**
     * Reads an acknowledgement.
     *
     * @param received how many bytes the client is known to have received
     * @return how many it has received now; {@code received} if the acknowledgement proves nothing new
     */
    long read(long sequence, long received, long sent) {
        long claimed = received + (int) (sequence - received);
        useless = claimed - received < LEAST_ACK_STEP ? useless + 1 : 0;
        wrong |= claimed > sent + MISCOUNT_SLACK || useless >= MOST_USELESS_ACKS;
        long now = Math.min(claimed, sent);
        if (wrong || now <= received) {
            return received;
        }
        steps.add(now - received);
        return now;
    }

    /** Returns the longest of the last steps. */
    long longestStep() {
        return steps.longest();
    }

    boolean areWrong() {
        return wrong;
    }

    /** Marks the acknowledgements as wrong: the client held some back. */
    void distrust() {
        wrong = true;
    }
}
