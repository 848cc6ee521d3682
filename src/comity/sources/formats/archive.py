"""Members of archives, read in memory, or one large member unpacked to a file that the caller names.

Names that leave the archive, links, devices, encrypted members, repeated names and anything larger than the
limits are a `BadFile`: sizes are counted while reading, since a header may lie.
"""

import gzip
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from comity.errors import BadFile, MissingExtra

MEMBER_LIMIT = 2 * 1024**3
TOTAL_LIMIT = 8 * 1024**3
MEMBERS_LIMIT = 100_000
_BLOCK = 1 << 20
_PACKED: dict[str, Callable[[Path], Any]] = {".gz": gzip.open, ".tgz": gzip.open, ".xz": lzma.open}
_DAMAGE = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
)


def members(
    path: Path,
    *,
    wanted: Callable[[str], bool] = lambda name: True,
    member_limit: int = MEMBER_LIMIT,
    total_limit: int = TOTAL_LIMIT,
) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each wanted file in a `.tar.zst`, `.tar.xz`, `.tar.gz`, `.zip` or `.gz`, in the file's order.

    A `.gz` that is no tar has one member, named like the file without the suffix. Limits are in bytes, decompressed;
    for a tar the total counts everything passed over as well. Raises BadFile as the module says, and on damage;
    MissingExtra when `.tar.zst` is asked for without the package that reads it.
    """
    readers: dict[str, Callable[[Path, _Meter], Iterator[tuple[str, bytes]]]] = {
        ".tar.zst": lambda file, meter: _tar_zst(file, meter, wanted),
        ".tar.xz": lambda file, meter: _tar(file, meter, wanted),
        ".tar.gz": lambda file, meter: _tar(file, meter, wanted),
        ".tgz": lambda file, meter: _tar(file, meter, wanted),
        ".zip": lambda file, meter: _zip(file, meter, wanted),
        ".gz": _gzip,
    }
    reader = next((reader for suffix, reader in readers.items() if path.name.endswith(suffix)), None)
    if reader is None:
        raise BadFile(f"{path}: not a .tar.zst, .tar.xz, .tar.gz, .zip or .gz archive")
    try:
        yield from reader(path, _Meter(path, member_limit, total_limit))
    except FileNotFoundError as error:
        raise BadFile(f"{path}: no such file") from error
    except _DAMAGE as error:
        raise BadFile(
            f"{path}: cannot be read as an archive: {str(error) or 'it ends early'}; fetch it again"
        ) from error


def unpack_only(path: Path, target: Path, *, limit: int = TOTAL_LIMIT) -> None:
    """Write the one file inside a `.zip`, `.gz` or `.xz` to `target`, block by block, its checksum verified.

    Raises BadFile as `members` does, and when a `.zip` holds no file or more than one.
    """
    meter = _Meter(path, limit, limit)
    try:
        if path.suffix.lower() in _PACKED:
            if path.stat().st_size == 0:
                raise EOFError
            with _PACKED[path.suffix.lower()](path) as stream:
                meter.copy(path.stem, stream, target)
            return
        with zipfile.ZipFile(path) as archive:
            files = [member for member in archive.infolist() if not member.is_dir()]
            if len(files) != 1:
                raise BadFile(f"{path}: holds {len(files)} files where one is expected; fetch it again")
            _admit(files[0], meter)
            with archive.open(files[0]) as stream:
                meter.copy(files[0].filename, stream, target)
    except FileNotFoundError as error:
        raise BadFile(f"{path}: no such file") from error
    except _DAMAGE as error:
        raise BadFile(
            f"{path}: cannot be read as an archive: {str(error) or 'it ends early'}; fetch it again"
        ) from error


class _Meter:
    """Counts members and bytes against the limits and checks names."""

    def __init__(self, path: Path, member_limit: int, total_limit: int) -> None:
        self.path = path
        self.member_limit = member_limit
        self.room = total_limit
        self.names: set[str] = set()

    def admit(self, name: str) -> None:
        parts = name.split("/")
        if name.startswith("/") or ".." in parts or "\\" in name or "\0" in name or re.match("[A-Za-z]:", name):
            raise BadFile(f"{self.path}: member {name!r} has a name that leaves the archive; do not use this file")
        if name in self.names:
            raise BadFile(f"{self.path}: two members are named {name!r}; do not use this file")
        self.names.add(name)
        if len(self.names) > MEMBERS_LIMIT:
            raise BadFile(f"{self.path}: more than {MEMBERS_LIMIT} members; do not use this file")

    def refuse(self, name: str, what: str) -> BadFile:
        return BadFile(f"{self.path}: member {name!r} is {what}; do not use this file")

    def spend(self, size: int) -> None:
        self.room -= size
        if self.room < 0:
            raise BadFile(f"{self.path}: the members together exceed the limit; raise it if the file is trusted")

    def read(self, name: str, stream: Any, *, counted: bool = False) -> bytes:
        """All of a member; `counted` when the stream beneath counts towards the total already."""
        blocks, size = [], 0
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > self.member_limit:
                raise self.refuse(name, f"larger than {self.member_limit} bytes")
            if not counted:
                self.spend(len(block))
            blocks.append(block)
        return b"".join(blocks)

    def copy(self, name: str, stream: Any, target: Path) -> None:
        """All of a member into a file."""
        size = 0
        with target.open("wb") as out:
            while block := stream.read(_BLOCK):
                size += len(block)
                if size > self.member_limit:
                    raise self.refuse(name, f"larger than {self.member_limit} bytes")
                out.write(block)


class _Counted:
    """A stream whose every byte is charged, so that an archive's own headers cannot outgrow the limit."""

    def __init__(self, stream: Any, meter: _Meter) -> None:
        self.stream = stream
        self.meter = meter

    def read(self, size: int) -> bytes:
        block: bytes = self.stream.read(size)
        self.meter.spend(len(block))
        return block


