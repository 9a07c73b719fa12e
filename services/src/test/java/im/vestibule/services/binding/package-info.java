@NullMarked
package im.vestibule.services.binding;

import org.jspecify.annotations.NullMarked;
