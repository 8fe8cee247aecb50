/** Clocks and timers as dependencies, so that tests can control time. */
package org.tcserver.time;
