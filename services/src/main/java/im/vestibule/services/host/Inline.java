package im.vestibule.services.host;

import im.vestibule.services.fast.FastTokens;
import java.util.Optional;

/**
 * What clients may ask for in one go with authentication by SASL2 (XEP-0388 §2.1).
 *
 * @param bind a resource: {@code mod_bind2}
 * @param tokens a token to come back with: {@code mod_fast_auth_token}
 */
public record Inline(boolean bind, Optional<FastTokens> tokens) {}
