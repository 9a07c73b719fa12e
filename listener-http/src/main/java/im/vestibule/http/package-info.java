/** HTTP pipelines and the handlers behind them. */
@NullMarked
package im.vestibule.http;

import org.jspecify.annotations.NullMarked;
