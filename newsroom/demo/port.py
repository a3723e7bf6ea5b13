"""Says in words when the demo's port cannot be had; run by `make run` before anything else, so it needs only Python.

The server itself would start beside another one and share its port, each answering every second request.
"""

import errno
import socket
import sys

ADDRESSES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def reason_against(port):
    """A sentence, or an empty text when the port is free. "localhost" may mean either address, so both must be."""
    for family, address in ADDRESSES:
        try:
            with socket.socket(family, socket.SOCK_STREAM) as attempt:
                attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                attempt.bind((address, port))
        except OSError as refusal:
            if refusal.errno == errno.EADDRINUSE:
                return "Port %d is taken by another program. Stop that one, or choose a port: make run PORT=%d" % (
                    port,
                    port + 10 if port < 65000 else 8010,
                )
            if refusal.errno == errno.EACCES:
                return "Port %d is kept for the system. Choose one above 1023: make run PORT=8010" % port
            if family == socket.AF_INET:
                return "Port %d cannot be opened: %s." % (port, refusal.strerror)
    return ""


def main(word):
    if not word.isdigit() or not 1 <= int(word) <= 65535:
        return "PORT is %r. Give a number from 1024 to 65535: make run PORT=8010" % word
    return reason_against(int(word))


if __name__ == "__main__":
    sys.exit(main("".join(sys.argv[1:])) or 0)
