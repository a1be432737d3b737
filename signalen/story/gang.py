"""What is known of one item while a story is played: where it is stored, and what its people saw on their
pages.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from signalen.story.plan import Rol

STAPROL = {
    "uitzoeken": "coordinator",
    "klein": "teamleider",
    "casuistiekbespreking": "gespreksleider",
    "casuistiek_verslag": "gespreksleider",
    "management": "afdelingshoofd",
    "directie": "directeur",
    "college": "wethouder",
    "raad": "griffier",
}
"""Who is at turn at a step of the route."""

ANTWOORDT = {**STAPROL, "raad": "wethouder"}
"""Who answers after a decision at a step; the college speaks for the raad."""


@dataclass(eq=False)
class Gang:
    """One item on its way. The lists hold what was seen, for the promises: one yes or no per look."""

    rol: Rol
    signaal_id: uuid.UUID | None = None
    knelpunt_id: uuid.UUID | None = None
    handreiking_id: str = ""
    nog_stil: set[str] = field(default_factory=set)
    betwist: bool = False
    bevestigd: bool = False
    ontvangst: bool | None = None
    op_lijst: list[bool] = field(default_factory=list)
    op_agenda: list[bool] = field(default_factory=list)
    antwoord_gelezen: list[bool] = field(default_factory=list)
    fout: str = ""

    def __post_init__(self) -> None:
        self.nog_stil = set(self.rol.stil)

    @property
    def signaal(self) -> uuid.UUID:
        """The signaal, once it was given."""
        if self.signaal_id is None:
            raise LookupError("dit signaal is nog niet gegeven")
        return self.signaal_id

    @property
    def knelpunt(self) -> uuid.UUID:
        """The knelpunt, once the signaal was given."""
        if self.knelpunt_id is None:
            raise LookupError("dit knelpunt is er nog niet")
        return self.knelpunt_id

    @property
    def pad(self) -> str:
        """The page of the knelpunt."""
        return f"/knelpunten/{self.knelpunt}"

    @property
    def mijn_pad(self) -> str:
        """The page of the signaal, for who gave it."""
        return f"/mijn-signalen/{self.signaal}"
