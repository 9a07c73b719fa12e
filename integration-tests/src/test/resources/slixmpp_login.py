"""Logs in with slixmpp and says what came of it: HOST PORT CERTIFICATE JID CREDENTIAL MECHANISM. The stream is slixmpp's; the two
mechanisms with tokens, which it lacks, are a line each."""

import base64
import sys

from slixmpp import ClientXMPP
from slixmpp.util.sasl import Mech, sasl_mech

HOST, PORT, CERTIFICATE, JID, CREDENTIAL, MECHANISM = sys.argv[1:]


@sasl_mech(1)
class OAUTHBEARER(Mech):
    name = 'OAUTHBEARER'
    required_credentials = {'password'}

    def process(self, challenge=b''):
        return b'\x01' if challenge else b'n,,\x01auth=Bearer ' + self.credentials['password'] + b'\x01\x01'


@sasl_mech(1)
class X_OAUTH(Mech):
    name = 'X-OAUTH'
    required_credentials = {'password'}

    def process(self, challenge=b''):
        return base64.b64decode(self.credentials['password'])


client = ClientXMPP(JID, CREDENTIAL, sasl_mech=MECHANISM)
client.ca_certs = CERTIFICATE


def say(text):
    print(text, flush=True)
    client.disconnect()


client.add_event_handler('session_start', lambda event: say('bound ' + client.boundjid.full))
client.add_event_handler('failed_auth', lambda failure: say('failed ' + failure['condition']))
client.add_event_handler('failed_all_auth', lambda event: say('out of mechanisms'))
client.connect((HOST, int(PORT)))
client.loop.run_until_complete(client.disconnected)
