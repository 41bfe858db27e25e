"""The Windows icon, drawn by Qt from the SVG in resources/icons."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
LARGE = 256  # stored as PNG; older readers want the others as bitmaps


def make_icon(svg: Path, target: Path) -> None:
    """Write an .ico with the picture in every size that Windows asks for."""
    renderer = QSvgRenderer(str(svg))
    assert renderer.isValid()
    pictures = [_png(image) if size == LARGE else _bitmap(image) for size in SIZES for image in [_draw(renderer, size)]]
    head = struct.pack("<HHH", 0, 1, len(SIZES))
    offset = len(head) + 16 * len(SIZES)
    for size, picture in zip(SIZES, pictures, strict=True):
        edge = size % LARGE  # 256 is written as 0
        head += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    target.write_bytes(head + b"".join(pictures))


def _draw(renderer: QSvgRenderer, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportArgumentType, reportCallIssue] - the stubs forget QIODevice
    return bytes(buffer.data().data())


def _bitmap(image: QImage) -> bytes:
    """A bitmap as icons have it: twice as high for the mask, which is empty as the colours carry their own alpha."""
    size = image.width()
    head = struct.pack("<IiiHHIIiiII", 40, size, size * 2, 1, 32, 0, 0, 0, 0, 0, 0)
    mask = bytes((size + 31) // 32 * 4 * size)
    return head + bytes(image.mirrored().constBits()) + mask
