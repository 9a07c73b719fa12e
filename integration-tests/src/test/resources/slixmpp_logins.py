"""Logs in with slixmpp by one mechanism after the other: a list of objects in JSON with host, port, direct, authority, jid, secret,
mechanism, and certificate where there is one. Prints one JSON object a line: what came of each. OAUTHBEARER, which slixmpp lacks, is a
line; the stream is slixmpp's."""

import json
import sys

from slixmpp import ClientXMPP
from slixmpp.util.sasl import Mech, sasl_mech


@sasl_mech(1)
class OAUTHBEARER(Mech):
    name = 'OAUTHBEARER'
    required_credentials = {'password'}

    def process(self, challenge=b''):
        return b'\x01' if challenge else b'n,,\x01auth=Bearer ' + self.credentials['password'] + b'\x01\x01'


def login(wanted):
    client = ClientXMPP(wanted['jid'], wanted['secret'], sasl_mech=wanted['mechanism'])
    client.ca_certs = wanted['authority']
    if 'certificate' in wanted:
        client.certfile = client.keyfile = wanted['certificate']
    outcome = {'result': 'broken'}

    def over(**what):
        outcome.update(what)
        client.disconnect()

    client.add_event_handler('session_start', lambda event: over(result='bound', jid=client.boundjid.full))
    client.add_event_handler('failed_auth', lambda failure: over(result='failed', condition=failure['condition']))
    client.add_event_handler('failed_all_auth', lambda event: client.disconnect())
    client.connect((wanted['host'], wanted['port']), use_ssl=wanted['direct'])
    client.loop.run_until_complete(client.disconnected)
    return outcome


for wanted in json.loads(sys.argv[1]):
    print(json.dumps(login(wanted)), flush=True)
