/** Tokens that let a client come back without its password (XEP-0484). */
@NullMarked
package im.vestibule.services.fast;

import org.jspecify.annotations.NullMarked;
