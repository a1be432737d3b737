"""A small memory of what never changes, per process and with a bound. Pure: knows no rows and no requests.

Only for what its key names in full: a frozen edition, or a page under the mark of everything it is made of.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Geheugen(Generic[T]):
    """Holds values up to a total weight; what was not asked for the longest goes first. Safe for threads."""

    def __init__(self, hoogstens: int) -> None:
        self.hoogstens, self.gewicht = hoogstens, 0
        self._wat: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._slot = Lock()

    def __len__(self) -> int:
        return len(self._wat)

    def get(self, sleutel: Hashable) -> T | None:
        """Return what is kept under this key, or None."""
        with self._slot:
            gevonden = self._wat.get(sleutel)
            if gevonden is None:
                return None
            self._wat.move_to_end(sleutel)
            return gevonden[0]

    def zet(self, sleutel: Hashable, waarde: T, gewicht: int = 1) -> None:
        """Keep a value; one that is heavier than half of all room is not kept."""
        if gewicht * 2 > self.hoogstens:
            return
        with self._slot:
            self.gewicht += gewicht - self._wat.pop(sleutel, (waarde, 0))[1]
            self._wat[sleutel] = (waarde, gewicht)
            while self.gewicht > self.hoogstens:
                self.gewicht -= self._wat.popitem(last=False)[1][1]
