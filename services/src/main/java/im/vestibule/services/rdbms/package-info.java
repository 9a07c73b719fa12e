/** Databases outside: connections to them, and what went wrong with one in words that can be shown. */
@NullMarked
package im.vestibule.services.rdbms;

import org.jspecify.annotations.NullMarked;
