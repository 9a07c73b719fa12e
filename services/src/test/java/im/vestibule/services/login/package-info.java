@NullMarked
package im.vestibule.services.login;

import org.jspecify.annotations.NullMarked;
