/**
 * The whole server under torture: thousands of connections, most of them decent, and all kinds of others. Each
 * {@link org.tcserver.torture.Activity} goes on until the stage is over and then says whether what it was to see has been
 * so.
 */
@org.jspecify.annotations.NullMarked
package org.tcserver.torture;
