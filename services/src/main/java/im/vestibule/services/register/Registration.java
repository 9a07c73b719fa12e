package im.vestibule.services.register;

public final class Registration {}
