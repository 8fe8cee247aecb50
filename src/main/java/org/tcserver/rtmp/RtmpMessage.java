package org.tcserver.rtmp;

import org.tcserver.tc.TcMessage;

/** A message with the stream ID from the chunk stream (RTMP 1.0 §6.1.1). Immutable; {@code streamId} is unsigned. */
record RtmpMessage(int streamId, TcMessage message) {}
