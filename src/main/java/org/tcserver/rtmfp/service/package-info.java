/**
 * TC over RTMFP (RFC 7425): an endpoint on a reactor of its own, a TC connection for each client, clients who are
 * introduced to each other, and the redirectors that send clients here.
 *
 * <p>All of it runs on the reactor's thread, but for key agreement, which has a thread of its own.
 */
package org.tcserver.rtmfp.service;
