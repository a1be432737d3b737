"""Keys of the vault: a public half stays here, the private half goes home with its custodian.

Opens no envelope. The private key is stored only under a passphrase and never in the key folder of the app.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import click
from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from nacl.secret import SecretBox

from signalen.commando.basis import Antwoord, Weigering, fout, geheim, opdracht
from signalen.config import Settings
from signalen.kluis.operations import KOPPEL
from signalen.kluis.rules import SLEUTELMAAT

MIN_WACHTZIN = 16
BESTAND = click.Path(exists=True, dir_okay=False, path_type=Path)
MAP = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("sleutels")
def sleutels() -> None:
    """Maak de sleutels van de kluis, samen met de bewaarders."""


def voeg_toe(groep: click.Group) -> None:
    """Add the commands of this file."""
    opdracht(sleutels, "maken")(maken)
    opdracht(sleutels, "koppel")(koppel)
    groep.add_command(sleutels)


@click.option(
    "--pool", type=click.Choice(["a", "b"]), required=True, help="a = vertrouwenspersonen, b = de anderen."
)
@click.option("--naam", required=True, help="Naam van de bewaarder: kleine letters, cijfers en streepjes.")
@click.option(
    "--naar",
    type=MAP,
    default=".",
    show_default=True,
    help="Map voor het geheime bestand, bijvoorbeeld een usb-stick.",
)
@click.option("--wachtwoord-bestand", type=BESTAND, help="Bestand met de wachtzin op de eerste regel.")
def maken(pool: str, naam: str, naar: Path, wachtwoord_bestand: Path | None) -> Antwoord:
    """Maak een sleutelpaar voor een bewaarder. Het geheime deel gaat mee naar huis, achter een wachtzin."""
    map_ = Settings.from_env().sleutels
    _toets(naam, naar, map_)
    wachtzin = geheim(wachtwoord_bestand, "Wachtzin van de bewaarder")
    if len(wachtzin) < MIN_WACHTZIN:
        raise Weigering(fout(f"Kies een wachtzin van ten minste {MIN_WACHTZIN} tekens.", "wachtzin"))
    sleutel = PrivateKey.generate()
    thuis = naar / f"kluis-{pool}-{naam}.geheim"
    inhoud = versleutel(bytes(sleutel), wachtzin, pool, naam)
    _schrijf(thuis, json.dumps(inhoud, indent=2).encode())
    publiek = map_ / f"kluis-{pool}-{naam}.pub"
    _schrijf(publiek, bytes(sleutel.public_key))
    zin = (
        f"Geef {thuis} mee aan de bewaarder en laat hier niets achter. Het publieke deel staat in {publiek}."
    )
    return Antwoord({"publiek": str(publiek), "geheim": str(thuis), "pool": pool, "naam": naam}, (zin,))


def koppel() -> Antwoord:
    """Maak de koppelsleutel, een keer. Bewaar een kopie ergens anders: zonder is niets terug te vinden."""
    pad = Settings.from_env().sleutels / KOPPEL
    pad.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _schrijf(pad, secrets.token_bytes(SLEUTELMAAT))
    return Antwoord(
        {"koppelsleutel": str(pad)}, (f"De koppelsleutel staat in {pad}. Bewaar een kopie in een kluis.",)
    )


def versleutel(geheim_deel: bytes, wachtzin: str, pool: str, naam: str) -> dict[str, Any]:
    """Return the private key under a passphrase: argon2id (moderate), then XSalsa20-Poly1305."""
    zout = secrets.token_bytes(pwhash.argon2id.SALTBYTES)
    doos = SecretBox(_sleutel(wachtzin, zout))
    return {
        "versie": 1,
        "pool": pool,
        "naam": naam,
        "kdf": "argon2id-moderate",
        "zout": b64encode(zout).decode(),
        "cijfertekst": b64encode(doos.encrypt(geheim_deel)).decode(),
    }


def ontsleutel(inhoud: dict[str, Any], wachtzin: str) -> bytes:
    """Return the private key of a file made by `versleutel`. Raises Weigering for a wrong passphrase."""
    doos = SecretBox(_sleutel(wachtzin, b64decode(inhoud["zout"])))
    try:
        return doos.decrypt(b64decode(inhoud["cijfertekst"]))
    except CryptoError as oorzaak:
        raise Weigering(fout("Deze wachtzin hoort niet bij dit bestand.", "wachtzin")) from oorzaak


def _sleutel(wachtzin: str, zout: bytes) -> bytes:
    kdf = pwhash.argon2id
    return kdf.kdf(SecretBox.KEY_SIZE, wachtzin.encode(), zout, kdf.OPSLIMIT_MODERATE, kdf.MEMLIMIT_MODERATE)


def _toets(naam: str, naar: Path, map_: Path) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", naam):
        raise Weigering(fout("Gebruik kleine letters, cijfers en streepjes.", "naam", naam))
    map_.mkdir(parents=True, exist_ok=True, mode=0o700)
    if naar.resolve() == map_.resolve():
        raise Weigering(
            fout("Het geheime deel mag niet in de sleutelmap. Kies een andere map met --naar.", "naar")
        )


def _schrijf(pad: Path, inhoud: bytes) -> None:
    """Write a new file that only its owner may read; an existing key is never overwritten."""
    try:
        with os.fdopen(os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as bestand:
            bestand.write(inhoud)
    except FileExistsError:
        raise Weigering(
            fout(f"{pad.name} bestaat al en wordt nooit overschreven.", "bestand", str(pad))
        ) from None
