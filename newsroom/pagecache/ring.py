"""A ring of records in a file without a name, which a process shares with the children that it forks."""

import fcntl
import hashlib
import mmap
import os
import struct
import tempfile
import threading
import weakref
import zlib
from pathlib import Path

SLOT = struct.Struct("<QI4s")  # where the record begins, how long it is, part of its key's hash
SLOT_FOR = 4096
"""One slot for so many bytes of room: twice what pages need, so that few of them push each other out."""

WAYS = 4  # slots in which a key may stand
HEAD = struct.Struct("<I16s")  # checksum of the rest, the key's hash
LONGEST_SHARE = 64
"""One record may fill a sixty-fourth of the room."""


class Ring:
    """Records lie one after another; the newest overwrites the oldest, so `room` bytes are never exceeded.

    The file has no name: no other program can open it, and the kernel frees it with its last process, however that
    ends. Its bytes are the kernel's page cache, not memory of the processes; only the table of slots is. What was
    overwritten, or is being written, has the wrong checksum and is nothing: readers take no lock.
    """

    def __init__(self, room: int, folder: Path) -> None:
        """Made before the fork. OSError where no file can be made."""
        self.room = room
        self._longest = room // LONGEST_SHARE
        self._buckets = max(room // SLOT_FOR // WAYS, 1)
        with tempfile.TemporaryFile(dir=folder) as file:
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)
        self._table = mmap.mmap(-1, 8 + self._buckets * WAYS * SLOT.size)
        self._writing = threading.Lock()

    def get(self, name: bytes) -> bytes | None:
        """The newest record of this name that is still whole."""
        key = hashed(name)
        for slot in self._slots(key):
            begin, length, part = SLOT.unpack_from(self._table, slot)
            if part == key[:4] and 0 < length <= self._longest:
                record = os.pread(self._file, length, begin % self.room)
                if len(record) == length and HEAD.unpack_from(record) == (zlib.crc32(record[4:]), key):
                    return record[HEAD.size :]
        return None

    def put(self, name: bytes, value: bytes) -> bool:
        """False when the value is too long. OSError when the disk is full."""
        key = hashed(name)
        record = key + value
        record = zlib.crc32(record).to_bytes(4, "little") + record
        if len(record) > self._longest:
            return False
        begin = self._reserve(len(record))
        os.pwrite(self._file, record, begin % self.room)
        SLOT.pack_into(self._table, self._slot_for(key), begin, len(record), key[:4])
        return True

    def _reserve(self, length: int) -> int:
        """Where the record may begin, counted from the ring's birth; it never wraps around the end of the file.

        POSIX locks part processes; threads need their own.
        """
        with self._writing:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                begin = int.from_bytes(self._table[:8], "little")
                if begin % self.room + length > self.room:
                    begin += self.room - begin % self.room
                self._table[:8] = (begin + length).to_bytes(8, "little")
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
        return begin

    def _slots(self, key: bytes) -> range:
        first = 8 + int.from_bytes(key[4:12], "little") % self._buckets * WAYS * SLOT.size
        return range(first, first + WAYS * SLOT.size, SLOT.size)

    def _slot_for(self, key: bytes) -> int:
        """The one that this key has, else a free one, else the one whose record is oldest."""
        begins = {}
        for slot in self._slots(key):
            begin, length, part = SLOT.unpack_from(self._table, slot)
            if not length or part == key[:4]:
                return slot
            begins[slot] = begin
        return min(begins, key=begins.__getitem__)


def hashed(name: bytes) -> bytes:
    return hashlib.blake2b(name, digest_size=16).digest()
