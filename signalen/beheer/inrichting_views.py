"""Pages about what was agreed and what waits: days, powers, post, settings, doctor, log."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import current_app, render_template, request

from signalen import quarantaine
from signalen.beheer import dokter, forms, inrichting
from signalen.beheer.blauwdruk import beheer
from signalen.bericht import operations as bericht
from signalen.knelpunt.operations import adoptie, ordenen
from signalen.medewerker import operations
from signalen.medewerker import queries as medewerkers
from signalen.overleg import operations as overleg
from signalen.overleg import queries as overleggen
from signalen.permissions import Recht, mag
from signalen.web import ANTWOORD, ik, moment, nieuw_formulier, requires
from workflows.definition import ROLLEN
from workflows.stand import Geweigerd

Fouten = dict[str, str] | None


@beheer.get("/beheer/dagen")
@requires(Recht.BEHEREN, publiek="beheerder")
def dagen() -> ANTWOORD:
    """Days off that no calendar knows."""
    return _dagen()


def _dagen(waarden: dict[str, str] | None = None, fouten: Fouten = None, **gevolg: Any) -> str:
    """Render the page; `gevolg` is what the day would do: `langer` (terms) and `overleggen` (sentences)."""
    form = forms.maak("dag", forms.DAG, waarden, fouten, soort=forms.DAGSOORTEN)
    gevolg = {"langer": None, "overleggen": (), **gevolg}
    return render_template(
        "beheer/dagen.html", dagen=inrichting.dagen(), form=form, sleutel=nieuw_formulier(), **gevolg
    )


@beheer.post("/beheer/dagen")
@requires(Recht.BEHEREN, publiek="beheerder")
def voeg_dag_toe() -> ANTWOORD:
    """First say how many terms become longer and which overleggen stand there; add it when confirmed."""
    getypt = forms.getypt()
    if not request.form.get("bevestigd"):
        return _vraag_bevestiging(getypt)

    def handeling(moment: datetime) -> tuple[str, str]:
        v = forms.lees(getypt, forms.DAG, soort=forms.DAGSOORTEN)
        aantal = adoptie.voeg_dag_toe(v["dag"], v["soort"], v["reden"], v["bron"], moment)
        bericht_aan = overleg.meld_vrije_dagen(moment)
        wat = f"vrije dag {forms.in_woorden(v['dag'])} ({v['reden']}): {aantal} termijnen langer"
        return "/beheer/dagen?gedaan=bewaard", f"{wat}, overleggen op die dag: {bericht_aan}"

    return forms.handel(handeling, lambda fouten: _dagen(getypt, fouten))


def _vraag_bevestiging(getypt: dict[str, str]) -> ANTWOORD:
    try:
        v = forms.lees(getypt, forms.DAG, soort=forms.DAGSOORTEN)
    except Geweigerd as fout:
        return _dagen(getypt, forms.velden.fouten_van(fout)), 422
    langer = inrichting.langer_door(v["dag"], v["soort"], v["reden"])
    return _dagen(getypt, langer=langer, overleggen=overleggen.op_die_dag(v["dag"], moment().date()))


@beheer.get("/beheer/bevoegdheden")
@requires(Recht.BEHEREN, publiek="beheerder")
def bevoegdheden() -> ANTWOORD:
    """Who may decide, given what must change."""
    rollen = [rol for rol in ROLLEN if rol not in ("uitvoerder", "lezer", "beheerder", "auditor", "fg")]
    return render_template(
        "beheer/bevoegdheden.html", regels=inrichting.bevoegdheden(), rollen=rollen, sleutel=nieuw_formulier()
    )


@beheer.post("/beheer/bevoegdheden/<wat>")
@requires(Recht.BEHEREN, publiek="beheerder")
def zet_bevoegdheid(wat: str) -> ANTWOORD:
    """Change one line of the table. `voorstel` fills an empty table with what the app proposes."""

    def handeling(moment: datetime) -> tuple[str, str]:
        gekozen = [rol for rol in request.form.getlist("rollen") if rol in ROLLEN]
        if wat == "voorstel":
            ordenen.vul_bevoegdheden()
        else:
            ordenen.zet_bevoegdheid(wat, gekozen)
        return "/beheer/bevoegdheden?gedaan=bewaard", f"bevoegdheid {wat}: {', '.join(gekozen) or 'niemand'}"

    return forms.handel(handeling)


@beheer.get("/beheer/post")
@requires(Recht.BEHEREN, publiek="beheerder")
def post() -> ANTWOORD:
    """What waits in the outbox and what failed; never a word of a letter."""
    return render_template("beheer/post.html", stand=inrichting.post(), sleutel=nieuw_formulier())


@beheer.post("/beheer/post/<uuid:bericht_id>/opnieuw")
@requires(Recht.BEHEREN, publiek="beheerder")
def opnieuw(bericht_id: uuid.UUID) -> ANTWOORD:
    """Give a letter a fresh set of tries."""

    def handeling(moment: datetime) -> tuple[str, str]:
        bericht.opnieuw(bericht_id)
        return "/beheer/post?gedaan=bewaard", "een brief opnieuw aangeboden"

    return forms.handel(handeling)


@beheer.get("/beheer/instellingen")
@requires(Recht.BEHEREN, publiek="beheerder")
def instellingen() -> ANTWOORD:
    """Settings with what they do."""
    namen = [naam for naam, _, _ in forms.INSTELLINGEN]
    waarden = {naam: medewerkers.instelling(naam, "") for naam in namen}
    vragen = forms.velden.vragen(
        *((naam, titel, "tekst", False, uitleg) for naam, titel, uitleg in forms.INSTELLINGEN)
    )
    vast = current_app.config["SIGNALEN"]
    omgeving = [("SIGNALEN_GEMEENTE", vast.gemeente), ("SIGNALEN_PRODUCTNAAM", vast.productnaam)]
    omgeving += [("SIGNALEN_AFZENDER", vast.afzender), ("SIGNALEN_OMGEVING", vast.omgeving)]
    form = forms.maak("instelling", vragen, waarden)
    return render_template(
        "beheer/instellingen.html", form=form, omgeving=omgeving, sleutel=nieuw_formulier()
    )


@beheer.post("/beheer/instellingen")
@requires(Recht.BEHEREN, publiek="beheerder")
def zet_instellingen() -> ANTWOORD:
    """Store the settings that may be changed on a screen; others are left alone."""

    def handeling(moment: datetime) -> tuple[str, str]:
        veranderd = []
        for naam, _, _ in forms.INSTELLINGEN:
            nieuw = request.form.get(naam, "").strip()[:300]
            if nieuw != medewerkers.instelling(naam, ""):
                operations.zet_instelling(naam, nieuw)
                veranderd.append(naam)
        return (
            "/beheer/instellingen?gedaan=bewaard",
            f"instellingen veranderd: {', '.join(veranderd) or 'geen'}",
        )

    return forms.handel(handeling)


@beheer.post("/beheer/vrijgeven")
@requires(Recht.BEHEREN, publiek="beheerder")
def vrijgeven() -> ANTWOORD:
    """Let the clock and the post go on after a restore."""

    def handeling(moment: datetime) -> tuple[str, str]:
        quarantaine.hef_op()
        return "/beheer?gedaan=bewaard", "de quarantaine na terugzetten opgeheven"

    return forms.handel(handeling)


@beheer.get("/beheer/doctor")
@requires(Recht.CONTROLEREN, publiek="beheerder, auditor of fg")
def doctor() -> ANTWOORD:
    """The report of the doctor."""
    bevindingen = dokter.onderzoek(current_app._get_current_object())  # type: ignore[attr-defined]
    return render_template("beheer/doctor.html", bevindingen=bevindingen, mag_beheren=_mag_beheren())


@beheer.get("/beheer/logboek")
@requires(Recht.CONTROLEREN, publiek="beheerder, auditor of fg")
def logboek() -> ANTWOORD:
    """What administrators did, for whoever supervises them."""
    return render_template("beheer/logboek.html", regels=inrichting.log(200), mag_beheren=_mag_beheren())


def _mag_beheren() -> bool:
    """Say whether the tabs of beheer may be shown; an auditor reads only the report and the log."""
    return mag(Recht.BEHEREN, ik())
