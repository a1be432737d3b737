"""Reading for the forms: an edition as what forms are made from, which files there are, and the template in
use.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select

from signalen import kader
from signalen.clock import ZONE
from signalen.db import NietGevonden, db
from signalen.medewerker.queries import instelling
from signalen.register.models import Editie, Editiebestand, Sjabloon
from signalen.register.vormen import maken, sjabloonregels
from signalen.register.vormen.dcat import Bestandfeit, Deel
from signalen.register.vormen.soorten import SOORTEN, Soort
from signalen.register.vormen.zetsel import Zetsel, lees_uitgever
from workflows.definition import ROLLEN

BRIEF, PROEF = "raadsinformatiebrief", "raadsinformatiebrief.proef"


@dataclass(frozen=True)
class Bestand:
    """A form of an edition as a page offers it; `reden` says why it is not there."""

    soort: Soort
    naam: str
    grootte: int = 0
    sha256: str = ""
    reden: str = ""


@dataclass(frozen=True)
class Inhoud:
    """A file to hand out."""

    naam: str
    mediatype: str
    inhoud: bytes
    sha256: str


def zetsel(editie: Editie) -> Zetsel:
    """Return an edition with all that stands around it, from settings too."""
    vast = current_app.config["SIGNALEN"]
    adressen = (instelling(f"uitgever_{naam}", "") for naam in ("adres", "mail", "pagina"))
    return Zetsel(
        kwartaal=editie.kwartaal,
        nummer=editie.nummer,
        opgemaakt_op=editie.opgemaakt_op.astimezone(ZONE),
        vastgesteld_op=editie.vastgesteld_op.astimezone(ZONE) if editie.vastgesteld_op else None,
        gemeente=vast.gemeente,
        regels=editie.regels,
        ingehouden=editie.ingehouden,
        inhoud=editie.inhoud,
        vingerafdruk=editie.vingerafdruk,
        anker=editie.anker,
        adres=current_app.config["SIGNALEN_ADRES"],
        productnaam=vast.productnaam,
        errata=[(e.datum, e.tekst) for e in editie.errata],
        rollen={rol: kader.rol_label(rol) for rol in ROLLEN},
        uitgever=lees_uitgever(*adressen),
    )


def bestanden(editie_id: uuid.UUID) -> list[Bestand]:
    """Return every form of an edition in the fixed order, with why one is not there."""
    er = feiten(editie_id)
    code = db.session.scalar(select(Editie.kwartaal).where(Editie.id == editie_id)) or ""
    return [_bestand(soort, soort.bestandsnaam(code), er.get(soort.vorm)) for soort in SOORTEN.values()]


def _bestand(soort: Soort, naam: str, er: Bestandfeit | None) -> Bestand:
    if er is None:
        return Bestand(soort, naam, reden=maken.ontbreekt(soort.vorm) or "Dit bestand wordt nog gemaakt.")
    return Bestand(soort, naam, er.grootte, er.sha256)


def feiten(editie_id: uuid.UUID) -> dict[str, Bestandfeit]:
    """Return size and hash of every file of an edition, without reading the files."""
    velden = (Editiebestand.vorm, func.length(Editiebestand.inhoud), Editiebestand.sha256)
    zoek = select(*velden).where(Editiebestand.editie_id == editie_id)
    return {vorm: Bestandfeit(vorm, grootte, sha) for vorm, grootte, sha in db.session.execute(zoek)}


def bestand(editie_id: uuid.UUID, vorm: str) -> Inhoud:
    """Return one file. Raises NietGevonden when it is not there."""
    zoek = select(Editiebestand).where(Editiebestand.editie_id == editie_id, Editiebestand.vorm == vorm)
    rij = db.session.scalars(zoek).first()
    if rij is None or vorm not in SOORTEN:
        raise NietGevonden(vorm)
    code = db.session.scalars(select(Editie.kwartaal).where(Editie.id == editie_id)).one()
    return Inhoud(SOORTEN[vorm].bestandsnaam(code), rij.mediatype, rij.inhoud, rij.sha256)


def vastgestelde() -> list[Deel]:
    """Return all vastgestelde edities with what a catalogue says of their files, newest first: for feed and
    catalogue.
    """
    zoek = select(Editie).where(Editie.staat == "vastgesteld").order_by(Editie.kwartaal.desc())
    delen = []
    for rij in db.session.scalars(zoek):
        er = feiten(rij.id)
        delen.append(Deel(zetsel(rij), [er[vorm] for vorm in SOORTEN if vorm in er]))
    return delen


# ------------------------------------------------------------------ the template of the letter


@dataclass(frozen=True)
class Sjabloonstand:
    """Whether a municipality has a template of its own, since when, and what lies ready to be looked at."""

    eigen_sinds: datetime | None
    proef_sinds: datetime | None
    opmerkingen: tuple[str, ...] = ()


def sjabloon(naam: str = BRIEF) -> bytes:
    """Return a template of the municipality's own, or nothing when it has none."""
    return db.session.scalar(select(Sjabloon.inhoud).where(Sjabloon.naam == naam)) or b""


def sjabloonstand() -> Sjabloonstand:
    """Return how it stands with the template of the letter."""
    rijen = db.session.execute(select(Sjabloon.naam, Sjabloon.bijgewerkt_op))
    sinds: dict[str, datetime] = dict(iter(rijen))
    proef = sjabloon(PROEF)
    opmerkingen = sjabloonregels.keur(proef).opmerkingen if proef else ()
    return Sjabloonstand(_lokaal(sinds.get(BRIEF)), _lokaal(sinds.get(PROEF)), opmerkingen)


def _lokaal(moment: datetime | None) -> datetime | None:
    return moment.astimezone(ZONE) if moment else None


def proefbrief() -> bytes:
    """Return the letter of the last edition in the template that lies ready; the template itself without any
    edition. Raises NietGevonden when no template lies ready.
    """
    from signalen.register.vormen.brief import naar_brief

    proef = sjabloon(PROEF)
    if not proef:
        raise NietGevonden(PROEF)
    zoek = select(Editie).order_by((Editie.staat == "vastgesteld").desc(), Editie.kwartaal.desc()).limit(1)
    laatste = db.session.scalars(zoek).first()
    return naar_brief(zetsel(laatste), proef) if laatste else proef
