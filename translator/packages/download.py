"""Fetch a file, go on where an earlier attempt stopped, and believe nothing that a server says without looking."""

from __future__ import annotations

import hashlib
import http.client
import json
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .. import __version__, network
from ..errors import NetworkError
from .exclusive import exclusive

CHUNK = 256 * 1024
MAX_BYTES = 8 * 1024**3
"""Bytes of the largest download. The largest packages have less than 1 GiB."""
SPARE = 64 * 1024**2
"""Bytes of the disk that a download leaves free."""
MAX_ATTEMPTS = 100
"""Connections for one file, however much each of them brings."""

Progress = Callable[[int, int | None], None]
"""Told the bytes that are there, and how many there are to be."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How patient and how trusting a download is."""

    timeout: float = 30.0
    """Seconds that a server may be silent."""
    hosts: tuple[str, ...] = ()
    """Other hosts to which it may send us."""
    attempts: int = 4
    """Attempts in a row that bring nothing before we give up."""
    pause: float = 1.0
    """Seconds before the second attempt; doubled for each further one."""


class _Cut(Exception):  # noqa: N818 (it never leaves this module)
    """The connection ended too early, or not even began: worth another attempt."""


def download(url: str, folder: Path, rules: Rules, progress: Progress | None = None) -> Path:
    """Return the path of the fetched file in `folder`; what is there of it already is not fetched again.

    The caller removes it when it is done. Raises `NetworkError`, or `OfflineError` where the network is shut.
    """
    network.require()
    _require_address(url)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.part"
    with exclusive(part):
        idle = 0
        for _ in range(MAX_ATTEMPTS):
            before = _size(part)
            try:
                _attempt(url, part, rules, progress)
            except _Cut as cut:
                idle = 0 if _size(part) > before else idle + 1
                if idle >= rules.attempts:
                    raise NetworkError(f"{url} cannot be fetched: {cut}.{_kept(part)}") from cut
                time.sleep(min(60, rules.pause * 2**idle) if idle else 0)
            else:
                return part
    raise NetworkError(f"{url} cannot be fetched: the connection was cut {MAX_ATTEMPTS} times.{_kept(part)}")


def fetch_text(url: str, rules: Rules, limit: int) -> bytes:
    """Return a small file as bytes. Raises `NetworkError`."""
    network.require()
    _require_address(url)
    for attempt in range(rules.attempts):
        try:
            with closing(_open(url, {}, rules)) as answer:
                data: bytes = answer.read(limit + 1)
        except _Cut as cut:
            if attempt + 1 == rules.attempts:
                raise NetworkError(f"{url} cannot be fetched: {cut}.") from cut
            time.sleep(rules.pause * 2**attempt)
        except (OSError, http.client.HTTPException) as error:
            if attempt + 1 == rules.attempts:
                raise NetworkError(f"{url} cannot be fetched: {error or type(error).__name__}.") from error
            time.sleep(rules.pause * 2**attempt)
        else:
            if len(data) > limit:
                raise NetworkError(f"{url} has more than {limit // 2**20} MiB: that is not what is looked for.")
            return data
    raise NetworkError(f"{url} cannot be fetched.")


def _attempt(url: str, part: Path, rules: Rules, progress: Progress | None) -> None:
    note = part.with_suffix(".json")
    have, mark = _size(part), _mark(note)
    headers = {"Range": f"bytes={have}-", "If-Range": mark} if have and mark else {}
    with closing(_open(url, headers, rules)) as answer:
        if answer.status == 416:
            if answer.headers.get("Content-Range") == f"bytes */{have}":
                return  # all of it is there: an earlier command died between the last byte and the use of it
            part.unlink(missing_ok=True)
            raise _Cut("the server does not have the rest of the file")
        start, total = _extent(answer)
        if answer.status == 206 and start != have:
            part.unlink(missing_ok=True)
            raise _Cut("the server sends another part of the file than it was asked for")
        if total is not None:
            _require_room(url, part.parent, total, total - start)
        if not start:
            _require_no_page(url, answer.headers.get_content_type())
            note.write_text(json.dumps({"mark": answer.headers.get("ETag") or answer.headers.get("Last-Modified")}))
        have = start
        try:
            with part.open("ab" if start else "wb") as file:
                while block := answer.read1(CHUNK):
                    if not have and not block.startswith(b"PK"):
                        raise NetworkError(f"{url} is no package, but {_looks_like(block)}. Tell the publisher of the package.")
                    file.write(block)
                    have += len(block)
                    if progress:
                        progress(have, total)
                    if have > MAX_BYTES:
                        raise NetworkError(f"{url} does not end after {MAX_BYTES // 2**30} GiB.")
        except (TimeoutError, http.client.HTTPException, ConnectionError) as error:
            raise _Cut(_reason(error, rules)) from error
        except OSError as error:
            raise NetworkError(f"{part} cannot be written: {error.strerror}. Free some space.{_kept(part)}") from error
    if total is not None and have < total:
        raise _Cut(f"the connection ended after {have} of {total} bytes")


