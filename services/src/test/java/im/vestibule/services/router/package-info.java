@NullMarked
package im.vestibule.services.router;

import org.jspecify.annotations.NullMarked;
