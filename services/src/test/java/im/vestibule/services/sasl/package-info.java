@NullMarked
package im.vestibule.services.sasl;

import org.jspecify.annotations.NullMarked;
