/**
 * The Push AV service: an HTTPS server to which cameras push CMAF media, with web pages that show the uploads.
 *
 * <p>Each request runs on its own thread: {@link org.tcserver.pushav.HttpFront} passes it as a {@code Call} to the
 * {@code Router}, which passes it to its endpoint. An endpoint sends the response, or throws a {@code Problem} that
 * becomes the response.
 */
package org.tcserver.pushav;
