/** What things cost. */
@NullMarked
package im.vestibule.benchmarks;

import org.jspecify.annotations.NullMarked;
