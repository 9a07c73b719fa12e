@NullMarked
package im.vestibule.services.session;

import org.jspecify.annotations.NullMarked;
