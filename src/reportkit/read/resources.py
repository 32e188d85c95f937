"""The only access to files that a report names: inside its folder only, checked and decoded.

Its results are complete and within the limits; writers get bytes, never a path.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from reportkit.model.document import Image
from reportkit.reasons import reason
from reportkit.style.folders import styles_folder
from reportkit.tree.nodes import Problems, Scalar
from reportkit.tree.source import read_bytes


class Pictures:
    """Reads the pictures of one report."""

    def __init__(self, folder: Path, problems: Problems) -> None:
        """`folder` is the folder of the report."""
        self._folder = folder
        self._problems = problems
        self._count = self._bytes = self._pixels = 0
        self._known: dict[tuple[Path, str], Image | None] = {}

    def read(self, scalar: Scalar) -> Image | None:
        """The picture that a report names, or None with a finding.

        The name is relative to the folder of the report and must not lead out of it, neither by
        `..` nor through a symbolic link.
        """
        problems = self._problems
        path = inside(scalar, self._folder, problems)
        self._count += 1
        if path is None or problems.over("pictures", self._count, lambda: scalar.span):
            return None
        key = (path, scalar.text)
        if key not in self._known:
            self._known[key] = self._read(path, scalar)
        return self._known[key]

    def _read(self, path: Path, scalar: Scalar) -> Image | None:
        problems = self._problems
        try:
            return self._made(read_bytes(path, problems.limits.picture_bytes), scalar)
        except FileNotFoundError:
            from reportkit.read.advice.files import nearest_file  # late: most files are there

            near = nearest_file(scalar.text, beside(scalar, self._folder))
            hint = f"did you mean '{near}'?" if near else None
            problems.add("RK401", f"there is no file '{scalar.text}'", scalar.span, hint)
        except OSError as error:
            message = f"'{scalar.text}' cannot be read: {reason(error)}"
            problems.add("RK401", message, scalar.span)
        except ValueError as error:
            message = f"'{scalar.text}' cannot be used: {error}"
            hint = getattr(error, "hint", None)  # of a PDF
            problems.add("RK164" if hint else "RK403", message, scalar.span, hint)
        return None

    def _made(self, data: bytes, scalar: Scalar) -> Image | None:
        """The picture, made alike for every format, or None if it is beyond the limits. Raises
        ValueError if it cannot be used."""
        from reportkit.pictures import pdf, raster, svg  # late: most reports have no picture

        fonts = styles_folder() / "fonts"
        if svg.is_svg(data):
            whole = self._fits(len(data), scalar, 0)
            return svg.image(data, scalar.text, fonts) if whole else None
        if pdf.is_pdf(data):
            if not self._fits(len(data), scalar, 0):
                return None
            image, pixels = pdf.image(data, scalar.text, fonts)
            if pixels:
                message = f"'{scalar.text}' is shown as pixels in the PDF too: it has {pixels}"
                self._problems.add("RK165", message, scalar.span)
            return image
        fits = partial(self._fits, len(data), scalar)
        return raster.image(data, scalar.text, fits)

    def _fits(self, size: int, scalar: Scalar, pixels: int) -> bool:
        """Whether all pictures so far are within the limits with this one. Raises ValueError if it
        is too large on its own."""
        limit = self._problems.limits.picture_pixels
        if pixels > limit:
            raise ValueError(f"it has more than {limit:,} pixels")
        self._bytes += size
        self._pixels += pixels
        totals = {"all_picture_bytes": self._bytes, "all_picture_pixels": self._pixels}
        return not any(self._problems.over(n, c, lambda: scalar.span) for n, c in totals.items())


def inside(scalar: Scalar, folder: Path, problems: Problems) -> Path | None:
    """The path of a file or folder, or None with a finding.

    Its name is relative to the folder of the file that names it, and it must be in the folder of
    the project; without one, both are `folder`, that of the report.
    """
    name = scalar.text
    if "://" in name or name.startswith("data:"):
        message = f"'{name[:80]}' is a web address; a report can use only files in its own folder"
        problems.add("RK402", message, scalar.span)
        return None
    try:
        root = (problems.root or folder).resolve()
        path = (beside(scalar, folder).resolve() / name).resolve()
    except (OSError, ValueError, RuntimeError):
        problems.add("RK401", f"'{name}' is not a name that a file can have", scalar.span)
        return None
    if Path(name).is_absolute() or "\\" in name or not path.is_relative_to(root):
        whole = "report" if problems.root is None else "project"
        problems.add("RK402", f"'{name}' leads out of the folder of the {whole}", scalar.span)
        return None
    return path


def beside(scalar: Scalar, folder: Path) -> Path:
    """The folder of the file that a text is written in; `folder` for one of the command line."""
    return scalar.file.folder or folder
