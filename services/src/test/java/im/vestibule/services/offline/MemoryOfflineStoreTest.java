package im.vestibule.services.offline;

final class MemoryOfflineStoreTest extends OfflineStoreContract {
    private final OfflineStore store = new MemoryOfflineStore();

    @Override
    OfflineStore store() {
        return store;
    }
}
