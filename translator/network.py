"""The lock on the network: from the moment it is shut, nothing in this process opens a socket.

The command line shuts it before it does anything else, and opens it for the verbs that fetch packages, unless the
user wants to stay offline. Python tells an audit hook of every socket before it exists, whoever asks for it; a hook
cannot be taken out again, so that a switch beside it says whether it refuses.
"""

from __future__ import annotations

import sys

from .errors import OfflineError

_why = ""
"""Why no socket may be opened; empty where one may."""
_installed = False


def shut(why: str) -> None:
    """Refuse every socket from now on; `why` is one sentence for the error.

    Sockets between processes of this machine (AF_UNIX) stay possible.
    """
    global _why, _installed
    _why = why
    if not _installed:
        sys.addaudithook(_hook)
        _installed = True


def unlock() -> None:
    """Allow sockets again."""
    global _why
    _why = ""


def reason() -> str:
    """Return why the network is shut, as `shut` was told; nothing where it is not."""
    return _why


def require() -> None:
    """Raise `OfflineError` if the network is shut."""
    if _why:
        raise OfflineError(_why)


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _why and event.startswith("socket.") and not _is_local(event, arguments):
        raise OfflineError(f"{_why} ({event})")


def _is_local(event: str, arguments: tuple[object, ...]) -> bool:
    import socket

    unix = getattr(socket, "AF_UNIX", None)
    if event == "socket.__new__":
        return unix is not None and arguments[1] == unix
    holder = arguments[0] if arguments else None
    return unix is not None and isinstance(holder, socket.socket) and holder.family == unix
