"""A square full of people for tests of bad input and protection: one of everything, and a good form for
every POST.

Holds no tests. The tests go over the URL map, so a route that is new and stands not in `vormen` fails them.
"""

from __future__ import annotations

import io
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from signalen import clock, sessies
from signalen.db import db, transaction
from signalen.knelpunt import rules
from signalen.knelpunt.models import Doorgeving, Knelpunt, Traject
from signalen.knelpunt.operations import melders, oordelen, ordenen
from signalen.knelpunt.operations.ontvangst import Gever
from signalen.medewerker.models import Medewerker, Rol, Sessie
from signalen.opvolging.models import Afspraak
from signalen.register.vormen.briefsjabloon import standaard
from tests.house.strict import StrictClient
from tests.integratie import deuren, plein_stemmen
from tests.integratie.conftest import MAANDAG, Stad
from tests.integratie.test_route import AANPASSEN, SAMENVATTING
from workflows.stand import Stand

NU = date(2026, 3, 12)
DADEN = "verder, terug, overslaan, verlengen, openen, klaar, rol, vraag, vrij"
HANDREIKING = {
    "titel": "Verrekenen mag per kwartaal",
    "artikel": "Participatiewet artikel 58",
    "wat_mag": "Je mag per kwartaal verrekenen.",
    "wie_beslist": "de consulent",
    "waar_verteld": "In het werkoverleg.",
}

OOGST = {"feit": "De brief komt te laat.", "alternatief": "Eerder bellen.", "opvatting": "Het voelt krom."}
AFWEGING = {
    "vraag": "Mogen we vertrouwen boven controle stellen?",
    "voor": "Vertrouwen en menselijke maat.",
    "tegen": "Gelijke behandeling.",
    "uitkomst": "Eerst bellen, dan pas terugvorderen.",
    "methode": "Dilemmamethode",
    "domein": "werk en inkomen",
    "regeling": "Participatiewet",
}


class _Opnieuw(io.BytesIO):
    """A file that a form may send again and again: who closes it, rewinds it."""

    def close(self) -> None:
        """Rewind."""
        self.seek(0)


@dataclass
class Plein:
    """The ids of one of everything, by the name that the URL map uses or a name of our own."""

    app: Flask
    mensen: dict[str, uuid.UUID]
    ding: dict[str, Any] = field(default_factory=dict)
    klanten: dict[str, StrictClient] = field(default_factory=dict)
    koekje: tuple[str, str] = ("", "")
    """The cookie of the seat in the conversation that runs; the browser of nobody has it."""
    streng: bool = True
    """Whether answers are read as strictly as in a page test; off where hundreds of posts are sent."""

    def als(self, wie: str) -> StrictClient:
        """Return a client that is logged in as somebody, made once."""
        if wie not in self.klanten:
            self.klanten[wie] = binnen(self.app, self.mensen[wie]) if wie else StrictClient(self.app)
            self.klanten[wie].get("/mijn-signalen")
            if not wie and self.koekje[0]:
                self.klanten[wie].set_cookie(*self.koekje)
            self.klanten[wie].nieuw_teken()
        return self.klanten[wie]

    def stuur(self, wie: str, pad: str, data: Mapping[str, Any] | None = None, **rest: Any) -> TestResponse:
        """Post a form as somebody, with a CSRF token and a form key of its own unless one is given."""
        klant = self.als(wie)
        velden = {"csrf_token": klant.nieuw_teken(), "formulier": str(uuid.uuid4()), **(data or {})}
        if self.streng:
            return klant.post(pad, data=velden, **rest)
        return FlaskClient.open(klant, pad, method="POST", data=velden, **rest)

    def lees(self, wie: str, pad: str) -> TestResponse:
        """Get a page as somebody, as strictly as `stuur` is."""
        klant = self.als(wie)
        return klant.get(pad) if self.streng else FlaskClient.open(klant, pad)

    def teken(self, knelpunt_id: uuid.UUID) -> str:
        """Return the mark of how a knelpunt stands now."""
        with self.app.app_context():
            stand = db.session.scalars(
                select(Traject.stand).where(Traject.knelpunt_id == knelpunt_id)
            ).first()
            return rules.stand_teken(Stand.from_dict(stand))

    @contextmanager
    def proef(self) -> Iterator[None]:
        """Try something and take it all back, so that the next try meets the same square."""
        with self.app.app_context():
            punt = db.engines[None].begin_nested()
        try:
            yield
        finally:
            punt.rollback()

    def tellingen(self) -> dict[str, int]:
        """Return how many rows each table holds, sessions aside."""
        delen = [f"SELECT '{t}', count(*) FROM {t}" for t in db.metadata.tables if t != "sessie"]
        with self.app.app_context():
            return {rij[0]: rij[1] for rij in db.session.execute(text(" UNION ALL ".join(delen)))}


