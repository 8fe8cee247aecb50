package org.tcserver.pushav.ingest;

import java.nio.file.Path;

/**
 * A readable file of a stream. Immutable.
 *
 * @param refused whether it was refused; the path then has no accepted content
 */
public record StoredFile(Path file, boolean refused) {}
