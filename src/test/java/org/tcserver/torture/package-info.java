/**
 * A stress test of the whole server, with thousands of valid clients and many kinds of invalid ones. Each {@link
 * org.tcserver.torture.Activity} runs until the stage is over, then returns its verdicts.
 */
@org.jspecify.annotations.NullMarked
package org.tcserver.torture;
