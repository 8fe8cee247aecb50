/** The memory that clients use on the server: an account for each connection, and limits derived from the heap size. */
package org.tcserver.memory;
