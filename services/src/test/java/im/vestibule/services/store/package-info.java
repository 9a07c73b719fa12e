@NullMarked
package im.vestibule.services.store;

import org.jspecify.annotations.NullMarked;
