/** Sessions begin and end (RFC 6120 §7). */
@NullMarked
package im.vestibule.services.binding;

import org.jspecify.annotations.NullMarked;
