package im.vestibule.services.pool;

/** Is told when services outside come and go. */
public interface Watch {
    /** Nobody wants to know. */
    Watch NONE = new Watch() {
        @Override
        public void down(String name, String reason) {}

        @Override
        public void up(String name) {}
    };

    /**
     * @param name of the service, such as {@code outgoing_pools.ldap.default}
     */
    void down(String name, String reason);

    void up(String name);
}
