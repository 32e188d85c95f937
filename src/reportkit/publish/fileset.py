"""Files appear complete and as one set, or not at all.

A set is written to a folder beside the target and synced. Then the old manifest is withdrawn, the
files are renamed into place, and the new manifest comes last. If some files of the previous set are
not replaced, a manifest of these alone is there in the meantime. If a step fails, the previous set
is restored. A build that is killed between two renames cannot do that: it leaves complete files
that no manifest names, which shows that the set is unfinished, and the next build repairs it.

One build at a time locks a folder, with flock. Windows has no flock and cannot sync a folder:
there, two builds into one folder at the same time are not kept apart, the remains of a killed build
stay, and a power failure may undo the last renames.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reportkit.diagnostics import Diagnostic, ReportkitError
from reportkit.isolation.signal_mask import signals_blocked
from reportkit.reasons import reason

if sys.platform != "win32":
    import fcntl

_PREFIX = ".reportkit-"


@contextlib.contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """A temporary folder beside the target, locked by one build at a time and removed afterwards.

    Raises ReportkitError if the target folder cannot be used.
    """
    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with _held(folder):
        temporary = folder / f"{_PREFIX}{os.getpid()}"
        try:
            try:
                with output_errors(folder):
                    temporary.mkdir(mode=0o700)
                yield temporary
            finally:
                _remove(temporary)
        finally:  # even if a signal came just before
            _remove(temporary)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Locks a folder against other builds, and removes what a killed build has left there."""
    if sys.platform == "win32":
        yield
        return
    with output_errors(folder):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with output_errors(folder):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            for left in folder.glob(f"{_PREFIX}*"):
                _remove(left)
        yield
    finally:
        with contextlib.suppress(OSError):  # closing is not enough: a worker may have a copy
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def _remove(folder: Path) -> None:
    """Removes a folder. Signals are blocked: `shutil` must not be interrupted between its calls."""
    with signals_blocked():
        shutil.rmtree(folder, ignore_errors=True)


def write(path: Path, data: bytes) -> None:
    """Writes a file and waits until it is on the disk."""
    with output_errors(path), path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def check_targets(targets: Mapping[str, Path], source: Path | None) -> None:
    """Refuses names of links, folders, or the report itself, if it is a file.

    Raises ReportkitError.
    """
    found = []
    for path in targets.values():
        with output_errors(path):
            if path.is_symlink():
                found.append(Diagnostic("RK905", f"{path} is a symbolic link"))
            elif path.is_dir():
                found.append(Diagnostic("RK905", f"{path} is a folder"))
            elif source is not None and source.exists() and _same_file(path, source):
                found.append(Diagnostic("RK905", f"{path} is the report itself"))
    if found:
        raise ReportkitError(found)


def _same_file(path: Path, source: Path) -> bool:
    return path.exists() and path.samefile(source)


def move(
    temporary: Path, folder: Path, names: Sequence[str], manifest: str, interim: str | None = None
) -> None:
    """Renames a complete set into place: the manifest is withdrawn first, or replaced by the one
    named `interim`, and the new one is put in place last.

    Raises ReportkitError if that fails; the previous set is then as it was, unless the disk fails
    again while it is restored.
    """
    with output_errors(folder):
        former = temporary / "former"
        former.mkdir()
        for name in (manifest, *names):
            _keep(folder / name, former / name)
        try:
            if interim is None:
                (folder / manifest).unlink(missing_ok=True)
            else:
                (temporary / interim).replace(folder / manifest)
            _sync(folder)
            for name in names:
                (temporary / name).replace(folder / name)
            _sync(folder)
            (temporary / manifest).replace(folder / manifest)
            _sync(folder)
        except BaseException:
            _put_back(former, folder, names, manifest)
            raise


def _keep(path: Path, kept: Path) -> None:
    """A second name for a file that is about to be replaced, or a copy if links are impossible."""
    if not path.exists():
        return
    try:
        kept.hardlink_to(path)
    except OSError:
        shutil.copy2(path, kept)


def _put_back(former: Path, folder: Path, names: Sequence[str], manifest: str) -> None:
    """Restores the previous set; its manifest only when all its files are in place."""
    (folder / manifest).unlink(missing_ok=True)
    for name in (*names, manifest):
        if (former / name).exists():
            (former / name).replace(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)
    _sync(folder)


def _sync(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def output_errors(path: Path) -> Iterator[None]:
    """Turns the errors of the file system into a finding. Raises ReportkitError."""
    try:
        yield
    except OSError as error:
        message = f"cannot write {path}: {reason(error)}"
        raise ReportkitError([Diagnostic("RK907", message)]) from error
