package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.flow.FlowPriority;
import org.tcserver.rtmfp.chunk.DataAcknowledgementRanges;
import org.tcserver.rtmfp.chunk.FlowOptions;
import org.tcserver.rtmfp.chunk.SequenceRange;
import org.tcserver.wire.Bytes;

class SendingFlowTest {
    /** Otherwise the flow would compare every acknowledgement with ever more fragments. */
    @Test
    void aFlowWhoseFirstFragmentIsNeverAcknowledgedStops() {
        var flows = new SendingFlows(() -> {}, new RtmfpFigures());
        var source = new ScriptedSource();
        var flow = flows.open(new FlowOptions(Bytes.ofUtf8("x"), null), FlowPriority.IMMEDIATE, source);
        source.attach(flow);
        source.sendForEver(Bytes.wrap(new byte[100]));
        int before = -1;
        while (source.pulled > before) {
            before = source.pulled;
            flow.fill(new DataPacket(1200), 1);
            var allButTheFirst = List.of(new SequenceRange(2, source.pulled));
            flow.acknowledged(new DataAcknowledgementRanges(1, 100_000, 0, allButTheFirst));
        }
        assertTrue(source.pulled > 60_000, "pulled " + source.pulled);
        assertEquals(RtmfpParameters.MAX_SEQUENCE_SPAN, source.pulled);
    }
}
