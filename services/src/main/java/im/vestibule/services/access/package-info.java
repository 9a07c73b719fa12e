/** What the {@code acl} and {@code access} tables say about somebody. Nothing here waits. */
@NullMarked
package im.vestibule.services.access;

import org.jspecify.annotations.NullMarked;
