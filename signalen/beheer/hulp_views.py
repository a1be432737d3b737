"""Pages that explain: help, what this system never does, how safe it is, and one's own letters."""

from __future__ import annotations

from flask import render_template

from signalen.beheer.blauwdruk import beheer
from signalen.beheer.nooit import NOOIT
from signalen.bericht import queries as brieven
from signalen.markdown import naar_html
from signalen.medewerker.queries import instelling
from signalen.permissions import Recht
from signalen.web import ANTWOORD, ik, requires


@beheer.get("/hulp")
@requires(Recht.OPENBAAR, publiek="iedereen")
def hulp() -> ANTWOORD:
    """How it works, in a page."""
    wegen = {naam: instelling(naam, "") for naam in ("vertrouwenspersoon", "meldregeling", "spoed_nummer")}
    return render_template("hulp/hulp.html", wegen=wegen)


@beheer.get("/hulp/veiligheid")
@requires(Recht.OPENBAAR, publiek="iedereen")
def veiligheid() -> ANTWOORD:
    """What somebody learns who breaks into a part, honestly (SAFETY 1.4)."""
    return render_template("hulp/veiligheid.html")


@beheer.get("/wat-dit-systeem-nooit-doet")
@requires(Recht.OPENBAAR, publiek="iedereen")
def nooit() -> ANTWOORD:
    """The promises, each kept by a test."""
    return render_template("hulp/nooit.html", zinnen=[zin for zin, _ in NOOIT])


@beheer.get("/berichten")
@requires(Recht.INGELOGD)
def berichten() -> ANTWOORD:
    """My letters; nobody is told that I read them."""
    regels = [(b.onderwerp, naar_html(b.tekst, 3), b.gemaakt, b.naar) for b in brieven.van(ik().id)]
    return render_template("medewerker/berichten.html", brieven=regels)
