"""Pages of series: the list, beginning one in two steps (fill in, see the days), one series and its end."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import render_template, request

from signalen import velden, web
from signalen.medewerker import queries as medewerkers
from signalen.overleg import deelnemersvormen, operations, reeksregels, rules, vormen
from signalen.overleg.deelnemersvormen import Kiezer
from signalen.overleg.queries import deelnemers
from signalen.overleg.queries import reeksen as queries
from signalen.overleg.queries.mensen import Mensen, mensen
from signalen.overleg.reeksregels import GelezenReeks, Reeksvoorstel
from signalen.overleg.views.blauwdruk import overleg
from signalen.permissions import Persoon, Recht
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd

NIEUW = velden.vragen(
    ("soort", "Wat voor overleg is het?", "keuze", True, ""),
    ("ritme", "Hoe vaak is het?", "keuze", True, ""),
    ("welke", "De hoeveelste van de maand?", "keuze", False, "Alleen als het per maand of minder vaak is."),
    ("weekdag", "Op welke dag van de week?", "keuze", True, ""),
    ("vanaf", "Vanaf welke dag?", "datum", True, "De eerste keer is op of na deze dag."),
    ("tot", "Tot en met welke dag?", "datum", False, "Niets ingevuld: tot je de reeks beëindigt."),
    ("bij_vrij", "En als die dag geen werkdag is?", "keuze", True, "Je ziet straks om welke dagen het gaat."),
    ("begin", "Hoe laat begint het?", "tekst", True, "Bijvoorbeeld 14:00."),
    ("minuten", "Hoeveel minuten duurt het?", "tekst", False, "Niets ingevuld is 90 minuten."),
    ("plaats", "Waar is het?", "tekst", False, ""),
    ("titel", "Titel", "tekst", False, "Niets ingevuld is de naam van het overleg."),
    ("gespreksleider", "Wie leidt het gesprek?", "keuze", False, "Niets gekozen betekent: jij."),
    ("deelnemers", "Wie nodig je uit?", "meer", False, "Zij krijgen een bericht voor elke keer."),
)
EINDE = velden.vragen(("reden", "Waarom stopt de reeks?", "lang", True, "De deelnemers lezen dit."))


def laad_reeks(persoon: Persoon | None, reeks_id: uuid.UUID, **rest: Any) -> Geladen[uuid.UUID]:
    """Load a series and how the reader stands to it."""
    id_, band = queries.laad_reeks(reeks_id, persoon)
    return Geladen(id_, band)


@overleg.get("/overleg/reeksen")
@requires(Recht.OVERLEG_PLANNEN)
def alle_reeksen() -> web.ANTWOORD:
    """The series that I lead, attend or may see."""
    return render_template("overleg/reeksen.html", reeksen=queries.reeksen(web.ik()))


@overleg.get("/overleg/reeksen/nieuw")
@requires(Recht.OVERLEG_PLANNEN)
def nieuwe_reeks() -> web.ANTWOORD:
    """The form to begin a series, in words."""
    return _vraag({"bij_vrij": "volgende", "soort": request.args.get("soort", "")[:40]}, {})


@overleg.post("/overleg/reeksen/nakijken")
@requires(Recht.OVERLEG_PLANNEN)
def kijk_reeks_na() -> web.ANTWOORD:
    """Show the days in words before anything is stored, or the form again to change something."""
    if request.form.get("anders"):
        return _vraag(request.form, {})
    try:
        return _laat_zien(web.ik())
    except Geweigerd as fout:
        return _vraag(request.form, velden.fouten_van(fout)), 422


@overleg.post("/overleg/reeksen/nieuw")
@requires(Recht.OVERLEG_PLANNEN)
def begin_reeks() -> web.ANTWOORD:
    """Begin the series whose days were seen."""
    wie = web.ik()

    def handeling(moment: datetime) -> str:
        rij = operations.begin_reeks(_voorstel(wie.id), moment)
        return f"/overleg/reeksen/{rij.id}?gedaan=reeks"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return _vraag(request.form, velden.fouten_van(fout)), 422


@overleg.get("/overleg/reeksen/<uuid:reeks_id>")
@requires(Recht.OVERLEG_ZIEN, laad=laad_reeks)
def een_reeks(geladen: Geladen[uuid.UUID], reeks_id: uuid.UUID) -> web.ANTWOORD:
    """One series: how often, who, and the overleggen to come."""
    return toon(geladen)


@overleg.post("/overleg/reeksen/<uuid:reeks_id>/einde")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_reeks, publiek="gespreksleider")
def einde_reeks(geladen: Geladen[uuid.UUID], reeks_id: uuid.UUID) -> web.ANTWOORD:
    """End a series with one reason."""
    reden = request.form.get("reden", "")

    def handeling(moment: datetime) -> str:
        operations.beeindig(geladen.ding, reden, moment)
        return f"/overleg/reeksen/{geladen.ding}?gedaan=reeks_einde"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return toon(geladen, "einde", fout), 422


def toon(
    geladen: Geladen[uuid.UUID], waar: str = "", fout: Geweigerd | None = None, wie: Kiezer | None = None
) -> str:
    """Show a series with the act `waar` open; `fout` when it was refused, `wie` when people were chosen."""
    vandaag, mijn = web.moment().date(), waar == "einde"
    pagina = queries.reekspagina(geladen.ding, vandaag, geladen.band.gespreksleider)
    if wie is None and pagina.mag_beeindigen:
        wie = deelnemersvormen.kiezer(deelnemers.van_reeks(geladen.ding, vandaag), None, {})
    fouten = velden.fouten_van(fout) if fout and mijn else {}
    einde = velden.formulier("einde", EINDE, {}, request.form if fouten else None, fouten)
    return render_template(
        "overleg/reeks.html",
        r=pagina,
        einde=einde,
        wie=wie,
        form=(einde if mijn else wie.vorm if wie else None) if fout else None,
        waar=waar,
        formulier_id=web.nieuw_formulier(),
    )


def _keuzes(wie: Mensen) -> dict[str, velden.Keuzes]:
    return {
        "soort": tuple(rules.SOORTEN.items()),
        "ritme": tuple((naam, woorden.capitalize()) for naam, (_, woorden) in reeksregels.RITMES.items()),
        "welke": tuple((naam, f"De {woord}") for naam, woord in reeksregels.WELKE.items()),
        "weekdag": tuple((naam, woord.capitalize()) for naam, woord in reeksregels.WEEKDAGEN.items()),
        "bij_vrij": tuple(reeksregels.BIJ_VRIJ.items()),
        "gespreksleider": wie.leiders,
        "deelnemers": wie.deelnemers,
    }


def _vraag(waarden: Any, fouten: dict[str, str]) -> str:
    keuzes = mensen(request.form.get("zoek", "")[:100], request.form.getlist("deelnemers"))
    form = velden.formulier("reeks", NIEUW, _keuzes(keuzes), waarden, fouten)
    return render_template("overleg/reeks_nieuw.html", form=form, mensen=keuzes)


def _voorstel(door: uuid.UUID) -> Reeksvoorstel:
    form = request.form
    leider = vormen.als_uuids("gespreksleider", [form.get("gespreksleider", "")])
    namen = ("soort", "ritme", "weekdag", "vanaf", "begin", "welke", "tot", "bij_vrij", "titel", "minuten")
    return Reeksvoorstel(
        **{naam: form.get(naam, "") for naam in (*namen, "plaats")},
        door=door,
        gespreksleider=leider[0] if leider else None,
        deelnemers=vormen.als_uuids("deelnemers", form.getlist("deelnemers")),
    )


def _laat_zien(wie: Persoon) -> str:
    """Show what will be planned before anything is stored; what was typed goes along in hidden fields."""
    vandaag = web.moment().date()
    gelezen = reeksregels.lees_reeks(_voorstel(wie.id), vandaag, medewerkers.kalender())
    dagen = queries.voorgenomen(gelezen, vandaag)
    mee = [(n, w) for n, w in request.form.items(multi=True) if n not in ("csrf_token", "formulier")]
    return render_template(
        "overleg/reeks_nakijken.html",
        g=gelezen,
        soortnaam=rules.SOORTEN[gelezen.soort],
        ritme=_zin(gelezen),
        dagen=dagen,
        vrij=[d for d in dagen if d.waarom],
        verder=gelezen.tot is None or gelezen.tot > vandaag + reeksregels.VENSTER,
        aantal=sum(d.dag is not None for d in dagen),
        mee=mee,
        formulier_id=web.nieuw_formulier(),
    )


def _zin(gelezen: GelezenReeks) -> str:
    ritme = reeksregels.in_woorden(gelezen.regel)
    return f"{ritme[0].upper()}{ritme[1:]} om {gelezen.begin:%H.%M} uur, {gelezen.minuten} minuten"