def binnen(app: Flask, medewerker_id: uuid.UUID) -> StrictClient:
    """Return a client with a session of this person, without the (slow, on purpose) check of the password."""
    token, nu = secrets.token_urlsafe(32), clock.system_now()
    with app.app_context(), transaction():
        db.session.add(
            Sessie(
                token_hash=sessies.hash_van(token),
                medewerker_id=medewerker_id,
                gegevens={"_user_id": str(medewerker_id), "_fresh": True},
                begonnen_op=nu,
                gebruikt_op=nu,
                verloopt_op=nu + sessies.HOOGSTENS,
            )
        )
    klant = StrictClient(app)
    klant.set_cookie(app.config["SESSION_COOKIE_NAME"], token)
    return klant


def vul(app: Flask, zet_klok: Callable[[datetime], None], uitgave: bool = False) -> Plein:
    """Build the square on Thursday 12 March 2026; with `uitgave` its quarter is frozen and asked about."""
    mensen = deuren.bouw(app, zet_klok)
    plein = Plein(app, mensen)
    with app.app_context():
        stad = Stad(app, mensen, MAANDAG, zet_klok)
        _signalen(stad, plein.ding)
        _besproken(stad, plein.ding)
        stad.naar(date(2026, 3, 10))
        _na_het_gesprek(stad, plein.ding)
        _besluit(stad, plein.ding)
        _vragen(stad, plein.ding)
        stad.naar(NU)
        _overleg(stad, plein.ding)
        plein_stemmen.vul(stad, plein.ding)
        plein.koekje = _gesprek(stad, plein.ding)
        _kennis_en_register(stad, plein.ding)
        if uitgave:
            _bestuur(stad, plein.ding)
        plein.ding["rol_id"] = db.session.scalar(select(Rol.id).where(Rol.medewerker_id == mensen["fg"]))
        plein.ding["medewerker_id"] = mensen["uitvoerder3"]
        plein.ding["eenheid"] = db.session.scalar(
            select(Medewerker.eenheid_id).where(Medewerker.id == mensen["uitvoerder3"])
        )
        db.session.rollback()
    for wie in (*mensen, ""):
        plein.als(wie)
    with app.app_context():
        zoek = select(Sessie.id).where(Sessie.medewerker_id == mensen["uitvoerder"])
        plein.ding["sessie_id"] = db.session.scalars(zoek).first()
        plein.ding["bericht_id"] = db.session.execute(text("SELECT id FROM bericht LIMIT 1")).scalar()
    return plein


def _signalen(stad: Stad, ding: dict[str, Any]) -> None:
    ding["s1"] = stad.geef("uitvoerder")
    ding["s2"] = stad.geef("buurtteam", mag_getoond=True)
    ding["s3"] = stad.geef("uitvoerder2")
    ding["s4"] = stad.geef("uitvoerder3", niveau="open")
    ding["s7"] = stad.geef("uitvoerder2", regeling="Wmo", domein="wmo")
    for nummer in (1, 2, 3, 4, 7):
        ding[f"k{nummer}"] = stad.knelpunt_id(ding[f"s{nummer}"])
    ding["s6"] = ik_ook(stad, ding["k1"], "uitvoerder2")


def _besproken(stad: Stad, ding: dict[str, Any]) -> None:
    """Hold a casuïstiekbespreking on 2 March; one of its three texts is agreed to at once."""
    from signalen.overleg import operations
    from signalen.overleg.models import Agendapunt
    from signalen.overleg.rules import Voorstel

    for naam in ("8", "9", "10"):
        ding[f"s{naam}"] = stad.geef("uitvoerder3")
        ding[f"k{naam}"] = stad.knelpunt_id(ding[f"s{naam}"])
        stad.doe(ding[f"k{naam}"], "coordinator", "gewoon", **SAMENVATTING)
    mensen = (stad.ids["uitvoerder"],)
    plan = Voorstel(
        "casuistiekbespreking", "2026-03-02", "14:00", stad.ids["gespreksleider"], deelnemers=mensen
    )
    with transaction():
        ding["o8"] = operations.plan(plan, stad.nu).id
    with transaction():
        operations.houd(ding["o8"], [f"knelpunt:{ding[f'k{n}']}" for n in ("8", "9", "10")], 5, stad.nu)
    for naam in ("8", "9", "10"):
        zoek = select(Agendapunt.id).where(Agendapunt.knelpunt_id == ding[f"k{naam}"])
        ding[f"p{naam}"] = db.session.scalar(zoek)
    db.session.rollback()
    with transaction():
        ding["u9"] = operations.leg_voor(ding["o8"], ding["p9"], OOGST, "", stad.nu).id
        operations.stem_in(signaal(ding["s9"]), ding["u9"], "akkoord", "", True, stad.nu)


