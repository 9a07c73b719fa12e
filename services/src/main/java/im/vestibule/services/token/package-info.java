/** Tokens that sessions ask for and log in with later: {@code mod_auth_token}. */
@NullMarked
package im.vestibule.services.token;

import org.jspecify.annotations.NullMarked;
