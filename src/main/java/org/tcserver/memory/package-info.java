/**
 * The memory that clients make the server hold: an account for each connection, and limits that follow from the size of
 * the heap.
 */
package org.tcserver.memory;
