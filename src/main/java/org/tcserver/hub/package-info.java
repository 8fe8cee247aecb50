/**
 * Connected clients, publications and subscriptions, and the path of a message from a publisher to all its subscribers.
 *
 * <p>A session joins with its client, and then publishes, plays, relays and watches through it. The hub sends to {@link
 * org.tcserver.tc.Outlet}s; it reads no commands. The lock order is registry, stripe, send queue. Code that holds one
 * of these locks only accesses memory. After releasing it, the hub wakes writers, calls owners and logs events.
 */
package org.tcserver.hub;
