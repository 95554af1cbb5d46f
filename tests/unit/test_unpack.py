"""Nothing that is unpacked lands outside, and nothing grows without bound."""

from __future__ import annotations

import stat
import warnings
import zipfile
from pathlib import Path

import pytest

from translator.errors import PackageError
from translator.packages import unpack as module
from translator.packages.unpack import unpack


def archive(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    """Write a zip file with these members, whatever they are called."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        warnings.simplefilter("ignore")  # names that are there twice
        for name, data in members:
            file.writestr(name, data)
    return path


def link(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    """Return a member that is a symbolic link."""
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry, target.encode()


def raw(name: str) -> zipfile.ZipInfo:
    """Return an entry whose name zipfile does not tidy up."""
    entry = zipfile.ZipInfo("x")
    entry.filename = entry.orig_filename = name
    return entry


def test_files_land_where_they_belong(tmp_path: Path) -> None:
    """With their folders."""
    unpack(archive(tmp_path / "a.zip", ("p/model/x", b"1"), ("p/y", b"2"), ("p/empty/", b"")), tmp_path / "out")
    assert sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*")) == [
        "p", "p/model", "p/model/x", "p/y",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "member",
    [
        ("../x", b""),
        ("p/../../x", b""),
        ("/etc/x", b""),
        (raw("C:\\x"), b""),
        (raw("p\\..\\..\\x"), b""),
        ("C:/x", b""),
        ("p/x:y", b""),
        ("//server/share/x", b""),
        ("p/a\nb", b""),
        link("p/link", "/etc/passwd"),
        link("p", ".."),
    ],
    ids=repr,
)
def test_paths_that_lead_out_are_refused(tmp_path: Path, member: tuple[str | zipfile.ZipInfo, bytes]) -> None:
    """All of them, before anything is written."""
    with pytest.raises(PackageError, match="not safe to unpack"):
        unpack(archive(tmp_path / "a.zip", ("p/x", b"1"), member), tmp_path / "inner")
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_one_name_for_two_files_is_refused(tmp_path: Path) -> None:
    """Also where only some systems take them for one."""
    for other in ("p/x", "p/X"):
        with pytest.raises(PackageError, match="twice"):
            unpack(archive(tmp_path / "a.zip", ("p/x", b"1"), (other, b"2")), tmp_path / "out")


def test_a_bomb_is_refused_by_what_it_says(tmp_path: Path) -> None:
    """32 MiB of zeros are 32 KiB packed; so is a million files."""
    with pytest.raises(PackageError, match="fill your disk"):
        unpack(archive(tmp_path / "a.zip", ("p/x", bytes(32 * 2**20))), tmp_path / "out")


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path: Path) -> None:
    """And is damaged, then."""
    path = archive(tmp_path / "a.zip", ("p/x", bytes(32 * 2**20)))
    data = bytearray(path.read_bytes())
    for at in (data.index(b"PK\x03\x04") + 22, data.index(b"PK\x01\x02") + 24):
        data[at : at + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(PackageError, match="is damaged"):
        unpack(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inodes are a bound too."""
    monkeypatch.setattr(module, "MAX_FILES", 2)
    with pytest.raises(PackageError, match="has 3 files"):
        unpack(archive(tmp_path / "a.zip", *((f"p/{n}", b"") for n in range(3))), tmp_path / "out")


def test_a_full_disk_is_told_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written then."""
    monkeypatch.setattr(module, "SPARE", 2**60)
    with pytest.raises(PackageError, match="are free"):
        unpack(archive(tmp_path / "a.zip", ("p/x", b"1")), tmp_path / "out")


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.99])
def test_what_is_cut_off_is_damaged(tmp_path: Path, keep: float) -> None:
    """Wherever it ends."""
    path = archive(tmp_path / "a.zip", ("p/x", bytes(range(256)) * 100), ("p/y", b"2"))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
    with pytest.raises(PackageError, match="is damaged"):
        unpack(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    """By the checksum of the member; half a folder does not stay."""
    path = archive(tmp_path / "a.zip", ("p/w", b"good"), (zipfile.ZipInfo("p/x"), b"A" * 1000))
    path.write_bytes(path.read_bytes().replace(b"A" * 1000, b"A" * 999 + b"B"))
    with pytest.raises(PackageError, match="is damaged"):
        unpack(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