def _na_het_gesprek(stad: Stad, ding: dict[str, Any]) -> None:
    """On 10 March: release what was agreed, put a second text forward, publish an afweging."""
    from signalen.kennis import operations as kennis
    from signalen.overleg import operations
    from signalen.overleg.operations import vrijgeven

    vrijgeven.vrijgeven(stad.nu)
    with transaction():
        ding["u8"] = operations.leg_voor(ding["o8"], ding["p8"], OOGST, "", stad.nu).id
        ding["w1"] = kennis.bewaar_afweging(uuid.uuid4(), ding["k7"], AFWEGING, date(2026, 3, 9)).id


def ik_ook(
    stad: Stad, knelpunt_id: uuid.UUID, wie: str, niveau: str = "beschermd", tekst: str = ""
) -> uuid.UUID:
    """Say *dit zie ik ook* as somebody; return the id of that signaal."""
    with transaction():
        gever = Gever(stad.ids[wie], wie)
        sleutel = str(uuid.uuid4())
        return melders.geef_ik_ook(knelpunt_id, sleutel, niveau, tekst, gever, stad.nu, stad.sleutelmap).id


def _besluit(stad: Stad, ding: dict[str, Any]) -> None:
    stad.doe(ding["k2"], "coordinator", "extern", **SAMENVATTING)
    stad.doe(ding["k2"], "afdelingshoofd", "aanpassen", **AANPASSEN)
    stad.doe(ding["k2"], "afdelingshoofd", "verzonden", antwoord="Wij passen de instructie aan.")
    stad.doe(ding["k3"], "coordinator", "extern", **SAMENVATTING)
    stad.doe(ding["k4"], "coordinator", "gewoon", **SAMENVATTING)
    ding["d2"] = db.session.scalar(select(Doorgeving.id).where(Doorgeving.knelpunt_id == ding["k2"]))
    ding["d4"] = db.session.scalar(select(Doorgeving.id).where(Doorgeving.knelpunt_id == ding["k4"]))
    ding["a2"] = db.session.scalar(select(Afspraak.id).where(Afspraak.knelpunt_id == ding["k2"]))
    ding["n7"] = db.session.scalar(select(Knelpunt.nummer).where(Knelpunt.id == ding["k7"]))
    ding["n2"] = db.session.scalar(select(Knelpunt.nummer).where(Knelpunt.id == ding["k2"]))


def _vragen(stad: Stad, ding: dict[str, Any]) -> None:
    with transaction():
        vraag = ordenen.stel_vraag(ding["s4"], ding["k4"], "Hoe vaak zie je dit?", stad.nu)
        db.session.flush()
        ding["v4"] = vraag.id
        ordenen.beschrijf(ding["k7"], {"titel": "Hulpmiddel pas na indicatie"}, stad.nu)
    with transaction():
        oordelen.oordeel(signaal(ding["s2"]), {"beantwoord": "nee"}, "Ik lees het er niet in.", stad.nu)


def signaal(signaal_id: uuid.UUID) -> Any:
    """Return the row of a signaal."""
    from signalen.signaal.models import Signaal

    return db.session.get(Signaal, signaal_id)


def _overleg(stad: Stad, ding: dict[str, Any]) -> None:
    from signalen.overleg import operations
    from signalen.overleg.models import Afwezigheid
    from signalen.overleg.queries import agendapost, onderwerpen
    from signalen.overleg.reeksregels import Reeksvoorstel
    from signalen.overleg.rules import Voorstel

    soorten = (("o1", "casuistiekbespreking", "2026-03-20"), ("o2", "moreel_beraad", "2026-03-12"))
    for naam, soort, dag in (*soorten, ("o3", "moreel_beraad", "2026-03-12")):
        leider = stad.ids["gespreksleider"]
        plan = Voorstel(soort, dag, "14:00", leider, deelnemers=(stad.ids["uitvoerder"],))
        with transaction():
            ding[naam] = operations.plan(plan, stad.nu).id
    with transaction():
        operations.houd(ding["o2"], [], 5, stad.nu)
    luister = Voorstel("luistersessie", "2026-03-19", "16:00", stad.ids["wethouder"])
    with transaction():
        ding["o4"] = operations.plan(luister, stad.nu).id
    with transaction():
        ding["code"] = operations.zet_op(ding["o4"], "De huurbrief snapt niemand.", stad.nu)
    ding["w4"] = onderwerpen.met_code(ding["code"])
    reeks = Reeksvoorstel("management", "kwartaal", "TH", "2026-03-12", "09:00", stad.ids["afdelingshoofd"])
    with transaction():
        ding["r1"] = operations.begin_reeks(replace(reeks, welke="1", bij_vrij="volgende"), stad.nu).id
        operations.meld_afwezig(stad.ids["gespreksleider"], "2026-04-01", "2026-04-10", {}, stad.nu)
        operations.maak_adres(stad.ids["uitvoerder"], stad.nu)
    ding["geheim"] = agendapost.keuze(stad.ids["uitvoerder"]).geheim
    ding["afwezig"] = db.session.scalar(select(Afwezigheid.id))


