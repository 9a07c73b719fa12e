/** Requests to the server and to accounts it answers for, by namespace. */
@NullMarked
package im.vestibule.services.iq;

import org.jspecify.annotations.NullMarked;
