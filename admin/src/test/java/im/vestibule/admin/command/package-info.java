@NullMarked
package im.vestibule.admin.command;

import org.jspecify.annotations.NullMarked;
