@NullMarked
package im.vestibule.services.account;

import org.jspecify.annotations.NullMarked;
