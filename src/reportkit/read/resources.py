"""The one gate for files that a report names: inside its folder only, checked, decoded.

Whatever comes through here is whole and within the limits; writers get bytes, never a path.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from reportkit.document import Image
from reportkit.read.limits import IMAGE_BYTES, IMAGE_PIXELS
from reportkit.read.nodes import Problems, Scalar
from reportkit.read.source import read_bytes

_FORMATS = ["PNG", "JPEG"]


def read_image(scalar: Scalar, folder: Path, problems: Problems) -> Image | None:
    """The picture that a report names, or None with a finding.

    The name is relative to the folder of the report and must not lead out of it, neither by `..`
    nor through a symbolic link.
    """
    path = _inside(scalar, folder, problems)
    if path is None:
        return None
    try:
        return replace(_decode(read_bytes(path, IMAGE_BYTES)), name=scalar.text)
    except FileNotFoundError:
        problems.add("RK401", f"there is no file '{scalar.text}'", scalar.span)
    except OSError as error:
        reason = error.strerror or str(error)
        problems.add("RK401", f"'{scalar.text}' cannot be read: {reason}", scalar.span)
    except ValueError as error:
        problems.add("RK403", f"'{scalar.text}' cannot be used: {error}", scalar.span)
    return None


def _inside(scalar: Scalar, folder: Path, problems: Problems) -> Path | None:
    name = scalar.text
    if "://" in name or name.startswith("data:"):
        problems.add("RK402", "a picture is a file beside the report, not an address", scalar.span)
        return None
    try:
        root = folder.resolve()
        path = (root / name).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        problems.add("RK401", f"'{name}' cannot be read: {error}", scalar.span)
        return None
    if Path(name).is_absolute() or "\\" in name or not path.is_relative_to(root):
        problems.add("RK402", f"'{name}' leads out of the folder of the report", scalar.span)
        return None
    return path


def _decode(data: bytes) -> Image:
    """The picture, decoded once to prove that it is whole. Raises ValueError when it is not."""
    from PIL import Image as Pillow
    from PIL import UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Pillow.open(BytesIO(data), formats=_FORMATS) as picture:
                picture.verify()  # the checksums of a PNG, up to its end
            with Pillow.open(BytesIO(data), formats=_FORMATS) as picture:
                width, height = picture.size
                if width * height > IMAGE_PIXELS:
                    raise ValueError(f"it has more than {IMAGE_PIXELS:,} pixels")
                picture.load()
                kind = picture.format
    except ValueError:
        raise
    except UnidentifiedImageError:
        raise ValueError("it is neither PNG nor JPEG") from None
    except Exception as error:
        raise ValueError(f"the picture is damaged ({error})") from error
    return Image("image/png" if kind == "PNG" else "image/jpeg", width, height, data)
