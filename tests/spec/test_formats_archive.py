import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from comity.errors import BadFile
from comity.sources.formats.archive import members, unpack_only

FILES = {"a.csv": b"one", "deep/b.csv": b"two" * 10}


def tar(path: Path, *infos: tuple[tarfile.TarInfo, bytes]) -> Path:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        for info, data in infos:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    pack = lzma.compress if path.name.endswith(".xz") else zstandard.compress
    path.write_bytes(pack(raw.getvalue()))
    return path


def tarred(path: Path, files: dict[str, bytes]) -> Path:
    return tar(path, *((tarfile.TarInfo(name), data) for name, data in files.items()))


def squeezed(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, f"w:{path.suffix[1:]}") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


MAKERS = pytest.mark.parametrize(
    ("make", "name"),
    [(tarred, "x.tar.zst"), (squeezed, "x.tar.xz"), (squeezed, "x.tar.gz"), (zipped, "x.zip")],
)


@MAKERS
def test_members_in_order(tmp_path: Path, make: object, name: str) -> None:
    path = make(tmp_path / name, FILES)  # type: ignore[operator]
    assert list(members(path)) == list(FILES.items())
    assert [found for found, _ in members(path, wanted=lambda n: n.startswith("deep"))] == ["deep/b.csv"]
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


def test_gzip_has_one_member(tmp_path: Path) -> None:
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress(b"one") + gzip.compress(b"two"))
    assert list(members(path)) == [("x.csv", b"onetwo")]


@MAKERS
@pytest.mark.parametrize("bad", ["/etc/x", "../x", "a/../../x", "C:/x", "a\\..\\x"])
def test_names_that_leave_are_refused(tmp_path: Path, make: object, name: str, bad: str) -> None:
    with pytest.raises(BadFile, match="leaves the archive"):
        list(members(make(tmp_path / name, {bad: b""})))  # type: ignore[operator]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar_are_refused(tmp_path: Path, kind: bytes) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.linkname = kind, "y"
    with pytest.raises(BadFile, match="link or a device"):
        list(members(tar(tmp_path / "x.tar.zst", (info, b""))))


def test_links_in_a_zip_are_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("x")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(BadFile, match="link or a device"):
        list(members(tmp_path / "x.zip"))


def test_twins_are_refused(tmp_path: Path) -> None:
    path = tar(tmp_path / "x.tar.zst", (tarfile.TarInfo("x"), b"1"), (tarfile.TarInfo("x"), b"2"))
    with pytest.raises(BadFile, match="two members"):
        list(members(path))


@MAKERS
def test_bombs_stop_at_the_limits(tmp_path: Path, make: object, name: str) -> None:
    path = make(tmp_path / name, {"a": b"\0" * 300_000, "b": b"\0" * 300_000})  # type: ignore[operator]
    assert path.stat().st_size < 5_000
    with pytest.raises(BadFile, match="'a' is larger than 1000 bytes"):
        list(members(path, member_limit=1000))
    with pytest.raises(BadFile, match="together exceed"):
        list(members(path, total_limit=400_000))
    assert len(list(members(path, total_limit=700_000, member_limit=300_000))) == 2


def test_a_gzip_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(b"\0" * 9_000_000))
    with pytest.raises(BadFile, match="larger than 1000000 bytes"):
        list(members(path, member_limit=1_000_000))


def test_a_zip_whose_header_lies_about_the_size_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"a": b"\0" * 50_000})
    raw = path.read_bytes().replace((50_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(raw)
    with pytest.raises(BadFile, match="cannot be read"):
        list(members(path))


@pytest.mark.parametrize("name", ["x.tar.zst", "x.tar.xz", "x.zip", "x.gz"])
def test_damage_is_a_bad_file(tmp_path: Path, name: str) -> None:
    good = dict.fromkeys(("x.tar.zst", "x.tar.xz"), lambda p: tarred(p, FILES)) | {"x.zip": lambda p: zipped(p, FILES)}
    path = tmp_path / name
    if name in good:
        good[name](path)
    else:
        path.write_bytes(gzip.compress(b"text" * 99))
    whole = path.read_bytes()
    for broken in (b"", b"something else", whole[: len(whole) // 2]):
        path.write_bytes(broken)
        with pytest.raises(BadFile, match=name):
            list(members(path))


def test_other_suffixes_and_absent_files(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"not a \.tar\.zst"):
        list(members(tmp_path / "x.rar"))
    with pytest.raises(BadFile, match="no such file"):
        list(members(tmp_path / "x.zip"))


def test_one_packed_file_is_unpacked_whole_or_refused(tmp_path: Path) -> None:
    path, target = tmp_path / "x.csv.xz", tmp_path / "x.csv"
    path.write_bytes(lzma.compress(b"one" * 1000))
    unpack_only(path, target)
    assert target.read_bytes() == b"one" * 1000
    with pytest.raises(BadFile, match="larger than 2999 bytes"):
        unpack_only(path, target, limit=2999)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(BadFile, match="fetch it again"):
        unpack_only(path, target)
