/** Where a stanza goes: session, server, or back (RFC 6120 §10, RFC 6121 §8). */
@NullMarked
package im.vestibule.services.router;

import org.jspecify.annotations.NullMarked;
