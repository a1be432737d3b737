"""Numbers as people read them. Pure."""

from __future__ import annotations

_GETALLEN = (
    *("geen", "één", "twee", "drie", "vier", "vijf", "zes"),
    *("zeven", "acht", "negen", "tien", "elf", "twaalf"),
)


def getal(aantal: int) -> str:
    """Return a number as it stands in a sentence: in words up to twelve."""
    return _GETALLEN[aantal] if 0 <= aantal < len(_GETALLEN) else met_punten(aantal)


def met_punten(aantal: int) -> str:
    """Return a number in digits, with a point per thousand: 1.000."""
    return f"{aantal:,}".replace(",", ".")