def _gesprek(stad: Stad, ding: dict[str, Any]) -> tuple[str, str]:
    """Let a conversation run at its individual round, with one seat that keeps notes; return its cookie."""
    from signalen.overleg import gesprek_code, operations
    from signalen.overleg.gesprek_rules import Opzet
    from signalen.overleg.models import Gesprek
    from signalen.overleg.operations import gesprek, stoel
    from signalen.overleg.rules import Voorstel

    geheim, token = stad.app.config["SECRET_KEY"], gesprek_code.nieuw_token()
    with transaction():
        plan = Voorstel("luistersessie", "2026-03-12", "16:00", stad.ids["gespreksleider"])
        ding["o6"] = operations.plan(plan, stad.nu).id
    with transaction():
        opzet = Opzet("dilemmamethode", vraag="Mag het?", stoelen="3", verslaglegger="1")
        rij = gesprek.begin(ding["o6"], opzet, geheim, stad.nu)
        ding["gesprek_id"] = rij.id
        ding["kamercode"] = gesprek_code.code_van(geheim, rij.id, rij.code_tot)
        stoel.neem_plaats(rij.id, token)
    with transaction():
        loopt = db.session.get(Gesprek, ding["gesprek_id"])
        assert loopt is not None
        loopt.stap = "afweging"
    return f"stoel-{ding['gesprek_id'].hex}", token


def _kennis_en_register(stad: Stad, ding: dict[str, Any]) -> None:
    from signalen.kennis import operations as kennis
    from signalen.register import operations as register
    from signalen.register.openbaar import operations as openbaar

    with transaction():
        ding["h1"] = kennis.schrijf(HANDREIKING, stad.ids["coordinator"], "coordinator", stad.nu).id
    for kwartaal in ("2025-K3", "2025-K4", "2026-K1"):
        with transaction():
            register.maak_op(kwartaal, stad.nu)
    with transaction():
        register.stel_vast("2025-K3", "griffier", stad.nu)
        openbaar.zet_aan("2026/1", stad.nu.date(), "Besloten.", stad.nu.date())


def _bestuur(stad: Stad, ding: dict[str, Any]) -> None:
    """Freeze the quarter with something in it, as if it had ended, and let the wethouder ask about it."""
    from signalen.register import operations as register
    from signalen.register.lezing.operations import Daad, reageer

    with transaction():
        register.stel_vast("2026-K1", "griffier", datetime(2026, 4, 1, 10, tzinfo=clock.ZONE))
    daad = Daad(
        "2026-K1", ding["n2"], 1, stad.ids["wethouder"], "vraag", {"woorden": "Wanneer is dit klaar?"}
    )
    with transaction():
        vraag = reageer(daad, stad.nu)
        assert vraag is not None
        ding["b2"] = vraag.id


# ------------------------------------------------------------------ a good form for every POST


@dataclass(frozen=True)
class Vorm:
    """A form that the app accepts: who sends it, where to, what, and which of its fields are free text."""

    wie: str
    pad: str
    data: dict[str, Any]
    teksten: tuple[str, ...] = ()
    eigenaar: str = ""
    """Who must not be able to open it: somebody else with the same role, for what is personal."""


def vormen(p: Plein) -> dict[str, Vorm]:
    """Return a good form for every POST of the URL map, by rule."""
    erbij = plein_stemmen.vormen(p.ding, p.mensen, Vorm)
    delen = (_vormen_melder, _vormen_knelpunt, _vormen_agenda, _vormen_rest, _vormen_bestuur, _vormen_beheer)
    return {**{regel: vorm for deel in delen for regel, vorm in deel(p).items()}, **erbij}


