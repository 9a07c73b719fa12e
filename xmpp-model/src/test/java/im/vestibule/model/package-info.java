@NullMarked
package im.vestibule.model;

import org.jspecify.annotations.NullMarked;
