package org.tcserver.pushav.ingest;

import java.nio.file.Path;

/**
 * A file of a stream that can be read. Immutable.
 *
 * @param refused whether it was refused, and nothing accepted stands at the path
 */
public record StoredFile(Path file, boolean refused) {}
