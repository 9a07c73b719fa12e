/**
 * The REST APIs as they are decided: which calls there are, what they take, and what they answer. A route names a command and has no
 * logic of its own; what is described to the outside is made of the same routes.
 */
@NullMarked
package im.vestibule.admin.rest;

import org.jspecify.annotations.NullMarked;
