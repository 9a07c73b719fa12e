"""Two people with slixmpp, one of them at a desk and with a telephone in the pocket: HOST PORT CERTIFICATE, then two times JID PASSWORD. Says in
order what the telephone shows: copies (XEP-0280) at once, presence only behind them or once somebody looks (XEP-0352)."""

import asyncio
import sys

from slixmpp import ClientXMPP

HOST, PORT, CERTIFICATE, ALICE, ALICES, BOB, BOBS = sys.argv[1:]


def client(jid, password):
    made = ClientXMPP(jid, password, sasl_mech='PLAIN')
    made.ca_certs = CERTIFICATE
    made.register_plugin('xep_0199')
    made.register_plugin('xep_0280')
    made.register_plugin('xep_0352')
    made.auto_authorize = True
    made.begun = asyncio.get_event_loop().create_future()
    made.add_event_handler('session_start', lambda event: made.begun.set_result(True))
    made.connect((HOST, int(PORT)))
    return made


async def ping(asked):
    await asked['xep_0199'].ping(asked.boundjid.domain)


def show(*words):
    shown.append(' '.join(words))
    print(shown[-1], flush=True)


async def until(line):
    while line not in shown:
        await asyncio.sleep(0.01)


shown = []


async def run():
    desk, phone, bob = client(ALICE, ALICES), client(ALICE, ALICES), client(BOB, BOBS)
    for one in (desk, phone, bob):
        await one.begun
    phone.add_event_handler('carbon_sent', lambda m: show('sent', m['carbon_sent']['body']))
    phone.add_event_handler('carbon_received', lambda m: show('received', m['carbon_received']['body']))
    phone.add_event_handler('presence_available', lambda p: show('presence', p['status']))
    # The disco feature and the feature of the stream.
    info = await phone['xep_0030'].get_info(jid=phone.boundjid.domain)
    print('announced', 'urn:xmpp:carbons:2' in info['disco_info']['features'], phone['xep_0352'].enabled, flush=True)
    await phone['xep_0280'].enable()
    phone['xep_0352'].send_inactive()
    await ping(phone)
    bob.send_presence(pto=phone.boundjid.full, pstatus='busy')
    bob.send_presence(pto=phone.boundjid.full, pstatus='idle')
    await ping(bob)
    show('quiet')
    desk.send_message(mto=bob.boundjid.full, mbody='hello', mtype='chat')
    await until('sent hello')
    bob.send_message(mto=desk.boundjid.full, mbody='hi', mtype='chat')
    await until('received hi')
    bob.send_presence(pto=phone.boundjid.full, pstatus='away')
    await ping(bob)
    show('quiet')
    phone['xep_0352'].send_active()
    await until('presence away')
    show('done')
    for one in (desk, phone, bob):
        await one.disconnect()


asyncio.get_event_loop().run_until_complete(asyncio.wait_for(run(), 25))
