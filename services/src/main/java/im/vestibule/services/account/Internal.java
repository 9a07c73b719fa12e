package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.services.store.Store;

/** The method {@code internal}: accounts in the store. */
public final class Internal extends Kept {
    /**
     * @param format how passwords are kept from now on; those kept before stay as they are
     */
    public Internal(Store store, Derivation derivation, Decoys decoys, AuthSpec.Password format) {
        super(AuthMethod.INTERNAL, new StoreUsers(store), derivation, decoys, format);
    }
}
