"""Downloads go on where they stopped, and believe nothing that a server says without looking."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.argos_index import Handler, Shelf, claims, cut, page, redirect, slow, status
from translator import network
from translator.errors import NetworkError, OfflineError
from translator.packages import download as module
from translator.packages.download import Rules, download

DATA = b"PK" + bytes(range(256)) * 3000
RULES = Rules(timeout=5, attempts=3, pause=0.01)


@pytest.fixture
def url(shelf: Shelf) -> str:
    """The address of a file."""
    shelf.files["/a.zip"] = DATA
    return f"{shelf.url}/a.zip"


def test_a_file_is_fetched(url: str, tmp_path: Path) -> None:
    """And its progress told."""
    told: list[tuple[int, int | None]] = []
    assert download(url, tmp_path, RULES, lambda *both: told.append(both)).read_bytes() == DATA
    assert told[-1] == (len(DATA), len(DATA))


def test_what_was_cut_off_is_not_fetched_twice(shelf: Shelf, url: str, tmp_path: Path) -> None:
    """Each attempt asks for the rest."""
    shelf.fail("/a.zip", cut(100_000), cut(50_000))
    assert download(url, tmp_path, RULES).read_bytes() == DATA
    assert [wanted for _, wanted in shelf.asked] == ["", "bytes=100000-", "bytes=150000-"]


def test_a_later_command_goes_on(shelf: Shelf, url: str, tmp_path: Path) -> None:
    """After one that has given up; what is there is kept and said."""
    shelf.fail("/a.zip", cut(100_000), *[status(503)] * 3)
    with pytest.raises(NetworkError, match=r"503.*100000 bytes are kept; the same command goes on"):
        download(url, tmp_path, RULES)
    assert download(url, tmp_path, RULES).read_bytes() == DATA
    assert shelf.asked[-1][1] == "bytes=100000-"


def test_a_file_that_has_changed_is_fetched_anew(shelf: Shelf, url: str, tmp_path: Path) -> None:
    """Never is the end of one put behind the beginning of another."""
    shelf.fail("/a.zip", cut(100_000), *[status(503)] * 3)
    with pytest.raises(NetworkError):
        download(url, tmp_path, RULES)
    shelf.files["/a.zip"] = b"PK" + DATA[::-1]
    assert download(url, tmp_path, RULES).read_bytes() == b"PK" + DATA[::-1]


def test_a_part_that_is_too_long_is_thrown_away(url: str, tmp_path: Path) -> None:
    """What a server has no end for was another file."""
    path = download(url, tmp_path, RULES)
    path.write_bytes(DATA + b"more")
    assert download(url, tmp_path, RULES).read_bytes() == DATA


def test_a_server_that_sends_the_wrong_part_is_not_believed(shelf: Shelf, url: str, tmp_path: Path) -> None:
    """The file is fetched anew."""

    def wrong(handler: Handler, data: bytes) -> None:
        handler.send_response(206)
        handler.send_header("Content-Range", f"bytes 5-{len(data) - 1}/{len(data)}")
        handler.send_header("Content-Length", str(len(data) - 5))
        handler.end_headers()
        handler.wfile.write(data[5:])

    shelf.fail("/a.zip", cut(100_000), wrong)
    assert download(url, tmp_path, RULES).read_bytes() == DATA
    assert shelf.asked[-1][1] == ""


def test_a_whole_part_is_not_fetched_again(shelf: Shelf, url: str, tmp_path: Path) -> None:
    """Where the command was killed between the last byte and its use."""
    download(url, tmp_path, RULES)
    told: list[int] = []
    assert download(url, tmp_path, RULES, lambda done, total: told.append(done)).read_bytes() == DATA
    assert not told


@pytest.mark.parametrize(
    ("faults", "says"),
    [
        ([status(404)], "does not exist"),
        ([status(403)], "403"),
        ([status(500)] * 3, "500"),
        ([page()], "is a web page"),
        ([page("application/zip")], "is no package, but a web page"),
        ([lambda handler, data: handler.give(b"Rar!" * 99)], "something else"),
        ([claims(len(DATA) + 9)] * 9, "ended after"),
        ([claims(9 * 1024**4)], "more than any package"),
        ([redirect("http://localhost:1/a.zip")], "another host, localhost.*--host localhost"),
        ([redirect("file:///etc/passwd")], "not allowed"),
        ([redirect("https://127.0.0.1.example.org/")], "another host, 127.0.0.1.example.org"),
    ],
)
def test_faults_are_told_apart(shelf: Shelf, url: str, tmp_path: Path, faults: list[object], says: str) -> None:
    """Each with what to do about it."""
    shelf.fail("/a.zip", *faults)  # type: ignore[arg-type]
    with pytest.raises(NetworkError, match=says):
        download(url, tmp_path, RULES)


def test_a_silent_server_is_not_waited_for(shelf: Shelf, url: str, tmp_path: Path) -> None:
    """Longer than the settings say."""
    shelf.fail("/a.zip", *[slow(3)] * 2)
    with pytest.raises(NetworkError, match=r"silent for 0\.1 seconds"):
        download(url, tmp_path, Rules(timeout=0.1, attempts=1, pause=0))


def test_no_server_at_all(tmp_path: Path, shelf: Shelf) -> None:
    """Is said so."""
    with pytest.raises(NetworkError, match=r"cannot be fetched: .*refused"):
        download("http://127.0.0.1:9/a.zip", tmp_path, RULES)


def test_a_machine_without_network_is_told_of_bundles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no name is resolved."""

    def nowhere(*arguments: object, **options: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(NetworkError, match=r"cannot be found .*A bundle brings packages"):
        download("https://example.org/a.zip", tmp_path, RULES)


def test_a_trusted_host_may_be_sent_to(shelf: Shelf, url: str, tmp_path: Path) -> None:
    """Where the user has said so."""
    shelf.files["/b.zip"] = DATA
    shelf.fail("/a.zip", redirect(f"{shelf.url}/b.zip"))
    assert download(url, tmp_path, RULES).read_bytes() == DATA
    there = module._Redirects(("mirror.example.org",))
    there._require_trust("https://example.org/a.zip", "https://mirror.example.org/a.zip")
    with pytest.raises(NetworkError, match="no safe connection"):
        there._require_trust("https://example.org/a.zip", "http://example.org/a.zip")


@pytest.mark.parametrize("address", ["ftp://example.org/a", "file:///a.zip", "example.org", "https://", "data:,x"])
def test_other_addresses_are_refused(address: str, tmp_path: Path) -> None:
    """Without a look at them."""
    with pytest.raises(NetworkError, match="no address"):
        download(address, tmp_path, RULES)


def test_offline_means_offline(shelf: Shelf, url: str, tmp_path: Path) -> None:
    """The server is not even asked."""
    network.shut("This is a test.")
    try:
        with pytest.raises(OfflineError, match="This is a test"):
            download(url, tmp_path, RULES)
    finally:
        network.unlock()
    assert not shelf.asked


def test_a_full_disk_is_told_before_the_download(
    shelf: Shelf, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not after most of it."""
    monkeypatch.setattr(module, "SPARE", 2**60)
    with pytest.raises(NetworkError, match="MiB are free"):
        download(url, tmp_path, RULES)
