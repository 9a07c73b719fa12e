@NullMarked
package im.vestibule.services.roster;

import org.jspecify.annotations.NullMarked;