def _tar(path: Path, meter: _Meter, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    if path.stat().st_size == 0:
        raise EOFError
    with _PACKED[path.suffix](path) as stream:
        yield from _untarred(stream, meter, wanted)


def _untarred(stream: Any, meter: _Meter, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    source: Any = _Counted(stream, meter)
    with tarfile.open(fileobj=source, mode="r|", bufsize=_BLOCK) as archive:
        yield from _tar_members(archive, meter, wanted)


def _tar_zst(path: Path, meter: _Meter, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtra('reading .tar.zst needs zstandard: pip install "comity[build]"') from error
    try:
        with path.open("rb") as file:
            stream = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
            yield from _untarred(stream, meter, wanted)
    except zstandard.ZstdError as error:
        raise BadFile(f"{path}: cannot be read as an archive: {error}; fetch it again") from error


def _tar_members(archive: tarfile.TarFile, meter: _Meter, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    for member in archive:
        meter.admit(member.name)
        if member.isdir():
            continue
        if not member.isreg():
            raise meter.refuse(member.name, "a link or a device")
        if member.size > meter.member_limit:
            raise meter.refuse(member.name, f"larger than {meter.member_limit} bytes")
        if wanted(member.name):
            yield member.name, meter.read(member.name, archive.extractfile(member), counted=True)


def unpack(path: Path, target: Path, *, wanted: Callable[[str], bool], limit: int) -> str:
    """Write the one member of a `.zip` whose name is `wanted` to the file `target`; its name is returned.

    For members too large for memory. `limit` is in bytes, counted while unpacking. Raises BadFile as `members`
    does, and when none or several names are wanted.
    """
    found: list[str] = []
    try:
        for name, stream in _zip_streams(path, _Meter(path, limit, limit), wanted):
            if found:
                raise BadFile(f"{path}: both {found[0]!r} and {name!r} could be meant; unpack the right one by hand")
            found.append(name)
            _pour(path, stream, target, limit)
    except FileNotFoundError as error:
        raise BadFile(f"{path}: no such file") from error
    except _DAMAGE as error:
        raise BadFile(
            f"{path}: cannot be read as an archive: {str(error) or 'it ends early'}; fetch it again"
        ) from error
    if not found:
        raise BadFile(f"{path}: holds no member of the expected name; compare the release with the source's notes")
    return found[0]


def _pour(path: Path, stream: Any, target: Path, limit: int) -> None:
    size = 0
    with target.open("wb") as out:
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > limit:
                raise BadFile(f"{path}: a member is larger than {limit} bytes; do not use this file")
            out.write(block)


def _zip(path: Path, meter: _Meter, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    for name, stream in _zip_streams(path, meter, wanted):
        yield name, meter.read(name, stream)


def _zip_streams(path: Path, meter: _Meter, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            _admit(member, meter)
            if member.file_size > meter.member_limit:
                raise meter.refuse(member.filename, f"larger than {meter.member_limit} bytes")
            if not member.is_dir() and wanted(member.filename):
                with archive.open(member) as stream:
                    yield member.filename, stream


def _admit(member: zipfile.ZipInfo, meter: _Meter) -> None:
    meter.admit(member.orig_filename)
    mode = stat.S_IFMT(member.external_attr >> 16)
    if mode not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise meter.refuse(member.filename, "a link or a device")
    if member.flag_bits & 1:
        raise meter.refuse(member.filename, "encrypted")


def _gzip(path: Path, meter: _Meter) -> Iterator[tuple[str, bytes]]:
    if path.stat().st_size == 0:
        raise EOFError
    with gzip.open(path) as stream:
        yield path.stem, meter.read(path.stem, stream)
