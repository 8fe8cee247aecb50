package org.tcserver.torture;

import java.util.ArrayList;
import java.util.concurrent.Semaphore;

/** Connects many clients, a few at a time. Used by one thread. */
final class Crowd {
    private static final int AT_A_TIME = 16;

    private final Stage stage;

    /** Connects one client. */
    interface Arrival {
        void come(int number) throws Exception;
    }

    Crowd(Stage stage) {
        this.stage = stage;
    }

    /** Returns when all clients have connected or failed. The ledger records each failure as a problem. */
    void gather(int count, Arrival arrival) throws InterruptedException {
        var door = new Semaphore(AT_A_TIME);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < count; i++) {
            int number = i;
            door.acquire();
            threads.add(Thread.startVirtualThread(() -> {
                stage.attempt("number " + number + " of a crowd", () -> arrival.come(number));
                door.release();
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
    }
}