def _open(url: str, headers: Mapping[str, str], rules: Rules) -> Any:
    request = urllib.request.Request(
        url, headers={"User-Agent": f"translator/{__version__}", "Accept-Encoding": "identity", **headers}
    )
    try:
        return urllib.request.build_opener(_Redirects(rules.hosts)).open(request, timeout=rules.timeout)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416:
            return error
        if error.code in (408, 425, 429) or error.code >= 500:
            raise _Cut(f"the server answers {error.code} {error.reason}") from error
        if error.code in (404, 410):
            hint = "Look for its new place: translator models search --refresh."
            raise NetworkError(f"{url} does not exist (the server answers {error.code}). {hint}") from error
        raise NetworkError(f"{url} cannot be fetched: the server answers {error.code} {error.reason}.") from error
    except urllib.error.URLError as error:
        raise _Cut(_reason(error.reason, rules)) from error
    except (TimeoutError, http.client.HTTPException, ConnectionError) as error:
        raise _Cut(_reason(error, rules)) from error


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect within a host, and to hosts that the user trusts; never from https to http."""

    def __init__(self, hosts: tuple[str, ...]) -> None:
        self._hosts = hosts

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """Return the next request, or raise `NetworkError`."""
        try:
            self._require_trust(req.full_url, newurl)
        except NetworkError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)

    def _require_trust(self, url: str, newurl: str) -> None:
        here, there = urlsplit(url), urlsplit(newurl)
        if there.scheme not in ("http", "https") or (here.scheme == "https" and there.scheme == "http"):
            raise NetworkError(f"{url} sends us to {newurl}, which is no safe connection.")
        if there.hostname != here.hostname and there.hostname not in self._hosts:
            raise NetworkError(
                f"{url} sends us to another host, {there.hostname}. If you trust it, say so: "
                f"--host {there.hostname}, or hosts under [models] in your own translator.toml."
            )


def _require_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NetworkError(f"{url!r} is no address that can be fetched from; those begin with https:// or http://.")


def _extent(answer: Any) -> tuple[int, int | None]:
    """Return at which byte the answer begins, and how many bytes the whole file has, if that is said."""
    if answer.status == 206:
        unit, _, rest = (answer.headers.get("Content-Range") or "").partition(" ")
        place, _, total = rest.partition("/")
        start = place.partition("-")[0]
        if unit == "bytes" and start.isdecimal():
            return int(start), int(total) if total.isdecimal() else None
        raise _Cut("the server does not say which part of the file it sends")
    length = answer.headers.get("Content-Length") or ""
    return 0, int(length) if length.isdecimal() else None


def _require_room(url: str, folder: Path, total: int, missing: int) -> None:
    free = shutil.disk_usage(folder).free
    if total > MAX_BYTES:
        raise NetworkError(f"{url} has {total} bytes, more than any package ({MAX_BYTES}).")
    if missing + SPARE > free:
        raise NetworkError(f"{url} needs {missing // 2**20} MiB in {folder}, where {free // 2**20} MiB are free. Free some space.")


def _require_no_page(url: str, kind: str) -> None:
    if kind in ("text/html", "application/xhtml+xml"):
        raise NetworkError(
            f"{url} is a web page, not a package. Perhaps a proxy or a login page stands between; open it in a browser to see."
        )


def _looks_like(block: bytes) -> str:
    start = block[:200].lstrip().lower()
    return "a web page" if start.startswith((b"<!doctype", b"<html")) else "something else"


def _reason(error: object, rules: Rules) -> str:
    if isinstance(error, socket.gaierror):
        return f"its host cannot be found ({error.strerror}). Is this machine connected? A bundle brings packages without network"
    if isinstance(error, TimeoutError):
        return f"the server was silent for {rules.timeout:g} seconds"
    return str(error) or type(error).__name__


def _mark(note: Path) -> str:
    try:
        mark = json.loads(note.read_text())["mark"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    # A weak mark does not promise equal bytes (RFC 9110, 13.1.5).
    return mark if isinstance(mark, str) and not mark.startswith("W/") else ""


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _kept(part: Path) -> str:
    return f" {_size(part)} bytes are kept; the same command goes on from there." if _size(part) else ""
