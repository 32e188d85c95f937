"""Why a file cannot be read or written, in words of our own instead of the system's."""

from __future__ import annotations

import errno
from typing import Final

_REASONS: Final = {
    errno.ENOENT: "there is no such file or folder",
    errno.EACCES: "you do not have permission",
    errno.EPERM: "you do not have permission",
    errno.EROFS: "the disk is read-only",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a part of its path is not a folder",
    errno.EEXIST: "it already exists",
    errno.ENOTEMPTY: "the folder is not empty",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EFBIG: "it is too large for the disk",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its symbolic links lead in a circle",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.EIO: "the disk does not answer",
    errno.EPIPE: "what reads it has ended",
    errno.ETXTBSY: "another program uses it",
    errno.EBUSY: "another program uses it",
    errno.ENXIO: "it is not a regular file",
    errno.ENOMEM: "there is not enough memory",
}


def reason(error: Exception) -> str:
    """Why an operation failed; a ValueError of our own says so itself."""
    if not isinstance(error, OSError):
        return str(error)
    return _REASONS.get(error.errno or 0, f"the system refuses it (error {error.errno})")
