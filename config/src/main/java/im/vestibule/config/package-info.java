/** The TOML file as immutable specs, and every problem found in it. */
@NullMarked
package im.vestibule.config;

import org.jspecify.annotations.NullMarked;
