/** Services outside that the server depends on: how many calls at a time, for how long, and whether they work. */
@NullMarked
package im.vestibule.services.pool;

import org.jspecify.annotations.NullMarked;