def _vormen_melder(p: Plein) -> dict[str, Vorm]:
    d = p.ding
    mijn, s2, s4 = (
        "/mijn-signalen/<uuid:signaal_id>",
        f"/mijn-signalen/{d['s2']}",
        f"/mijn-signalen/{d['s4']}",
    )
    signaal_ = {
        "wat_zie_je": "Mensen haken af.",
        "domein": "jeugd",
        "niveau": "beschermd",
        "regeling": "Jeugdwet",
    }
    vrij = ("wat_zie_je", "wat_knelt_er", "wat_zou_helpen", "doorgeeftekst", "regeling")
    return {
        "/signaal-geven": Vorm("uitvoerder", "/signaal-geven", signaal_, vrij),
        f"{mijn}/aanvullen": Vorm(
            "buurtteam", f"{s2}/aanvullen", {"tekst": "Ook in week 9."}, ("tekst",), "uitvoerder"
        ),
        f"{mijn}/oordeel": Vorm(
            "buurtteam",
            f"{s2}/oordeel",
            {"begrepen": "ja", "toelichting": "Helder."},
            ("toelichting",),
            "uitvoerder",
        ),
        f"{mijn}/betwisten": Vorm(
            "buurtteam", f"{s2}/betwisten", {"reden": "Het blijft."}, ("reden",), "uitvoerder"
        ),
        f"{mijn}/doorgeving/<uuid:doorgeving_id>": Vorm(
            "buurtteam",
            f"{s2}/doorgeving/{d['d2']}",
            {"antwoord": "deels", "correctie": "Het is elke week."},
            ("correctie",),
            "uitvoerder",
        ),
        f"{mijn}/toestemming": Vorm("buurtteam", f"{s2}/toestemming", {"mag": "nee"}, (), "uitvoerder"),
        f"{mijn}/niveau": Vorm("uitvoerder3", f"{s4}/niveau", {}, (), "uitvoerder"),
        f"{mijn}/intrekken": Vorm("uitvoerder", f"/mijn-signalen/{d['s1']}/intrekken", {}, (), "uitvoerder2"),
        f"{mijn}/nog-steeds": Vorm(
            "buurtteam", f"{s2}/nog-steeds", {"reden": "Nog elke week."}, ("reden",), "uitvoerder"
        ),
        f"{mijn}/oogst/<uuid:oogst_id>": Vorm(
            "uitvoerder3",
            f"/mijn-signalen/{d['s8']}/oogst/{d['u8']}",
            {"antwoord": "niet", "correctie": "Het is elke week.", "afweging": "ja"},
            ("correctie",),
            "uitvoerder",
        ),
        f"{mijn}/oogst/<uuid:oogst_id>/afweging": Vorm(
            "uitvoerder3",
            f"/mijn-signalen/{d['s9']}/oogst/{d['u9']}/afweging",
            {"mag": "nee"},
            (),
            "uitvoerder",
        ),
        f"{mijn}/vraag/<uuid:vraag_id>": Vorm(
            "uitvoerder3", f"{s4}/vraag/{d['v4']}", {"tekst": "Elke maand."}, ("tekst",), "uitvoerder"
        ),
    }


def _vormen_knelpunt(p: Plein) -> dict[str, Vorm]:
    d, kn = p.ding, "/knelpunten/<uuid:knelpunt_id>"
    k1, af = f"/knelpunten/{d['k1']}", f"/afspraken/{d['a2']}"
    c = "coordinator"
    wacht = {"partij": "het UWV", "tot": "2026-03-20", "reden": "Zij rekenen het na."}
    ik = {"niveau": "beschermd", "toelichting": "Hier ook."}
    titel = {
        "titel": "Verrekening per maand",
        "oorzaak": "beleid",
        "oplosniveau": "management",
        "regeling": "PW",
    }
    koppel = {"naar": str(d["n7"]), "reden": "Hetzelfde."}
    splits = {"signaal": str(d["s6"]), "reden": "Iets anders."}
    schuif = {"datum": "2026-06-01", "reden": "Later klaar."}
    return {
        f"{kn}/doen/<uitkomst>": Vorm(c, f"{k1}/doen/gewoon", dict(SAMENVATTING), ("samenvatting",)),
        f"{kn}/uitstel": Vorm(c, f"{k1}/uitstel", {"reden": "Er is meer na te vragen."}, ("reden",)),
        f"{kn}/opschorten": Vorm(c, f"{k1}/opschorten", wacht, ("partij", "reden")),
        f"{kn}/beschrijven": Vorm(c, f"{k1}/beschrijven", titel, ("titel", "regeling")),
        f"{kn}/koppelen": Vorm(c, f"{k1}/koppelen", koppel, ("reden",)),
        f"{kn}/splitsen": Vorm(c, f"{k1}/splitsen", splits, ("reden",)),
        f"{kn}/vraag": Vorm(c, f"{k1}/vraag", {"signaal": str(d["s1"]), "tekst": "Hoe vaak?"}, ("tekst",)),
        f"{kn}/doorgeving": Vorm(c, f"{k1}/doorgeving", {"tekst": "Wij hoorden: elke maand."}, ("tekst",)),
        f"{kn}/naleveren": Vorm(c, f"/knelpunten/{d['k2']}/naleveren", {}),
        f"{kn}/ik-ook": Vorm("uitvoerder3", f"/knelpunten/{d['k7']}/ik-ook", ik, ("toelichting",)),
        "/afspraken/<uuid:afspraak_id>/gedaan": Vorm(
            "afdelingshoofd", f"{af}/gedaan", {"tekst": "Klaar."}, ("tekst",)
        ),
        "/afspraken/<uuid:afspraak_id>/verschuiven": Vorm(
            "afdelingshoofd", f"{af}/verschuiven", schuif, ("reden",)
        ),
        "/afspraken/<uuid:afspraak_id>/vervallen": Vorm(
            "afdelingshoofd", f"{af}/vervallen", {"reden": "Weg."}, ("reden",)
        ),
    }


