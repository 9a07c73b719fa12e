/** Domains that are added, and taken away, while the server runs. */
@NullMarked
package im.vestibule.services.domain;

import org.jspecify.annotations.NullMarked;
