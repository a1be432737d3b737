"""After a restore nothing may move or leave the house until somebody has looked (SAFETY rule 34).

One setting in the database, which travels with what was restored. Changing it needs an open transaction.
"""

from __future__ import annotations

from signalen.medewerker import operations, queries

SLEUTEL = "quarantaine"
ZIN = (
    "Deze database is teruggezet en staat in quarantaine. Kijk of alles klopt en draai `signalen vrijgeven`."
)


def geldt() -> bool:
    """Say whether the clock and the post must stand still."""
    return queries.instelling(SLEUTEL, "") == "1"


def hef_op() -> None:
    """Let the clock and the post go on."""
    operations.zet_instelling(SLEUTEL, "")
