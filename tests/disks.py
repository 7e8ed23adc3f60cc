"""A disk that is small enough to be filled."""

import errno
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_PIECE = 64 * 1024


@dataclass(frozen=True)
class SmallDisk:
    """A folder on a disk of its own."""

    folder: Path

    def fill(self) -> None:
        """Not one byte is left: SQLite says that the database or disk is full."""
        for piece in (_PIECE, 1):
            with _until_full(), self._filler.open("ab", buffering=0) as filler:
                while True:
                    filler.write(b"\0" * piece)

    def free(self) -> None:
        """There is room again."""
        self._filler.unlink(missing_ok=True)

    @property
    def _filler(self) -> Path:
        return self.folder / "filler"


@contextmanager
def _until_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


@contextmanager
def mounted_disk(folder: Path, megabytes: int = 64) -> Iterator[SmallDisk | None]:
    """Mounted on that folder, in memory; None where that may not be done: it takes a root that may mount."""
    folder.mkdir(parents=True, exist_ok=True)
    size = f"size={megabytes}m,mode=0755"
    mounting = subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", size, "none", str(folder)], capture_output=True)
    if mounting.returncode:
        yield None
        return
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["/bin/umount", "-l", str(folder)], capture_output=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """The same for a test that is nothing without it, which is skipped."""
    with mounted_disk(folder) as disk:
        if disk is None:
            pytest.skip("A FULL DISK IS NOT TESTED, because no small one may be mounted here")
        yield disk
