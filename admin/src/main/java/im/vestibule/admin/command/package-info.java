/**
 * What can be done from outside, by category, and what comes of it: the same for GraphQL and REST. Whether the caller may is
 * decided before. Every command may wait, so it is given on a virtual thread.
 */
@NullMarked
package im.vestibule.admin.command;

import org.jspecify.annotations.NullMarked;
