/** Accounts made, changed and given up in band (XEP-0077), under the rules of {@code modules.mod_register}. */
@NullMarked
package im.vestibule.services.register;

import org.jspecify.annotations.NullMarked;
