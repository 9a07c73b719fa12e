@NullMarked
package im.vestibule.admin.rest;

import org.jspecify.annotations.NullMarked;
