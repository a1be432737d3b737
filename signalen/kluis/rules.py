"""Pure cryptographic rules of the vault: link keys, and envelopes that need two pools of custodians.

Libraries do the cryptography (PyNaCl, cryptography). This module can seal; opening is not built yet.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import uuid
from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl.public import PublicKey, SealedBox

SLEUTELMAAT = 32


def kwartaal_van(dag: date) -> str:
    """Return the quarter of a day as `2026-K4`."""
    return f"{dag.year}-K{(dag.month - 1) // 3 + 1}"


def kwartalen(van: date, tot: date) -> list[str]:
    """Return every quarter from the one of `van` up to and including that of `tot`."""
    jaar, k = van.year, (van.month - 1) // 3 + 1
    uit = []
    while (jaar, k) <= (tot.year, (tot.month - 1) // 3 + 1):
        uit.append(f"{jaar}-K{k}")
        jaar, k = (jaar, k + 1) if k < 4 else (jaar + 1, 1)
    return uit


def koppelsleutel(geheim: bytes, medewerker_id: uuid.UUID, kwartaal: str) -> str:
    """Return the HMAC by which somebody finds their own signalen of a quarter (SAFETY rule 8).

    Honest limit: who holds the secret and the staff list can try all names; only `verzegeld` escapes that.
    """
    return hmac.new(geheim, f"{medewerker_id}|{kwartaal}".encode(), hashlib.sha256).hexdigest()


def verzegel(
    gegevens: Mapping[str, Any],
    signaal_id: uuid.UUID,
    pool_a: Mapping[str, bytes],
    pool_b: Mapping[str, bytes],
) -> dict[str, Any]:
    """Seal who gave a signaal so that one custodian of each pool is needed to read it (SAFETY rule 7).

    A random key encrypts the data (AES-256-GCM, signaal id as associated data). The key is split into two
    XOR shares; share 1 is sealed to each public key of pool A, share 2 to each of pool B.
    """
    sleutel = secrets.token_bytes(SLEUTELMAAT)
    deel_a = secrets.token_bytes(SLEUTELMAAT)
    deel_b = bytes(x ^ y for x, y in zip(sleutel, deel_a, strict=True))
    nonce = secrets.token_bytes(12)
    klaar = json.dumps(gegevens, sort_keys=True, ensure_ascii=False).encode()
    cijfer = AESGCM(sleutel).encrypt(nonce, klaar, signaal_id.bytes)
    return {
        "versie": 1,
        "nonce": b64encode(nonce).decode(),
        "cijfertekst": b64encode(cijfer).decode(),
        "pool_a": {naam: _sluit(deel_a, publiek) for naam, publiek in pool_a.items()},
        "pool_b": {naam: _sluit(deel_b, publiek) for naam, publiek in pool_b.items()},
    }


def _sluit(deel: bytes, publiek: bytes) -> str:
    return b64encode(SealedBox(PublicKey(publiek)).encrypt(deel)).decode()
