package im.vestibule.services.last;

final class MemoryLastStoreTest extends LastStoreContract {
    private final LastStore store = new MemoryLastStore();

    @Override
    LastStore store() {
        return store;
    }
}
