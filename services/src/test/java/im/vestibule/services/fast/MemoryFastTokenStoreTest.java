package im.vestibule.services.fast;

final class MemoryFastTokenStoreTest extends FastTokenStoreContract {
    private final FastTokenStore store = new MemoryFastTokenStore();

    @Override
    FastTokenStore store() {
        return store;
    }
}
