/**
 * The events of the server, and the log that writes them, one JSON object per line.
 *
 * <p>Every other room may log here; this room knows nothing of connections or streams. It masks the secrets that
 * clients put into addresses and names, so that no caller can forget to.
 */
package org.tcserver.event;
