/**
 * What the tests of the whole server share: the server as a process with its event log, a small RTMP client that owes
 * nothing to the server's own protocol code, and the real programs that publish and play.
 */
@org.jspecify.annotations.NullMarked
package org.tcserver.testing;
