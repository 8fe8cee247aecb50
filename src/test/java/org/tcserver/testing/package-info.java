/**
 * Shared support for tests of the whole server: the server as a process with its event log, small clients of each
 * protocol, and real programs that publish and play.
 */
@org.jspecify.annotations.NullMarked
package org.tcserver.testing;
