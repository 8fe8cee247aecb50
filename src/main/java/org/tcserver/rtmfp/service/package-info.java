/**
 * TC over RTMFP (RFC 7425): an endpoint on its own reactor, a TC connection for each client, introductions between
 * clients, and the redirectors that send clients here.
 *
 * <p>Everything runs on the reactor's thread, except for key agreement, which has its own thread.
 */
package org.tcserver.rtmfp.service;
