"""Mijn werk: everything that waits for the reader. What is in it is decided by `opvolging`."""

from __future__ import annotations

from flask import render_template, request

from signalen import kader, web
from signalen.knelpunt.views.blauwdruk import knelpunt
from signalen.maatwerk import queries as maatwerk
from signalen.opvolging.queries import werk
from signalen.overleg import queries as overleggen
from signalen.permissions import Recht
from signalen.signaal.views import sleutels
from signalen.web import requires


@knelpunt.get("/mijn-werk")
@requires(Recht.INGELOGD)
def mijn_werk() -> web.ANTWOORD:
    """Everything that waits for me, in one list."""
    wie, vandaag = web.ik(), web.moment().date()
    zoek, stap = request.args.get("zoek", "")[:100], request.args.get("stap", "")
    blad = request.args.get("pagina", 1, int)
    erbij = [*overleggen.werk(wie, vandaag), *maatwerk.werk(wie, vandaag)]
    lijst = werk.mijn_werk(wie, vandaag, kader.rol_label, sleutels(wie), erbij, werk.Keuze(zoek, stap, blad))
    hier = [regel for _, _, regels in lijst.groepen for regel in regels]
    zonder_dag = overleggen.voor_werk(hier, vandaag)
    return render_template("knelpunt/werk.html", w=lijst, zoek=zoek, stap=stap, zonder_dag=zonder_dag)
