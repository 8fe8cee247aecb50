/** Measures how much gets through lossy paths over RTMFP: run by {@code bin/lossbench}. */
@NullMarked
package org.tcserver.lossy;

import org.jspecify.annotations.NullMarked;
