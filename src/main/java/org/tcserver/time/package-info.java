/** Time as a value that can be handed in: clocks and timers, so that whatever depends on time can be tested by hand. */
package org.tcserver.time;
