"""The published schema of an edition as open data, for whoever reads the JSON."""

from __future__ import annotations

from flask import Response, g

from signalen import web
from signalen.permissions import Recht
from signalen.register.views.blauwdruk import register
from signalen.register.vormen import json_open
from signalen.register.vormen.zetsel import SCHEMA
from signalen.web import requires

EEN_DAG = "public, max-age=86400"


@register.get(SCHEMA)
@requires(Recht.OPENBAAR, publiek="iedereen")
def schema() -> web.ANTWOORD:
    """The JSON Schema that every edition as open data follows; may be kept by anyone for a day."""
    g.bewaren = EEN_DAG
    return Response(json_open.schema(), mimetype="application/schema+json")
