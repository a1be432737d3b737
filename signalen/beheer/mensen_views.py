"""Pages about people: who can act now, people and their roles, leaving, standing in, portefeuilles."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import render_template

from signalen import clock
from signalen.beheer import forms, queries
from signalen.beheer.blauwdruk import beheer
from signalen.medewerker import operations
from signalen.permissions import Band, Persoon, Recht
from signalen.web import ANTWOORD, Geladen, nieuw_formulier, requires

Fouten = dict[str, str] | None


def laad_mens(persoon: Persoon | None, medewerker_id: uuid.UUID, **rest: Any) -> Geladen[queries.Mens]:
    """Load somebody with roles; raises NietGevonden."""
    return Geladen(queries.mens(medewerker_id, clock.today()), Band())


@beheer.get("/beheer/mensen")
@requires(Recht.BEHEREN, publiek="beheerder")
def mensen() -> ANTWOORD:
    """Everyone with a log-in, and the form to add somebody."""
    return _mensen()


def _mensen(waarden: dict[str, str] | None = None, fouten: Fouten = None) -> str:
    """Draw the page; a password that was typed never comes back."""
    schoon = {k: v for k, v in waarden.items() if k != "wachtwoord"} if waarden else waarden
    return render_template(
        "beheer/mensen.html",
        mensen=queries.mensen(),
        rollen=queries.rolnamen(clock.today()),
        form=forms.maak("mens", forms.MENS, schoon, fouten),
        sleutel=nieuw_formulier(),
    )


@beheer.post("/beheer/mensen")
@requires(Recht.BEHEREN, publiek="beheerder")
def voeg_mens_toe() -> ANTWOORD:
    """Add somebody in a unit that exists or a new one."""
    getypt = forms.getypt()

    def handeling(moment: datetime) -> tuple[str, str]:
        velden = forms.lees(getypt, forms.MENS)
        rij = operations.voeg_toe(
            velden["naam"], velden["email"], _eenheid(velden), velden["wachtwoord"] or ""
        )
        return f"/beheer/mensen/{rij.id}?gedaan=bewaard", f"medewerker {rij.email} toegevoegd"

    return forms.handel(handeling, lambda fouten: _mensen(getypt, fouten))


def _eenheid(velden: dict[str, Any]) -> uuid.UUID:
    """Return the unit that was chosen, or the new one, made. Raises OngeldigeInvoer when neither is there."""
    if not velden["nieuwe_eenheid"]:
        if not velden["eenheid"]:
            raise forms.OngeldigeInvoer(
                [forms.Veldfout("eenheid", "Kies een team, of vul een nieuw team in.")]
            )
        return velden["eenheid"]  # type: ignore[no-any-return]
    if not velden["organisatie"]:
        raise forms.OngeldigeInvoer(
            [forms.Veldfout("organisatie", "Zeg bij welke organisatie het nieuwe team hoort.")]
        )
    organisatie = operations.organisatie(velden["organisatie"], velden["soort"] or "eigen")
    return operations.eenheid(velden["nieuwe_eenheid"], organisatie.id).id


@beheer.get("/beheer/mensen/<uuid:medewerker_id>")
@requires(Recht.BEHEREN, laad_mens, publiek="beheerder")
def mens(geladen: Geladen[queries.Mens], medewerker_id: uuid.UUID) -> ANTWOORD:
    """One person: roles, standing in, leaving."""
    return _mens(geladen.ding)


def _mens(
    wie: queries.Mens, welke: str = "", waarden: dict[str, str] | None = None, fouten: Fouten = None
) -> str:
    """Draw the page of one person; `welke` names the form that was refused."""
    vandaag = forms.in_woorden(clock.today())
    bladen = {"rol": forms.ROL, "vervanging": forms.VERVANGING, "uitdienst": forms.UIT_DIENST}
    begin = {"rol": {"van": vandaag}, "vervanging": {"van": vandaag}, "uitdienst": {"dag": vandaag}}
    formulieren = {
        naam: forms.maak(
            naam,
            vragen,
            waarden if naam == welke else begin[naam],
            fouten if naam == welke else None,
            vervanger=[k for k in queries.collega_s() if k[0] != str(wie.id)],
        )
        for naam, vragen in bladen.items()
    }
    return render_template(
        "beheer/mens.html",
        mens=wie,
        formulieren=formulieren,
        form=formulieren.get(welke),
        sleutel=nieuw_formulier(),
        vervangingen=[v for v in queries.vervangingen(clock.today()) if wie.naam in (v.afwezig, v.vervanger)],
    )


@beheer.post("/beheer/mensen/<uuid:medewerker_id>/rol")
@requires(Recht.BEHEREN, laad_mens, publiek="beheerder")
def geef_rol(geladen: Geladen[queries.Mens], medewerker_id: uuid.UUID) -> ANTWOORD:
    """Give a role; two that may not go together are refused."""
    getypt = forms.getypt()

    def handeling(moment: datetime) -> tuple[str, str]:
        v = forms.lees(getypt, forms.ROL)
        operations.geef_rol(medewerker_id, v["rol"], v["eenheid"], v["van"], v["tot"])
        return (
            f"/beheer/mensen/{medewerker_id}?gedaan=bewaard",
            f"rol {v['rol']} gegeven aan {geladen.ding.email}",
        )

    return forms.handel(handeling, lambda fouten: _mens(geladen.ding, "rol", getypt, fouten))


@beheer.post("/beheer/rollen/<uuid:rol_id>/einde")
@requires(Recht.BEHEREN, publiek="beheerder")
def neem_rol_af(rol_id: uuid.UUID) -> ANTWOORD:
    """End a role today; it works on the next request."""

    def handeling(moment: datetime) -> tuple[str, str]:
        medewerker_id, wat = queries.van_rol(rol_id)
        operations.neem_rol_af(rol_id, moment.date())
        return f"/beheer/mensen/{medewerker_id}?gedaan=bewaard", f"rol beëindigd: {wat}"

    return forms.handel(handeling)


@beheer.post("/beheer/mensen/<uuid:medewerker_id>/uit-dienst")
@requires(Recht.BEHEREN, laad_mens, publiek="beheerder")
def uit_dienst(geladen: Geladen[queries.Mens], medewerker_id: uuid.UUID) -> ANTWOORD:
    """Let somebody leave; the next page says which steps now have nobody."""
    getypt = forms.getypt()

    def handeling(moment: datetime) -> tuple[str, str]:
        dag = forms.lees(getypt, forms.UIT_DIENST)["dag"]
        operations.uit_dienst(medewerker_id, dag)
        return "/beheer?gedaan=bewaard", f"{geladen.ding.email} uit dienst per {forms.in_woorden(dag)}"

    return forms.handel(handeling, lambda fouten: _mens(geladen.ding, "uitdienst", getypt, fouten))


@beheer.post("/beheer/mensen/<uuid:medewerker_id>/vervanging")
@requires(Recht.BEHEREN, laad_mens, publiek="beheerder")
def vervang(geladen: Geladen[queries.Mens], medewerker_id: uuid.UUID) -> ANTWOORD:
    """Let somebody else stand in during a period."""
    getypt = forms.getypt()

    def handeling(moment: datetime) -> tuple[str, str]:
        v = forms.lees(getypt, forms.VERVANGING)
        operations.vervang(medewerker_id, v["vervanger"], v["van"], v["tot"])
        wat = f"vervanging van {geladen.ding.email} geregeld tot en met {forms.in_woorden(v['tot'])}"
        return f"/beheer/mensen/{medewerker_id}?gedaan=bewaard", wat

    return forms.handel(handeling, lambda fouten: _mens(geladen.ding, "vervanging", getypt, fouten))


@beheer.get("/beheer/portefeuilles")
@requires(Recht.BEHEREN, publiek="beheerder")
def portefeuilles() -> ANTWOORD:
    """Which unit fills which role for which domain."""
    return _portefeuilles()


def _portefeuilles(waarden: dict[str, str] | None = None, fouten: Fouten = None) -> str:
    return render_template(
        "beheer/portefeuilles.html",
        regels=queries.portefeuilles(),
        plekken=queries.bezetting(clock.today()),
        form=forms.maak("portefeuille", forms.PORTEFEUILLE, waarden, fouten),
        sleutel=nieuw_formulier(),
    )


@beheer.post("/beheer/portefeuilles")
@requires(Recht.BEHEREN, publiek="beheerder")
def zet_portefeuille() -> ANTWOORD:
    """Say which unit fills a role; replaces what was said before."""
    getypt = forms.getypt()

    def handeling(moment: datetime) -> tuple[str, str]:
        v = forms.lees(getypt, forms.PORTEFEUILLE)
        operations.zet_portefeuille(v["rol"], v["eenheid"], v["domein"])
        return "/beheer/portefeuilles?gedaan=bewaard", f"portefeuille {v['rol']} voor {v['domein']} gezet"

    return forms.handel(handeling, lambda fouten: _portefeuilles(getypt, fouten))
