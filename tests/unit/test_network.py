"""When the network is shut, nothing opens a socket."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import socket, urllib.request
from translator import network
network.shut("This machine stays offline.")

def attempt(what, *arguments):
    try:
        what(*arguments)
    except Exception as error:
        print(type(error).__name__, end=" ")
    else:
        print("opened", end=" ")

attempt(socket.socket)
attempt(socket.create_connection, ("127.0.0.1", 9))
attempt(socket.getaddrinfo, "localhost", 80)
attempt(socket.gethostbyname, "localhost")
attempt(socket.socket, socket.AF_INET6, socket.SOCK_DGRAM)
attempt(urllib.request.urlopen, "http://127.0.0.1:9/")
print("|", end=" ")
attempt(socket.socketpair)
network.unlock()
attempt(socket.socket)
"""


def test_no_socket_is_opened() -> None:
    """Of no kind, by no library; those that join processes of this machine go on working, and so does all else later."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    refused, _, allowed = done.stdout.partition("|")
    assert refused.split() == ["OfflineError"] * 6
    assert allowed.split() == ["opened", "opened"]
