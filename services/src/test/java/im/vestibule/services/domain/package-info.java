@NullMarked
package im.vestibule.services.domain;

import org.jspecify.annotations.NullMarked;
