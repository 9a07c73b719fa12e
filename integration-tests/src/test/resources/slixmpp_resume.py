"""Logs in with slixmpp, greets a friend, keeps its session when it loses its line, takes leave of the friend once it has heard the word
"two", and leaves: HOST PORT CERTIFICATE JID PASSWORD FRIEND. Prints what happens, a line each."""

import asyncio
import sys

from slixmpp import ClientXMPP

HOST, PORT, CERTIFICATE, JID, PASSWORD, FRIEND = sys.argv[1:]

client = ClientXMPP(JID, PASSWORD)
client.ca_certs = CERTIFICATE
client.register_plugin('xep_0198')
client.plugin['xep_0198'].window = 1
loop = client.loop
over = loop.create_future()


def tell(text):
    print(text, flush=True)


def connect(event=None):
    if not over.done():
        client.connect((HOST, int(PORT)))


def start(event):
    tell('online')
    client.send_presence()
    client.send_message(FRIEND, 'hello')


def hear(message):
    tell('message ' + message['body'])
    if message['body'] == 'two':
        client.send_message(FRIEND, 'goodbye')


def acknowledged(stanza):
    if stanza.name == 'message' and stanza['body'] == 'goodbye':
        over.set_result(None)


client.add_event_handler('session_start', start)
client.add_event_handler('session_resumed', lambda event: tell('resumed'))
client.add_event_handler('message', hear)
client.add_event_handler('stanza_acked', acknowledged)
client.add_event_handler('disconnected', lambda event: loop.call_later(0.1, connect))
connect()
loop.run_until_complete(asyncio.wait_for(over, 25))
client.disconnect()
loop.run_until_complete(asyncio.wait([client.disconnected], timeout=5))
