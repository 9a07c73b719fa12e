package im.vestibule.http;

import im.vestibule.admin.command.Feeds;
import im.vestibule.admin.rest.RestApi;
import java.time.InstantSource;

/**
 * What a REST API is made of.
 *
 * @param who may come in
 * @param feeds for who listens
 */
record RestDoor(Gate gate, Authenticator who, RestApi api, Feeds feeds, InstantSource clock) {}