def _vormen_agenda(p: Plein) -> dict[str, Vorm]:
    d, w, ov = p.ding, "wethouder", "/overleg/<uuid:overleg_id>"
    punt, soort = f"/overleg/{d['o4']}/punt/onderwerp/{d['w4']}", f"{ov}/punt/onderwerp/<uuid:ding_id>"
    bon = f"/luistersessies/onderwerp/{d['code']}"
    minuten = {f"minuten-onderwerp:{d['w4']}": "20"}
    afspraak = {"omschrijving": "De brief wordt herschreven.", "rol": "teamleider", "datum": "2026-04-02"}
    return {
        f"{ov}/volgorde": Vorm(w, f"/overleg/{d['o4']}/volgorde", minuten),
        f"{soort}/afspraak": Vorm(w, f"{punt}/afspraak", afspraak, ("omschrijving",)),
        f"{soort}/vervallen": Vorm(w, f"{punt}/vervallen", {"reden": "Hoort bij HR."}, ("reden",)),
        "/luistersessies/<uuid:overleg_id>/onderwerp": Vorm(
            "uitvoerder",
            f"/luistersessies/{d['o4']}/onderwerp",
            {"tekst": "Waar blijft de brief?"},
            ("tekst",),
        ),
        "/luistersessies/onderwerp/<code>/intrekken": Vorm("uitvoerder", f"{bon}/intrekken", {}),
    }


