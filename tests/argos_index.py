"""A server on this machine that stands in for the index of packages, with every fault that a real one has."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Fault = Callable[["Handler", bytes], None]


@dataclass
class Shelf:
    """What the server has, and what it was asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    """By path; each is used once, the last for ever."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Path and `Range` of every request."""
    url: str = ""

    def offer(self, archive: Path, *, name: str = "", version: str = "1.0") -> None:
        """Put a packed package on the shelf, and into the index."""
        source, target = archive.name.removeprefix("translate-").split("-")[0].split("_")
        path = f"/{name or archive.name}"
        self.files[path] = archive.read_bytes()
        entries = json.loads(self.files.get("/index.json", b"[]"))
        entries.append(
            {
                "package_version": version,
                "argos_version": "1.9",
                "from_code": source,
                "from_name": source.upper(),
                "to_code": target,
                "to_name": target.upper(),
                "links": [f"{self.url}{path}"],
                "code": f"translate-{source}_{target}",
                "type": "translate",
            }
        )
        self.files["/index.json"] = json.dumps(entries).encode()

    def fail(self, path: str, *faults: Fault) -> None:
        """Let the requests for `path` go wrong, one after the other; behind them all goes well."""
        self.faults[path] = list(faults)


class Handler(BaseHTTPRequestHandler):
    """Answers with files, whole or in part."""

    shelf: Shelf

    def do_GET(self) -> None:
        """Answer, or fail as asked."""
        self.shelf.asked.append((self.path, self.headers.get("Range", "")))
        data = self.shelf.files.get(self.path)
        if faults := self.shelf.faults.get(self.path):
            faults.pop(0)(self, data or b"")
        elif data is None:
            self.send_error(404)
        else:
            self.give(data)

    def give(self, data: bytes, *, claim: int | None = None, stop: int | None = None, kind: str = "application/zip") -> None:
        """Send `data`, from where the request wants it; `claim` is the size to say, `stop` where to hang up."""
        wanted, mark = self.headers.get("Range"), f'"{hash(data)}"'
        size, start = claim or len(data), 0
        if wanted and self.headers.get("If-Range") == mark:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            self.send_response(206 if start < size else 416)
            self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}" if start < size else f"bytes */{size}")
        else:
            self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("ETag", mark)
        self.send_header("Content-Length", str(max(0, size - start)))
        self.end_headers()
        with suppress(ConnectionError):  # the client may have seen enough
            self.wfile.write(data[start:][:stop])
        self.close_connection = True

    def log_message(self, format: str, *arguments: object) -> None:
        """Be silent."""


def cut(after: int) -> Fault:
    """Hang up after so many bytes."""
    return lambda handler, data: handler.give(data, stop=after)


def claims(size: int) -> Fault:
    """Say that the file has another size than it has."""
    return lambda handler, data: handler.give(data, claim=size)


def status(code: int) -> Fault:
    """Answer with an error."""
    return lambda handler, data: handler.send_error(code)


def slow(seconds: float) -> Fault:
    """Send the beginning, then nothing for a while."""

    def fault(handler: Handler, data: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data[:100])
        handler.wfile.flush()
        time.sleep(seconds)

    return fault


def redirect(url: str) -> Fault:
    """Send to another address."""

    def fault(handler: Handler, data: bytes) -> None:
        handler.send_response(302)
        handler.send_header("Location", url)
        handler.end_headers()

    return fault


def page(kind: str = "text/html") -> Fault:
    """Answer with a web page."""
    return lambda handler, data: handler.give(b"<!DOCTYPE html><p>Please log in.", kind=kind)


@contextmanager
def served() -> Iterator[Shelf]:
    """Run a server on the loopback while the block runs."""
    shelf = Shelf()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"shelf": shelf}))
    server.daemon_threads = True
    shelf.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield shelf
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
