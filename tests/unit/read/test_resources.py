"""The one gate for pictures: inside the folder of the report only, whole, and within limits."""

from __future__ import annotations

import os
import socket
import struct
import threading
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL import ImageFile

from reportkit.model.document import Figure
from tests.unit.reading import HEAD, PICTURE, ReadReport, read_file


def read_figure(folder: Path, name: str) -> ReadReport:
    """A report in `folder` with a picture."""
    report = folder / "report.yaml"
    quoted = name.replace("'", "''")
    report.write_text(f"{HEAD}body:\n- figure: {{src: '{quoted}', alt: ''}}\n", "utf-8")
    return read_file(report)


def encoded(kind: str, size: tuple[int, int] = (3, 2), mode: str = "RGB") -> bytes:
    """A picture as bytes."""
    out = BytesIO()
    Pillow.new(mode, size).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode", "media_type", "suffix"),
    [
        ("PNG", "RGB", "image/png", ".png"),
        ("PNG", "P", "image/png", ".png"),
        ("JPEG", "RGB", "image/jpeg", ".jpg"),
    ],
)
def test_a_picture_goes_through_byte_by_byte(
    tmp_path: Path, kind: str, mode: str, media_type: str, suffix: str
) -> None:
    data = encoded(kind, mode=mode)
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "a map ü").write_bytes(data)  # the name says nothing of what it is
    figure = read_figure(tmp_path, "maps/../maps/./a map ü").report.blocks[0]
    assert isinstance(figure, Figure)
    assert (figure.image.data, figure.image.suffix) == (data, suffix)
    assert (figure.image.media_type, figure.image.width, figure.image.height) == (media_type, 3, 2)


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(encoded("PNG"))
    (tmp_path / "link.png").symlink_to("real.png")
    assert read_figure(tmp_path, "link.png").codes == []


def test_the_folder_of_the_report_may_be_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "map.png").write_bytes(encoded("PNG"))
    (tmp_path / "link").symlink_to("real")
    assert read_figure(tmp_path / "link", "map.png").codes == []


@pytest.mark.parametrize(
    "name",
    [
        "../map.png",
        "maps/../../map.png",
        "{outside}/map.png",
        "{inside}/map.png",
        "link.png",
        "folder/map.png",
        "chain.png",
        "zero",
        "..\\map.png",
        "C:\\map.png",
        "file://{outside}/map.png",
        "https://example.org/map.png",
        "HTTP://example.org/map.png",
        "//example.org/map.png",
        "data:image/png;base64,AAAA",
        "/dev/zero",
        "/etc/passwd",
        "~/../../etc/passwd/../../..{outside}/map.png",
    ],
)
def test_nothing_outside_of_the_folder_is_read(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    for folder in (tmp_path, inside):
        (folder / "map.png").write_bytes(encoded("PNG"))
    (inside / "link.png").symlink_to(tmp_path / "map.png")
    (inside / "chain.png").symlink_to("link.png")
    (inside / "folder").symlink_to(tmp_path)
    (inside / "zero").symlink_to("/dev/zero")
    name = name.format(outside=tmp_path, inside=inside)
    assert read_figure(inside, name).codes == ["RK402"]


@pytest.mark.parametrize(
    "name", ["map.png", "..%2fmap.png", "maps/map.png", "a" * 300, "a/" * 3000]
)
def test_what_is_not_there(tmp_path: Path, name: str) -> None:
    assert read_figure(tmp_path, name).codes == ["RK401"]


def test_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a.png").symlink_to("b.png")
    (tmp_path / "b.png").symlink_to("a.png")
    assert read_figure(tmp_path, "a.png").codes == ["RK401"]


@pytest.mark.parametrize("kind", ["pipe", "folder", "socket", "device"])
def test_only_regular_files_are_read_and_none_is_waited_for(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "map.png"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
    else:
        try:
            os.mknod(path, 0o20666, os.makedev(1, 5))  # what /dev/zero is
        except PermissionError:
            pytest.skip("only root makes devices")
    done = threading.Event()
    codes: list[str] = []

    def read() -> None:
        codes.extend(read_figure(tmp_path, "map.png").codes)
        done.set()

    threading.Thread(target=read, daemon=True).start()
    assert done.wait(5), "hangs"
    assert codes in (["RK403"], ["RK401"])


def bomb(width: int, height: int) -> bytes:
    """A small PNG that says it is large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PNG",
        b"\x89PNG\r\n\x1a\n",
        encoded("GIF"),
        encoded("BMP"),
        encoded("TIFF"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        encoded("PNG", (200, 200))[:150],
        encoded("PNG", (200, 200))[:-5],
        encoded("JPEG", (200, 200))[:-400],
        PICTURE.read_bytes()[:-30],
        PICTURE.read_bytes().replace(b"IDAT", b"IDAX"),
        bomb(6325, 6325),
        bomb(20_000, 20_000),
        bomb(2**31 - 1, 2**31 - 1),
        bomb(0, 5),
    ],
    ids=range(17),
)
def test_what_is_no_whole_picture_of_a_fair_size(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "map.png").write_bytes(data)
    assert read_figure(tmp_path, "map.png").codes == ["RK403"]


def test_a_picture_that_is_cut_off_is_seen_after_weasyprint_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    (tmp_path / "map.png").write_bytes(encoded("PNG", (200, 200))[:-5])
    assert read_figure(tmp_path, "map.png").codes == ["RK403"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(encoded("PNG"))
    (tmp_path / "map.png").chmod(0)
    assert read_figure(tmp_path, "map.png").codes == ["RK401"]