def _vormen_rest(p: Plein) -> dict[str, Vorm]:
    d, ov, g = p.ding, "/overleg/<uuid:overleg_id>", "gespreksleider"
    o1, o2, hr = f"/overleg/{d['o1']}", f"/overleg/{d['o2']}", "/handreikingen/<uuid:handreiking_id>"
    plan = {"soort": "casuistiekbespreking", "datum": "2026-03-24", "begin": "10:00", "titel": "Bespreking"}
    verslag = {"feit": "Besproken.", "alternatief": "Per kwartaal.", "opvatting": "Te streng."}
    verzet = {"datum": "2026-03-23", "begin": "10:00", "reden": "De zaal is bezet."}
    afspraak = {"omschrijving": "Navragen.", "rol": "teamleider", "datum": "2026-04-02"}
    kaart = ("titel", "artikel", "wat_mag", "wie_beslist", "bron", "waar_verteld")
    kw, reeks = "/register/<kwartaal>", {**plan, "ritme": "maand", "welke": "-1", "weekdag": "TH"}
    reeks |= {"vanaf": "2026-03-12", "bij_vrij": "overslaan"}
    return {
        "/overleg/plannen": Vorm(g, "/overleg/plannen", plan, ("titel", "plaats")),
        "/overleg/reeksen/nieuw": Vorm(g, "/overleg/reeksen/nieuw", reeks, ("titel", "plaats")),
        "/overleg/reeksen/<uuid:reeks_id>/einde": Vorm(
            "afdelingshoofd", f"/overleg/reeksen/{d['r1']}/einde", {"reden": "Het kan minder."}, ("reden",)
        ),
        "/overleg/reeksen/<uuid:reeks_id>/deelnemers": Vorm(
            "afdelingshoofd",
            f"/overleg/reeksen/{d['r1']}/deelnemers",
            {"deelnemers": str(p.mensen["jurist"])},
        ),
        f"{ov}/deelnemers": Vorm(
            g,
            f"{o1}/deelnemers",
            {"gezien": str(p.mensen["uitvoerder"]), "deelnemers": str(p.mensen["jurist"])},
        ),
        "/overleg/afwezig": Vorm(g, "/overleg/afwezig", {"van": "2026-03-19", "tot": "2026-03-20"}),
        "/overleg/afwezig/<uuid:afwezigheid_id>/toch": Vorm(g, f"/overleg/afwezig/{d['afwezig']}/toch", {}),
        "/mijn-agenda/adres": Vorm("uitvoerder", "/mijn-agenda/adres", {}),
        "/mijn-agenda/intrekken": Vorm("uitvoerder", "/mijn-agenda/intrekken", {}),
        "/mijn-agenda/mail": Vorm("uitvoerder", "/mijn-agenda/mail", {"mail": "ja"}),
        f"{ov}/gesprek": Vorm(
            g,
            f"/overleg/{d['o3']}/gesprek",
            {"methode": "dilemmamethode", "stoelen": "4", "vraag": "Mag het?"},
            ("vraag",),
        ),
        f"{ov}/gesprek/<any({DADEN}):daad>": Vorm(
            g, f"/overleg/{d['o6']}/gesprek/vraag", {"vraag": "Mag de consulent het?"}, ("vraag",)
        ),
        "/meedoen": Vorm("", "/meedoen", {"code": d["kamercode"]}),
        "/gesprek/<uuid:gesprek_id>/inbreng": Vorm(
            "", f"/gesprek/{d['gesprek_id']}/inbreng", {"stap": "afweging", "waarde": "Zorg."}, ("waarde",)
        ),
        "/gesprek/<uuid:gesprek_id>/notities": Vorm(
            "", f"/gesprek/{d['gesprek_id']}/notities", {"stap": "casus", "casus": "Zij kwam."}, ("casus",)
        ),
        f"{ov}/houden": Vorm(g, f"/overleg/{d['o3']}/houden", {"aanwezig": "5"}),
        f"{ov}/verslag": Vorm(g, f"{o2}/verslag", verslag, tuple(verslag)),
        f"{ov}/vervallen": Vorm(g, f"{o1}/vervallen", {"reden": "Te weinig mensen."}, ("reden",)),
        f"{ov}/verzetten": Vorm(g, f"{o1}/verzetten", verzet, ("reden",)),
        f"{ov}/methode": Vorm(g, f"{o1}/methode", {"naam": "dilemmamethode"}),
        f"{ov}/afspraak": Vorm(g, f"{o2}/afspraak", afspraak, ("omschrijving",)),
        f"{ov}/oogst/<uuid:agendapunt_id>": Vorm(
            g,
            f"/overleg/{d['o8']}/oogst/{d['p10']}",
            {**OOGST, "versie": "", "actie": "bewaren"},
            tuple(OOGST),
        ),
        f"{ov}/verslaglegger": Vorm(
            g, f"/overleg/{d['o8']}/verslaglegger", {"verslaglegger": str(p.mensen["uitvoerder"])}
        ),
        "/eerdere-afwegingen/aanbieden/<uuid:oogst_id>": Vorm(
            "jurist",
            f"/eerdere-afwegingen/aanbieden/{d['u9']}",
            dict(AFWEGING),
            ("vraag", "voor", "tegen", "uitkomst", "methode", "regeling"),
        ),
        "/handreikingen": Vorm("jurist", "/handreikingen", dict(HANDREIKING), kaart),
        f"{hr}/wijzigen": Vorm("jurist", f"/handreikingen/{d['h1']}/wijzigen", dict(HANDREIKING), kaart),
        f"{hr}/meetekenen": Vorm("jurist", f"/handreikingen/{d['h1']}/meetekenen", {}),
        f"{kw}/opmaken": Vorm("griffier", "/register/2025-K4/opmaken", {}),
        f"{kw}/vaststellen": Vorm("griffier", "/register/2025-K4/vaststellen", {}),
        f"{kw}/erratum": Vorm(
            "griffier", "/register/2025-K3/erratum", {"tekst": "Er stond 3, dat is 4."}, ("tekst",)
        ),
        "/sessies/<uuid:sessie_id>/einde": Vorm("uitvoerder2", f"/sessies/{d['sessie_id']}/einde", {}),
    }


