package im.vestibule.services.roster;

final class MemoryRosterStoreTest extends RosterStoreContract {
    private final RosterStore store = new MemoryRosterStore();

    @Override
    RosterStore store() {
        return store;
    }
}
