/** Directories that are asked who has an account (RFC 4511). */
@NullMarked
package im.vestibule.services.ldap;

import org.jspecify.annotations.NullMarked;
