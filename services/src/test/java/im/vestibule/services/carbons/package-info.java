@NullMarked
package im.vestibule.services.carbons;

import org.jspecify.annotations.NullMarked;
