/** Who is here: bound resources and where their stanzas leave the house. */
@NullMarked
package im.vestibule.services.session;

import org.jspecify.annotations.NullMarked;
