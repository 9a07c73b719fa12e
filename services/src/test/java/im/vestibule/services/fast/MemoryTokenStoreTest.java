package im.vestibule.services.fast;

final class MemoryTokenStoreTest extends TokenStoreContract {
    private final TokenStore store = new MemoryTokenStore();

    @Override
    TokenStore store() {
        return store;
    }
}
