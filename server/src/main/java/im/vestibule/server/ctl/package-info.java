/**
 * {@code ./vestibule ctl}: commands made of the schema of the admin endpoint, and a client that sends them there. Nothing of
 * the server itself is needed for it.
 */
@NullMarked
package im.vestibule.server.ctl;

import org.jspecify.annotations.NullMarked;
