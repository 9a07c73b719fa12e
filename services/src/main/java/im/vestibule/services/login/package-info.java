/** What guessing passwords costs. Nothing here waits. */
@NullMarked
package im.vestibule.services.login;

import org.jspecify.annotations.NullMarked;
