package org.tcserver.torture;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tcserver.testing.TcClient;

/** Idle clients over all protocols. They must still be connected at the end. */
final class Idlers implements Activity {
    private final Stage stage;
    private final Queue<TcClient> clients = new ConcurrentLinkedQueue<>();
    private long gone;

    Idlers(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void begin() throws Exception {
        new Crowd(stage)
                .gather(
                        stage.settings().idle(),
                        number -> clients.add(stage.target().connected(Target.protocol(number), "idle")));
    }

    @Override
    public void end() throws Exception {
        for (var client : clients) {
            if (client.isOver()) {
                gone++;
            } else {
                client.close();
            }
        }
    }

    @Override
    public List<Verdict> verdicts() {
        int asked = stage.settings().idle();
        boolean holds = clients.size() == asked && gone == 0;
        var figures = clients.size() + " of " + asked + " came, " + gone + " were cut off";
        return List.of(new Verdict(holds, "idle connections stay", figures));
    }
}
