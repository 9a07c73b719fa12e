"""Logs in with slixmpp, greets a friend, keeps its session when it loses its line, takes leave of the friend once it has heard the word
"two", and leaves: HOST PORT CERTIFICATE JID PASSWORD FRIEND. Prints what happens, a line each."""

import asyncio
import logging
import sys

from slixmpp import ClientXMPP

HOST, PORT, CERTIFICATE, JID, PASSWORD, FRIEND = sys.argv[1:]

# slixmpp forgets what it has sent as soon as it asks to resume, and wonders that the server has not.
logging.disable()

client = ClientXMPP(JID, PASSWORD, sasl_mech='PLAIN')
client.ca_certs = CERTIFICATE
client.register_plugin('xep_0198')
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


def hear(message):
    tell('message ' + message['body'])
    if message['body'] == 'two':
        client.send_message(FRIEND, 'goodbye')
        over.set_result(None)


client.add_event_handler('session_start', start)
# Only then can it be resumed.
client.add_event_handler('sm_enabled', lambda event: client.send_message(FRIEND, 'hello'))
client.add_event_handler('session_resumed', lambda event: tell('resumed'))
client.add_event_handler('message', hear)
client.add_event_handler('disconnected', lambda event: loop.call_later(0.1, connect))
connect()
loop.run_until_complete(asyncio.wait_for(over, 25))
client.disconnect()
loop.run_until_complete(asyncio.wait([client.disconnected], timeout=5))
