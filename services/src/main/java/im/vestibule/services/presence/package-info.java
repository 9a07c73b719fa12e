/** Who is told that somebody is there (RFC 6121 §3 and §4). */
@NullMarked
package im.vestibule.services.presence;

import org.jspecify.annotations.NullMarked;
