@NullMarked
package im.vestibule.admin.graphql;

import org.jspecify.annotations.NullMarked;
