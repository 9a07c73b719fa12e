/** Commands by GraphQL: schemas, who may ask for what, and how answers look. Without sockets. */
@NullMarked
package im.vestibule.admin.graphql;

import org.jspecify.annotations.NullMarked;
