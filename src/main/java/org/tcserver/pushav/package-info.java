/**
 * The Push AV service: an HTTPS server that cameras push CMAF media to, and that shows people what came.
 *
 * <p>A request runs on a thread of its own: {@link org.tcserver.pushav.HttpFront} hands it as a {@code Call} to the
 * {@code Router}, which hands it to the endpoint it is for. An endpoint answers, or throws a {@code Problem} that
 * becomes the answer.
 */
package org.tcserver.pushav;
