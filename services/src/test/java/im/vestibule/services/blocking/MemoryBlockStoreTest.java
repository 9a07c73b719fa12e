package im.vestibule.services.blocking;

final class MemoryBlockStoreTest extends BlockStoreContract {
    private final BlockStore store = new MemoryBlockStore();

    @Override
    BlockStore store() {
        return store;
    }
}
