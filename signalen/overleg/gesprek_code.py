"""The keys of a conversation: room code, seat token, the mark of a sealed card, and the mark of a big screen.

Pure: the secret of this installation is an argument. Decides nothing about who may do what.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import uuid
from datetime import date

LETTERS = "BCDFGHJKMNPQRSTVWXYZ23456789"
"""No vowels (no words), and nothing that is read as something else: no 0, 1, I, L, O, U."""

LENGTE = 8
_TOKEN = re.compile(r"[\w-]{40,64}", re.ASCII)


def code_van(geheim: str, gesprek_id: uuid.UUID, dag: date) -> str:
    """Return the room code of a conversation on a day: made from the secret, so that it need not be kept."""
    getal = int.from_bytes(_hmac(geheim, f"code|{gesprek_id}|{dag.isoformat()}"), "big")
    code = ""
    for _ in range(LENGTE):
        getal, rest = divmod(getal, len(LETTERS))
        code += LETTERS[rest]
    return code


def in_groepen(code: str) -> str:
    """Return a code as people read it aloud: two groups of four."""
    return f"{code[:4]} {code[4:]}"


def lees_code(ruw: str) -> str:
    """Return a code as it was typed, without spaces and dashes and in capitals; at most 40 characters."""
    return re.sub(r"[\s-]", "", ruw[:40]).upper()


def code_hash(geheim: str, code: str) -> str:
    """Return what is kept of a code: a keyed hash, because eight characters alone can be tried out."""
    return _hmac(geheim, f"kamer|{code}").hex()


def nieuw_token() -> str:
    """Return a random token for a seat."""
    return secrets.token_urlsafe(32)


def is_token(ruw: str) -> bool:
    """Say whether this can be a token of a seat."""
    return bool(_TOKEN.fullmatch(ruw))


def token_hash(token: str) -> str:
    """Return what is kept of the token of a seat."""
    return hashlib.sha256(f"stoel|{token}".encode()).hexdigest()


def kaartsleutel(token: str, gesprek_id: uuid.UUID, stap: str) -> str:
    """Return the key under which the holder of this token finds the own card; the token is not kept."""
    return _hmac(token, f"{gesprek_id}|{stap}").hex()


def schermteken(geheim: str, gesprek_id: uuid.UUID) -> str:
    """Return the mark with which the screen of the gespreksleider may ask whether something changed."""
    return _hmac(geheim, f"scherm|{gesprek_id}").hex()[:32]


def is_schermteken(geheim: str, gesprek_id: uuid.UUID, teken: str) -> bool:
    """Say whether this is that mark."""
    return hmac.compare_digest(schermteken(geheim, gesprek_id).encode(), teken.encode())


def _hmac(sleutel: str, tekst: str) -> bytes:
    return hmac.new(sleutel.encode(), tekst.encode(), hashlib.sha256).digest()
