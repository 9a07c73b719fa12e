@NullMarked
package im.vestibule.services.component;

import org.jspecify.annotations.NullMarked;
