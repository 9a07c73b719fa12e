package im.vestibule.load;

/**
 * Whom the driver logs in: {@code prefix + first} and as many after it as {@code count} says, all with one password.
 */
public record Accounts(int count, int first, String prefix, String password, Mechanism mechanism) {
    /** {@code user1} and so on, with the password {@code secret} and by PLAIN. */
    public static Accounts usual(int count) {
        return new Accounts(count, 1, "user", "secret", Mechanism.PLAIN);
    }

    public Accounts by(Mechanism wanted) {
        return new Accounts(count, first, prefix, password, wanted);
    }

    String name(int index) {
        return prefix + (first + index);
    }

    @Override
    public String toString() {
        return count + " from " + name(0) + " by " + mechanism;
    }
}
