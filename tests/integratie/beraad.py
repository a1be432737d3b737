"""Short ways for tests to hold a conversation as people do: through pages, each with an own browser."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cached_property

from flask.testing import FlaskClient

from tests.house.strict import Page, StrictClient
from tests.integratie.conftest import Stad
from tests.integratie.deuren import als

TOT_OORDEEL = ("opening", "casus", "dilemma", "vragen", "perspectieven", "alternatieven")
"""The steps of the dilemmamethode before its individual round."""


@dataclass
class Zaal:
    """A room in which a conversation runs: the page of who leads, and a new browser per seat."""

    huis: Stad
    leider: StrictClient
    pad: str

    @property
    def scherm(self) -> Page:
        return self.leider.pagina(self.pad)

    @cached_property
    def id(self) -> str:
        return str(self.scherm.soup.select_one("[data-gesprek]")["data-gesprek"]).split("?")[0].split("/")[-1]

    @cached_property
    def code(self) -> str:
        return self.scherm.soup.select_one(".kamer__code").get_text()  # type: ignore[union-attr]

    def daad(self, naam: str, **velden: str) -> Page:
        """Do something as gespreksleider, from the form on the screen; return the screen afterwards."""
        formulier = self.scherm.velden(f"{self.pad}/{naam}")
        antwoord = self.leider.verstuur(f"{self.pad}/{naam}", {**formulier, **velden}, volg=True)
        assert isinstance(antwoord, Page)
        return antwoord

    def naar(self, *stappen: str) -> None:
        """Go on from each of these steps, without reading the screen in between."""
        for stap in stappen:
            velden = {"csrf_token": self.leider.nieuw_teken(), "formulier": str(uuid.uuid4()), "teken": stap}
            antwoord = FlaskClient.open(self.leider, f"{self.pad}/verder", method="POST", data=velden)
            assert antwoord.status_code == 303, stap

    def zit(self, klant: StrictClient | None = None) -> tuple[StrictClient, str]:
        """Take a seat with a new browser; return it and the path of the seat."""
        klant = klant or als(self.huis.app)
        vorm = klant.pagina("/meedoen").velden("/meedoen")
        antwoord = klant.verstuur("/meedoen", {**vorm, "code": self.code})
        assert not isinstance(antwoord, Page), antwoord.fouten
        return klant, antwoord.location


def begin(huis: Stad, **velden: str) -> Zaal:
    """Plan a moreel beraad for today and begin the dilemmamethode in it."""
    leider = als(huis.app, "gespreksleider")
    leider.pagina("/overleg/plannen")
    plan = {
        "soort": "moreel_beraad",
        "datum": huis.nu.date().isoformat(),
        "begin": "14:00",
        "formulier": str(uuid.uuid4()),
    }
    gepland = leider.verstuur("/overleg/plannen", plan)
    assert not isinstance(gepland, Page), gepland.fouten
    zaal = Zaal(huis, leider, gepland.location.split("?")[0] + "/gesprek")
    vorm = zaal.scherm.velden(zaal.pad)
    gegeven = {"methode": "dilemmamethode", "stoelen": "3", **velden}
    antwoord = leider.verstuur(zaal.pad, {**vorm, **gegeven})
    assert not isinstance(antwoord, Page), antwoord.fouten
    return zaal


def lever_in(klant: StrictClient, pad: str, **velden: str) -> Page:
    """Hand in an answer from the form on the seat; return the page afterwards."""
    vorm = klant.pagina(pad).velden(f"{pad}/inbreng")
    antwoord = klant.verstuur(f"{pad}/inbreng", {**vorm, **velden}, volg=True)
    assert isinstance(antwoord, Page)
    return antwoord
