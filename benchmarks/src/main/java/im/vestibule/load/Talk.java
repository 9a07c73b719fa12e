package im.vestibule.load;

/** Who hears messages. On the loop. */
interface Talk {
    /** Nobody is interested. */
    Talk NONE = (client, bytes, from, to) -> {};

    void message(Client client, byte[] bytes, int from, int to);
}
