package im.vestibule.services.domain;

final class MemoryDomainStoreTest extends DomainStoreContract {
    private final MemoryDomainStore store = new MemoryDomainStore();

    @Override
    DomainStore store() {
        return store;
    }

    @Override
    void fill(String name, int rows) {
        store.fill(name, rows);
    }
}
