package im.vestibule.core;

import im.vestibule.config.SocketSpec;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;

/**
 * A listener to be opened.
 *
 * @param name its key in the file, such as {@code listen.c2s[0]}
 * @param pipeline what each accepted connection gets, behind its PROXY header if the socket wants one
 */
public record Door(String name, SocketSpec socket, ChannelInitializer<Channel> pipeline) {}
