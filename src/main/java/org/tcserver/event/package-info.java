/**
 * What happens, one JSON object per line: the events of the server, and the log that writes them.
 *
 * <p>Every other room may report here; nothing here knows of connections or streams. Secrets that clients put into
 * addresses and names are masked on the way out, so that no caller can forget to.
 */
package org.tcserver.event;
