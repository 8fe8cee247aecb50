/**
 * Who is connected, what is published and played, and how a message gets from one publisher to all its subscribers.
 *
 * <p>A session joins with its client and then publishes, plays, relays and watches through it. The hub sends to {@link
 * org.tcserver.tc.Outlet}s; it reads no commands. Locks are taken in the order registry, stripe, send queue; under them
 * only memory is touched, and writers are woken, owners told and events logged after them.
 */
package org.tcserver.hub;