def _vormen_bestuur(p: Plein) -> dict[str, Vorm]:
    d, daden = p.ding, "<any('gezien', 'antwoord', 'vraag', 'datum'):soort>"
    belofte = {"omschrijving": "De brief is herschreven.", "datum": "2026-06-01"}
    return {
        f"/register/<kwartaal>/<int:nummer>/{daden}": Vorm(
            "wethouder", f"/register/2026-K1/{d['n2']}/datum", belofte, ("omschrijving",)
        ),
        "/knelpunten/<uuid:knelpunt_id>/bestuursvraag/<uuid:vraag_id>": Vorm(
            "afdelingshoofd",
            f"/knelpunten/{d['k2']}/bestuursvraag/{d['b2']}",
            {"woorden": "Vanaf mei."},
            ("woorden",),
        ),
    }


def _vormen_beheer(p: Plein) -> dict[str, Vorm]:
    d, wie, b = p.ding, "/beheer/mensen/<uuid:medewerker_id>", "beheerder"
    mens = f"/beheer/mensen/{d['medewerker_id']}"
    nieuw = {"naam": "Nora Nieuw", "email": "nora@voorbeeldstad.example", "eenheid": str(d["eenheid"])}
    rol = {"rol": "gespreksleider", "eenheid": str(d["eenheid"]), "van": "12-3-2026"}
    vervang = {"vervanger": str(p.mensen["uitvoerder2"]), "van": "12-3-2026", "tot": "20-3-2026"}
    dag = {
        "dag": "2-4-2026",
        "soort": "sluiting",
        "reden": "Brugdag",
        "bron": "Besluit 12",
        "bevestigd": "ja",
    }
    return {
        "/beheer/mensen": Vorm(b, "/beheer/mensen", nieuw),
        f"{wie}/rol": Vorm(b, f"{mens}/rol", rol),
        f"{wie}/uit-dienst": Vorm(b, f"{mens}/uit-dienst", {"dag": "12-3-2026"}),
        f"{wie}/vervanging": Vorm(b, f"{mens}/vervanging", vervang),
        "/beheer/rollen/<uuid:rol_id>/einde": Vorm(b, f"/beheer/rollen/{d['rol_id']}/einde", {}),
        "/beheer/portefeuilles": Vorm(
            b, "/beheer/portefeuilles", {"rol": "teamleider", "domein": "jeugd", "eenheid": str(d["eenheid"])}
        ),
        "/beheer/dagen": Vorm(b, "/beheer/dagen", dag),
        "/beheer/bevoegdheden/<wat>": Vorm(b, "/beheer/bevoegdheden/brief", {"rollen": "wethouder"}),
        "/beheer/routes": Vorm(b, "/beheer/routes", _route()),
        "/beheer/methoden": Vorm(b, "/beheer/methoden", _methode()),
        "/beheer/sjabloon": Vorm(b, "/beheer/sjabloon", {"bestand": (_Opnieuw(standaard()), "brief.odt")}),
        "/beheer/sjabloon/keuze": Vorm(b, "/beheer/sjabloon/keuze", {"wat": "terug"}),
        "/beheer/post/<uuid:bericht_id>/opnieuw": Vorm(b, f"/beheer/post/{d['bericht_id']}/opnieuw", {}),
        "/beheer/instellingen": Vorm(b, "/beheer/instellingen", {"spoed_rol": "de dienstdoende"}),
        "/beheer/vrijgeven": Vorm(b, "/beheer/vrijgeven", {}),
        "/beheer/openbaar": Vorm(
            b,
            "/beheer/openbaar",
            {"stand": "uit", "nummer": "", "datum": "", "reden": "Er is een fout gevonden."},
            ("reden",),
        ),
    }


def _route() -> dict[str, str]:
    from workflows import loader

    return _tweede_versie(loader.shipped()["knelpunt-1"])


def _methode() -> dict[str, str]:
    from workflows import methode_loader

    return _tweede_versie(methode_loader.shipped()["balint-1"])


def _tweede_versie(pad: Path) -> dict[str, str]:
    tekst = pad.read_text("utf-8").replace("versie = 1", "versie = 2", 1)
    return {
        "toml": tekst,
        "uitleg": pad.with_suffix(".md").read_text("utf-8"),
        "orgaan": "College",
        "datum": "12-3-2026",
    }


ZONDER_DAAD = {
    "/inloggen",
    "/uitloggen",
    "/signaal-geven/nakijken",
    "/overleg/plannen/nakijken",
    "/overleg/<uuid:overleg_id>/deelnemers/nakijken",
    "/overleg/reeksen/<uuid:reeks_id>/deelnemers/nakijken",
    "/overleg/reeksen/nakijken",
    "/beheer/methoden/vergelijken",
}
"""POSTs that store nothing of a person's work; they have tests of their own."""


def posts(app: Flask) -> set[str]:
    """Return the rules of the URL map that take a POST and act."""
    return {r.rule for r in app.url_map.iter_rules() if "POST" in (r.methods or ())} - ZONDER_DAAD
