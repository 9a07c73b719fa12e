@NullMarked
package im.vestibule.services.iq;

import org.jspecify.annotations.NullMarked;
