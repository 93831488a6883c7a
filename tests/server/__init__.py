"""A web server on loopback that misbehaves: raw sockets, for what well-mannered servers cannot do.

One server answers for many hosts (``127.0.x.y`` all lead to it), each with the answers of one behaviour. To add one:
write a row in ``manners.py`` (what is said) or ``transport.py`` (how it is sent), with a name, the answers by path,
and the outcome that is right: the reason of the reject, or the bytes that are archived. ``answers.py`` has the usual
ones; a new kind is a function that is given a ``Wire`` and sends whatever it likes. ``tests/test_behaviours.py`` runs
all of them in one crawl.
"""

from __future__ import annotations

from tests.server.table import Behaviour
from tests.server.wire import Asked, Server, Wire, serve_hosts

__all__ = ["Asked", "Behaviour", "Server", "Wire", "serve_hosts"]
