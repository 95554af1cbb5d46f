"""Packages through the public commands: found, fetched, checked, used, displaced, bundled, removed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.argos_index import Shelf, claims, cut, page, redirect, status
from tests.argos_package import make_package, pack
from translator import network
from translator.cli.app import app
from translator.errors import InputError, NetworkError, OfflineError, OutputExistsError, PackageError


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Packed packages, by pair and version."""
    folder = tmp_path_factory.mktemp("made")
    return {
        f"{source}_{target} {version}": pack(make_package(folder, source, target, version, seed=seed))
        for source, target, version, seed in (("en", "ko", "1.0", 1), ("en", "ko", "1.1", 2), ("ja", "en", "1.0", 3))
    }


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without packages; the folder that they will be in."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos" / "packages"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "argos" / "packages"


@pytest.fixture
def index(shelf: Shelf, made: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The server with en_ko 1.0 and ja_en 1.0, which is where packages are looked for."""
    monkeypatch.setenv("TRANSLATOR_MODELS_INDEX", shelf.url)
    monkeypatch.setattr("translator.packages.download.Rules.__init__.__defaults__", (5.0, (), 2, 0.01))
    shelf.offer(made["en_ko 1.0"])
    shelf.offer(made["ja_en 1.0"])
    return shelf


def run(*words: str | Path) -> Result:
    """Run a command that goes well."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, f"{done.output}\n{done.exception!r}"
    return done


def fails(kind: type[Exception], *words: str | Path) -> str:
    """Run a command that is refused; return what it says."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert isinstance(done.exception, kind), f"{done.output}\n{done.exception!r}"
    return str(done.exception)


def state(folder: Path) -> dict[str, bytes]:
    """Return every file of the packages, so that nothing can have changed unseen."""
    return {path.as_posix(): path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()} if folder.exists() else {}


def test_the_life_of_a_package(machine: Path, index: Shelf, made: dict[str, Path]) -> None:
    """Searched, installed, listed, used, upgraded, and removed."""
    found = run("models", "search", "ko")
    assert found.stdout.split() == ["translate-en_ko", "1.0", "EN", "→", "KO"]
    assert "1 of 2 packages" in found.stderr
    assert "fetched just now" in found.stderr
    assert Path(run("models", "install", "en_ko").stdout.strip()) == machine / "translate-en_ko-1_0"
    assert "was installed already" in run("models", "install", "translate-en_ko==1.0").stderr
    assert "installed" in run("models", "search", "ko").stdout
    (listed,) = json.loads(run("models", "list", "--json").stdout)["packages"]
    assert (listed["name"], listed["version"], listed["used"], listed["pinned"]) == ("translate-en_ko", "1.0", True, True)
    assert "package translate-en_ko 1.0" in run("engines").stdout
    Path("a.txt").write_text("The governor met the mayor .\n")
    run("translate", "a.txt", "--to", "ko", "--fail-on", "never", "--no-memory")
    first = Path("a.ko.txt").read_text(encoding="utf-8")

    index.offer(made["en_ko 1.1"], version="1.1")
    upgraded = run("models", "install", "en-ko==1.0", "ja_en")
    assert "was installed already" in upgraded.stderr
    run("models", "search", "--refresh")
    upgraded = run("models", "install", "en_ko")
    assert "1.0 stays beside it" in upgraded.stderr
    assert "package translate-en_ko 1.1" in run("engines").stdout
    assert "not used: there is a newer one" in run("models", "list").stdout
    run("translate", "a.txt", "--to", "ko", "--fail-on", "never", "--no-memory", "--force")
    assert Path("a.ko.txt").read_text(encoding="utf-8") != first

    assert run("models", "remove", "en_ko", "--old").stdout.split() == [str(machine / "translate-en_ko-1_0")]
    run("models", "remove", "en_ko")
    assert "builtin" in run("engines").stdout.splitlines()[1]
    assert "is not installed" in fails(PackageError, "models", "remove", "en_ko")
    assert sorted(path.name for path in machine.parent.iterdir()) == ["packages"]
    assert [path.name for path in machine.iterdir()] == ["translate-ja_en-1_0"]


def test_the_list_is_cached_and_tells_its_age(machine: Path, index: Shelf, tmp_path: Path) -> None:
    """An old one is renewed; where that fails, or offline, it is used with a word about it."""
    run("models", "search")
    run("models", "search")
    assert [path for path, _ in index.asked] == ["/index.json"]
    (cache,) = (tmp_path / "cache" / "translator").glob("index-*.json")
    content = json.loads(cache.read_text()) | {"fetched": time.time() - 9 * 86400}
    cache.write_text(json.dumps(content))
    index.fail("/index.json", status(500), status(500))
    told = run("models", "search")
    assert "could not be renewed" in told.stderr
    assert "9 days old" in told.stderr
    asked = len(index.asked)
    assert "9 days old" in run("models", "search", "--offline").stderr
    assert len(index.asked) == asked
    network.unlock()
    assert "fetched just now" in run("models", "search").stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"<html>", "is a web page"), (b"{}", "no list of packages"), (b"nonsense", "no list of packages"), (b"[" * 99, "no list")],
)
def test_an_index_that_is_none(machine: Path, index: Shelf, content: bytes, says: str) -> None:
    """Is said to be what it is."""
    index.files["/index.json"] = content
    assert says in fails(NetworkError, "models", "search")


def test_entries_that_cannot_be_used_are_passed_over(machine: Path, index: Shelf) -> None:
    """Other types, other protocols, and what is no entry."""
    good = json.loads(index.files["/index.json"])
    odd = [3, {}, {"from_code": "a"}, good[0] | {"type": "sbd"}, good[0] | {"links": ["ipfs://x"]}, good[0] | {"links": 3}]
    index.files["/index.json"] = json.dumps([*odd, *good]).encode()
    assert "2 of 2 packages" in run("models", "search").stderr


def test_names_that_are_not_there_get_a_hint(machine: Path, index: Shelf, made: dict[str, Path]) -> None:
    """What is near, and what leads there in two steps."""
    assert "Did you mean translate-en_ko" in fails(PackageError, "models", "install", "en_kor")
    hint = fails(PackageError, "models", "install", "ja_ko")
    assert "translate-ja_en and translate-en_ko together translate that pair" in hint
    assert "no version 7.0" in fails(PackageError, "models", "install", "en_ko==7.0")
    assert "does not exist" in fails(PackageError, "models", "install", "none.argosmodel")
    assert "--locked" in fails(InputError, "models", "install")


@pytest.mark.parametrize("fault", ["404", "page", "cut", "size", "host", "broken", "other"])
def test_what_goes_wrong_leaves_nothing_behind(machine: Path, index: Shelf, made: dict[str, Path], fault: str) -> None:
    """Not a file among the packages, whatever the server does."""
    path = "/translate-en_ko-1_0.argosmodel"
    data = index.files[path]
    error: type[Exception] = NetworkError
    if fault == "404":
        index.fail(path, status(404))
    elif fault == "page":
        index.fail(path, page())
    elif fault == "cut":
        index.fail(path, cut(1000), *[status(503)] * 2)
    elif fault == "size":
        index.fail(path, claims(len(data) // 2))
        error = PackageError
    elif fault == "host":
        index.fail(path, redirect("http://localhost:1/"))
    elif fault == "broken":
        index.files[path] = data[: len(data) // 2]
        error = PackageError
    else:
        index.files[path] = made["ja_en 1.0"].read_bytes()
        error = PackageError
    before = state(machine)
    says = fails(error, "models", "install", "en_ko")
    assert state(machine) == before
    assert says.endswith(".") or "[models]" in says
    index.files[path] = data
    index.faults.clear()
    run("models", "install", "en_ko")


def test_a_cut_download_goes_on_with_the_next_command(machine: Path, index: Shelf) -> None:
    """From the byte where it stopped."""
    index.fail("/translate-en_ko-1_0.argosmodel", cut(5000), *[status(503)] * 2)
    assert "5000 bytes are kept" in fails(NetworkError, "models", "install", "en_ko")
    run("models", "install", "en_ko")
    assert index.asked[-1] == ("/translate-en_ko-1_0.argosmodel", "bytes=5000-")


def test_a_second_link_serves_where_the_first_does_not(machine: Path, index: Shelf) -> None:
    """An index may name several."""
    entries = json.loads(index.files["/index.json"])
    entries[0]["links"].insert(0, f"{index.url}/gone.argosmodel")
    index.files["/index.json"] = json.dumps(entries).encode()
    run("models", "install", "en_ko")


def test_what_has_changed_is_not_installed_again(machine: Path, index: Shelf, made: dict[str, Path], tmp_path: Path) -> None:
    """The same name and version with other bytes, from the server, from a file or a folder; --repin accepts it."""
    run("models", "install", "en_ko")
    run("models", "remove", "en_ko")
    other = pack(make_package(tmp_path / "other", "en", "ko", "1.0", seed=9))
    index.files["/translate-en_ko-1_0.argosmodel"] = other.read_bytes()
    for what in ("en_ko", other, other.with_suffix("")):
        says = fails(PackageError, "models", "install", what)
        assert "is not what it was when it was first installed" in says
        assert "--repin" in says
        assert not list(machine.iterdir())
    run("models", "install", "en_ko", "--repin")
    run("models", "remove", "en_ko")
    run("models", "install", other.with_suffix(""))


def test_a_team_shares_a_lock_file(machine: Path, index: Shelf, made: dict[str, Path], tmp_path: Path) -> None:
    """Beside its settings; what it says holds on every machine."""
    Path("translator.toml").write_text('[models]\nlock = "team.lock"\n')
    run("models", "install", "en_ko")
    pins = json.loads(Path("team.lock").read_text())["packages"]
    pin = pins["translate-en_ko==1.0"]
    assert pin["size"] == made["en_ko 1.0"].stat().st_size
    assert pin["source"].endswith("translate-en_ko-1_0.argosmodel")
    assert set(pin["files"]) == {"README.md", "metadata.json", "sentencepiece.model"} | {
        f"model/{name}" for name in ("config.json", "model.bin", "shared_vocabulary.json")
    }
    shutil.rmtree(machine)
    assert Path(run("models", "install", "--locked").stdout.strip()) == machine / "translate-en_ko-1_0"
    assert run("models", "install", "--locked").stdout == ""
    shutil.rmtree(machine)
    pin["sha256"] = "0" * 64
    Path("team.lock").write_text(json.dumps({"format": 1, "packages": pins}))
    assert "is not what it was" in fails(PackageError, "models", "install", "en_ko")
    assert "is not what it was" in fails(PackageError, "models", "install", "--locked")
    pin["source"] = "translate-en_ko-1_0.argosmodel"
    Path("team.lock").write_text(json.dumps({"format": 1, "packages": pins}))
    assert "has to be brought here" in fails(PackageError, "models", "install", "--locked")
    Path("team.lock").write_text("{}")
    assert "is no lock file" in fails(PackageError, "models", "install", "en_ko")


def test_verify_reads_every_byte(machine: Path, made: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A flipped bit, a missing file, one too many; what another program has installed can be recorded."""
    run("models", "install", made["en_ko 1.0"])
    shutil.copytree(made["ja_en 1.0"].with_suffix(""), machine / "translate-ja_en-1_0")
    told = run("models", "verify").stdout.splitlines()
    assert [line.split()[0] for line in told] == ["ok", "ok", "unknown"]
    run("models", "verify", "--pin")
    assert json.loads(run("models", "verify", "--json").stdout)["packages"][2]["state"] == "ok"
    model = machine / "translate-ja_en-1_0" / "model" / "model.bin"
    data = bytearray(model.read_bytes())
    data[-5000] ^= 1
    model.write_bytes(data)
    (machine / "translate-en_ko-1_0" / "more.txt").write_text("x")
    done = CliRunner().invoke(app, ["models", "verify"])
    assert done.exit_code == 1
    assert "damaged  translate-ja_en==1.0: model/model.bin changed" in done.stdout
    assert "more.txt changed" in done.stdout


def test_a_damaged_package_is_not_taken_for_installed(machine: Path, made: dict[str, Path]) -> None:
    """And installing it again says how to get there."""
    run("models", "install", made["en_ko 1.0"])
    (machine / "translate-en_ko-1_0" / "README.md").write_text("x")
    assert "with other files" in fails(PackageError, "models", "install", made["en_ko 1.0"])
    (machine / "translate-en_ko-1_0" / "model" / "model.bin").write_bytes(b"")
    assert "is in the way" in fails(PackageError, "models", "install", made["en_ko 1.0"])
    assert "Broken: translate-en_ko-1_0" in run("models", "list").stderr
    run("models", "remove", "translate-en_ko-1_0")
    run("models", "install", made["en_ko 1.0"])


@pytest.mark.parametrize("what", ["..", "../argos", "/etc", ".", "", "translate-en_ko-1_0/.."])
def test_nothing_else_is_removed(machine: Path, made: dict[str, Path], what: str) -> None:
    """Whatever name is given."""
    run("models", "install", made["en_ko 1.0"])
    before = state(machine)
    fails(PackageError, "models", "remove", what)
    assert state(machine) == before


def test_a_bundle_needs_nothing_else(machine: Path, index: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made on one machine, installed on another one that is offline: packages, lock and glossary."""
    run("models", "install", "en_ko", "ja_en")
    (tmp_path / "house.csv").write_text("en,ko\ntalks,회담\n", encoding="utf-8")
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "a.csv").write_text("en,ko\nsummit,정상회의\n", encoding="utf-8")
    made = run("models", "bundle", "-o", "all.bundle", "-g", "house.csv", "-g", "terms")
    digest = made.stderr.split()[-1]
    run("models", "bundle", "-o", "again.bundle", "-g", "house.csv", "-g", "terms")
    assert Path("again.bundle").read_bytes() == Path("all.bundle").read_bytes()
    fails(OutputExistsError, "models", "bundle", "-o", "all.bundle")
    lock = tmp_path / "data" / "translator" / "translator.lock"
    pins = lock.read_text()

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "far"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "far" / "packages"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "far" / "cache"))
    asked = len(index.asked)
    placed = run("models", "install", "all.bundle", "--offline").stdout.split()
    assert len(index.asked) == asked
    assert [Path(path).name for path in placed] == ["translate-en_ko-1_0", "translate-ja_en-1_0"]
    assert (tmp_path / "far" / "translator" / "translator.lock").read_text() == pins
    assert len(digest) == 64
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("b.txt").write_text("The talks and the summit.\n")
    found = run("glossary", "match", "b.txt", "--to", "ko", "-g", "house", "-g", "terms").stdout
    assert "회담" in found
    assert "정상회의" in found
    assert "was installed already" in run("models", "install", "../all.bundle", "--offline").stderr
    assert [line.split()[0] for line in run("models", "verify").stdout.splitlines()] == ["ok", "ok", "ok"]


def test_a_bundle_that_was_touched_is_refused(machine: Path, made: dict[str, Path], tmp_path: Path) -> None:
    """Whichever byte it is; a bundle for another glossary of the same name too."""
    run("models", "install", made["en_ko 1.0"])
    (tmp_path / "house.csv").write_text("en,ko\ntalks,회담\n", encoding="utf-8")
    run("models", "bundle", "-o", "a.bundle", "-g", "house.csv", "en_ko")
    data = Path("a.bundle").read_bytes()
    run("models", "remove", "en_ko")
    for at in (len(data) // 5, len(data) // 2, len(data) - len(data) // 50):
        Path("b.bundle").write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        fails(PackageError, "models", "install", "b.bundle")
        assert not list(machine.iterdir())
    Path("b.bundle").write_bytes(data[:-200])
    fails(PackageError, "models", "install", "b.bundle")
    there = tmp_path / "data" / "translator" / "glossaries" / "house"
    there.mkdir(parents=True)
    (there / "mine.csv").write_text("en,ko\na,b\n")
    assert "another glossary house" in fails(PackageError, "models", "install", "a.bundle")
    assert not list(machine.iterdir())


def test_bundles_of_nothing_are_refused(machine: Path) -> None:
    """With what to do."""
    assert "nothing to bundle" in fails(InputError, "models", "bundle", "-o", "a.bundle")
    assert "is not installed" in fails(InputError, "models", "bundle", "-o", "a.bundle", "en_ko")
    for name in ("house.csv", "house.tsv"):
        Path(name).write_text("en,ko\na,b\n".replace(",", "\t" if name.endswith("tsv") else ","))
    assert "Two glossaries are called house" in fails(
        InputError, "models", "bundle", "-o", "a.bundle", "-g", "house.csv", "-g", "house.tsv"
    )


def test_offline_forbids_every_socket(machine: Path, index: Shelf, tmp_path: Path) -> None:
    """By flag, by variable, by settings; the server is never asked. A process of its own, as a user runs it."""
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "translator.toml").write_text("offline = true\n")
    command = [sys.executable, "-m", "translator", "models", "install", "en_ko"]
    for words, extra, cwd in (
        (["--offline"], {}, tmp_path),
        ([], {"TRANSLATOR_OFFLINE": "1"}, tmp_path),
        ([], {}, tmp_path / "project"),
    ):
        environment = {**os.environ, **extra}
        done = subprocess.run([*command, *words], capture_output=True, text=True, env=environment, cwd=cwd, check=False)
        assert done.returncode == 3, done.stderr
        assert "You want to stay offline" in done.stderr
        assert "translator models bundle" in done.stderr
        assert not index.asked
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ}, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(machine / "translate-en_ko-1_0")
    assert OfflineError.exit_code == 3


def test_a_full_disk_leaves_nothing_behind(machine: Path, made: dict[str, Path], tmp_path: Path) -> None:
    """Here a limit on the size of files; what an earlier command has left when it was killed is swept away."""
    resource = pytest.importorskip("resource", reason="limits are a matter of Unix")
    left = machine.parent / ".translator-killed"
    left.mkdir(parents=True)
    os.utime(left, (time.time() - 2 * 86400,) * 2)
    command = [sys.executable, "-m", "translator", "models", "install", str(made["en_ko 1.0"])]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    assert done.returncode == 3, done.stderr
    assert "cannot be unpacked" in done.stderr
    assert [path.name for path in machine.parent.iterdir()] == ["packages"]
    assert not list(machine.iterdir())
    assert not (tmp_path / "data" / "translator" / "translator.lock").exists()
    run("models", "install", made["en_ko 1.0"])


def test_two_installations_at_once_are_both_whole(machine: Path, made: dict[str, Path], tmp_path: Path) -> None:
    """Neither loses its pin, and neither sees half of the other."""
    files = [made["en_ko 1.0"], made["en_ko 1.1"], made["ja_en 1.0"], made["en_ko 1.0"]]
    command = [sys.executable, "-m", "translator", "models", "install"]
    running = [subprocess.Popen([*command, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for path in files]
    told = [process.communicate()[1].decode() for process in running]
    assert [process.returncode for process in running] == [0] * 4, told
    pins = json.loads((tmp_path / "data" / "translator" / "translator.lock").read_text())["packages"]
    assert sorted(pins) == ["translate-en_ko==1.0", "translate-en_ko==1.1", "translate-ja_en==1.0"]
    assert [line.split()[0] for line in run("models", "verify").stdout.splitlines()] == ["ok"] * 4
    assert sorted(path.name for path in machine.parent.iterdir()) == ["packages"]
