"""Zip archives in which a few members change: all others are copied as the bytes they are.

Order, compression, times, comments and extra fields stay. Members are inflated one at a time, only where they are
asked for, and only within bounds; nothing is ever written to a path that an archive names.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from copy import copy
from io import BytesIO
from typing import NoReturn

from ..errors import ParseError, UnsupportedFormatError

MAX_MEMBERS = 65_535
"""Files in an archive: what a zip without extensions can count. A book of a thousand chapters has some 3,000."""

MAX_PART = 256 * 2**20
"""Bytes of the largest part that is inflated. The XML of a sheet with a million rows has some 100 MB."""

MAX_INFLATED = 2**30
"""Bytes of all inflated parts together: twice the largest file that is read at all (`files.MAX_BYTES`)."""

MAX_RATIO = 250
"""How many times its size a part of more than `RATIO_FROM` bytes may grow. XML of real documents grows 5 to 60 times,
a sheet of equal cells 150 times; a bomb made of zeros grows 1,030 times, the most that deflate can do."""
RATIO_FROM = 8 * 2**20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_HAS_DESCRIPTOR = 0x08
_ENCRYPTED = 0x01
_ZIP64 = 1


def is_zip(data: bytes) -> bool:
    """Return whether `data` begins as a zip archive does."""
    return data[:4] == b"PK\x03\x04"


class Archive:
    """A zip archive in memory.

    Raises `ParseError` for what is broken, encrypted or beyond the bounds above.
    """

    def __init__(self, data: bytes, path: str = "") -> None:
        self._data = data
        self.path = path or "<data>"
        self._inflated = 0
        if not is_zip(data):
            refuse(data, self.path)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OverflowError) as error:
            self._broken(error)
        self._members = {info.orig_filename: info for info in self._zip.infolist()}
        self._check()

    @property
    def names(self) -> tuple[str, ...]:
        """The members in the order of the archive's directory."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """Return a member, inflated. Raises `ParseError` for what is missing, damaged or too large."""
        info = self._members.get(name)
        if info is None:
            raise ParseError(self.path, f"The document names a part {name} that it does not hold. The file is damaged.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # others inflate without a bound
            raise ParseError(self.path, f"{name} is compressed in a way that documents may not be: only deflate is read. {_RESAVE}")
        size = info.file_size
        if size > MAX_PART or self._inflated + size > MAX_INFLATED:
            limit = (MAX_PART if size > MAX_PART else MAX_INFLATED) // 2**20
            self._bomb(f"{name} would inflate to {size / 2**20:.0f} MiB; at most {limit} MiB are read.")
        if size > RATIO_FROM and size > MAX_RATIO * max(1, info.compress_size):
            self._bomb(f"{name} would grow {size // max(1, info.compress_size)} times; at most {MAX_RATIO} times is allowed.")
        self._inflated += size
        try:
            return self._zip.read(info)  # never more than `file_size` bytes, and checked by its CRC
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, struct.error) as error:
            self._broken(error, name)

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the archive with the content of some members replaced."""
        infos = sorted(self._members.values(), key=lambda info: info.header_offset)
        bounds = [*(info.header_offset for info in infos), self._zip.start_dir]
        data = memoryview(self._data)
        out: list[bytes | memoryview] = [data[: bounds[0]]]
        at = bounds[0]
        written: dict[str, zipfile.ZipInfo] = {}
        for info, end in zip(infos, bounds[1:], strict=True):
            written[info.orig_filename] = entry = copy(info)
            entry.header_offset = at
            is_new = info.orig_filename in changed
            out.append(
                self._member(entry, info.header_offset, changed[info.orig_filename]) if is_new else data[info.header_offset : end]
            )
            at += len(out[-1])
        directory = b"".join(_central(written[name]) for name in self._members)
        count, comment = len(self._members), self._zip.comment
        end_record = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), at, len(comment))
        return b"".join((*out, directory, end_record, comment))

    def _member(self, info: zipfile.ZipInfo, at: int, content: bytes) -> bytes:
        """Return local header and data of the member at `at` with new content; `info` is brought up to date."""
        packed = content
        if info.compress_type != zipfile.ZIP_STORED:
            info.compress_type = zipfile.ZIP_DEFLATED
            deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
            packed = deflate.compress(content) + deflate.flush()
        header = _LOCAL.unpack_from(self._data, at)
        start = at + _LOCAL.size
        name = self._data[start : start + header[9]]
        extra = _without_zip64(self._data[start + header[9] : start + header[9] + header[10]])
        info.CRC, info.compress_size, info.file_size = zlib.crc32(content), len(packed), len(content)
        info.flag_bits &= ~_HAS_DESCRIPTOR
        return (
            _LOCAL.pack(
                *header[:2], header[2] & ~_HAS_DESCRIPTOR, info.compress_type, *header[4:6],
                info.CRC, info.compress_size, info.file_size, len(name), len(extra),
            )
            + name + extra + packed
        )  # fmt: skip

    def _check(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            self._bomb(f"The archive holds {len(infos)} files; at most {MAX_MEMBERS} are read.")
        if not infos:
            raise ParseError(self.path, "The archive is empty.")
        if len(self._members) != len(infos):
            names = [info.orig_filename for info in infos]
            double = next(name for name in names if names.count(name) > 1)
            raise ParseError(
                self.path, f"The archive holds two files named {double}, so that programs would disagree on what it says. {_RESAVE}"
            )
        for info in infos:
            steps = info.orig_filename.replace("\\", "/").split("/")
            if ".." in steps or steps[0] == "" or steps[0].endswith(":"):
                raise ParseError(
                    self.path,
                    f"The archive holds a file named {info.orig_filename!r}, which would be unpacked outside of its folder. "
                    f"No office program writes that; do not open the file.",
                )
            if info.flag_bits & _ENCRYPTED:
                raise ParseError(
                    self.path, "The archive is encrypted with a password. Unpack it with the password and pack it without one."
                )
        # Offsets are bytes of the file in memory, in ascending order, each with a local header: what is copied is whole.
        places = sorted(info.header_offset for info in infos)
        if len(set(places)) != len(places) or places[0] < 0 or places[-1] >= self._zip.start_dir:
            self._broken(None)
        if any(self._data[place : place + 4] != b"PK\3\4" for place in places):
            self._broken(None)

    def _bomb(self, what: str) -> NoReturn:
        raise ParseError(self.path, f"{what} This may be a zip bomb. If it is a real document, split it into smaller ones.")

    def _broken(self, error: Exception | None, name: str = "") -> NoReturn:
        reason = f" ({error})" if error and str(error) else ""
        where = f" at {name}" if name else ""
        raise ParseError(
            self.path, f"The archive is damaged{where}{reason}. Copy or download the file again. {_RESAVE}"
        ) from error


_RESAVE = "If it still opens in the program it was made with, save it there once more."


def refuse(data: bytes, path: str) -> NoReturn:
    """Raise an error that says what an office document is that cannot be read, and what to do."""
    if is_ole(data):
        if "EncryptedPackage".encode("utf-16-le") in data:
            what = (
                "The document is encrypted with a password. Open it in its program, remove the password "
                "(File > Info > Protect), save it, and translate that."
            )
            raise ParseError(path, what)
        what = "This is an Office document in the binary format of before 2007 (doc, xls, ppt) or a message."
        raise ParseError(path, f"{what} Open it in Office or LibreOffice and save it as docx, xlsx or pptx.")
    if data.lstrip()[:5] == b"<?xml" or data.lstrip()[:1] == b"<":
        what = "This is XML, not an archive of it"
        raise ParseError(path, f"{what}; a flat document can be saved as docx, odt, … with LibreOffice.")
    raise ParseError(path, f"This is no zip archive, as office documents and e-books are. {_RESAVE}")


def is_ole(data: bytes) -> bool:
    """Return whether `data` is in the binary container of old Office documents, and of encrypted new ones."""
    return data.startswith(_OLE)


def refuse_archive(data: bytes, path: str, known: Mapping[str, str]) -> NoReturn:
    """Raise an error for an archive, or an old container, that holds no document of a known format."""
    names = Archive(data, path).names
    if "[Content_Types].xml" in names and any(name.endswith(".bin") and "workbook" in name for name in names):
        raise UnsupportedFormatError(path, "this is a binary Excel workbook (xlsb). Save it as xlsx.", known)
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    raise UnsupportedFormatError(
        path, f"this is a zip archive ({shown}), not a document. Unpack it and translate the files in it.", known
    )


def _central(info: zipfile.ZipInfo) -> bytes:
    """Return the directory record of a member."""
    name = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437")
    extra = _without_zip64(info.extra)
    year, month, day, hour, minute, second = info.date_time
    return (
        _CENTRAL.pack(
            b"PK\1\2", info.create_version | info.create_system << 8, info.extract_version, info.flag_bits,
            info.compress_type, hour << 11 | minute << 5 | second // 2, year - 1980 << 9 | month << 5 | day,
            info.CRC, info.compress_size, info.file_size, len(name), len(extra), len(info.comment),
            0, info.internal_attr, info.external_attr, info.header_offset,
        )
        + name + extra + info.comment
    )  # fmt: skip


def _without_zip64(extra: bytes) -> bytes:
    """Return extra fields without the one for sizes beyond 4 GiB, which nothing here has."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind != _ZIP64:
            kept += extra[at : at + 4 + size]
        at += 4 + size
    return kept + extra[at:]
