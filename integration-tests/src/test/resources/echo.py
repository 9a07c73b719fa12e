"""A component that sends every message back, and says so when it is ready: port, domain, password."""

import sys

from slixmpp.componentxmpp import ComponentXMPP


class Echo(ComponentXMPP):
    def __init__(self, port, domain, password):
        super().__init__(domain, password, "127.0.0.1", port)
        self.register_plugin("xep_0030")
        self.register_plugin("xep_0199")
        self.add_event_handler("session_start", self.begin)
        self.add_event_handler("message", self.echo)
        self.add_event_handler("disconnected", lambda _: self.loop.stop())

    def begin(self, _):
        self["xep_0030"].add_identity(category="component", itype="generic", name="Echo")
        print("ready", flush=True)

    def echo(self, message):
        if message["type"] in ("chat", "normal"):
            message.reply(message["body"]).send()


component = Echo(int(sys.argv[1]), sys.argv[2], sys.argv[3])
component.connect()
component.loop.run_forever()
