@NullMarked
package im.vestibule.services.access;

import org.jspecify.annotations.NullMarked;
