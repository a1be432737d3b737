"""Fixtures for tests that need a database: the people of Voorbeeldstad, and short ways to act as them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MAANDAG = datetime(2026, 3, 2, 10, 0, tzinfo=AMSTERDAM)


@dataclass
class Stad:
    """The example municipality in a test: ids by role, the app, and the clock of the test."""

    app: Flask
    ids: dict[str, uuid.UUID]
    nu: datetime = MAANDAG
    zet: Callable[[datetime], None] = field(default=lambda moment: None)

    @property
    def sleutelmap(self) -> Path:
        return Path(self.app.config["SIGNALEN_SLEUTELS"])

    def naar(self, dag: date) -> datetime:
        """Move the clock to ten o'clock on a day."""
        self.nu = datetime(dag.year, dag.month, dag.day, 10, 0, tzinfo=AMSTERDAM)
        self.zet(self.nu)
        return self.nu

    def verder(self, dagen: int) -> datetime:
        return self.naar(self.nu.date() + timedelta(days=dagen))

    def geef(self, wie: str = "uitvoerder", **velden: object) -> uuid.UUID:
        """Give a signaal as somebody and return its id."""
        from signalen.db import transaction
        from signalen.knelpunt.operations.ontvangst import Gever, ontvangen
        from signalen.signaal.operations import SignaalInvoer

        basis: dict[str, object] = {
            "formulier": str(uuid.uuid4()),
            "antwoorden": {
                "wat_zie_je": "Elke maand volgt een verrekening.",
                "wat_knelt_er": "Mensen haken af.",
            },
            "regeling": "Participatiewet",
            "domein": "werk en inkomen",
            "niveau": "beschermd",
        }
        with transaction():
            invoer = SignaalInvoer(**{**basis, **velden})  # type: ignore[arg-type]
            gever = Gever(self.ids[wie], wie)
            return ontvangen(invoer, gever, self.nu, self.sleutelmap).id

    def knelpunt_id(self, signaal_id: uuid.UUID) -> uuid.UUID:
        from sqlalchemy import select

        from signalen.db import db
        from signalen.knelpunt.models import Koppeling

        zoek = select(Koppeling.knelpunt_id).where(
            Koppeling.signaal_id == signaal_id, Koppeling.tot.is_(None)
        )
        gevonden = db.session.scalar(zoek)
        assert gevonden is not None
        return gevonden

    def doe(self, knelpunt_id: uuid.UUID, wie: str, uitkomst: str, naast: str = "", **invoer: str):  # type: ignore[no-untyped-def]
        """Act on a knelpunt as somebody in a role."""
        from signalen.db import transaction
        from signalen.knelpunt.operations.handelen import Handeling
        from signalen.opvolging.operations import handelen

        rollen = frozenset({wie})
        handeling = Handeling(
            knelpunt_id,
            self.ids[wie],
            rollen,
            uitkomst,
            invoer,
            naast=naast,
            keuzes={"afspraak_rol": ("teamleider", "afdelingshoofd", "wethouder"), "handreiking": ("h1",)},
        )
        with transaction():
            return handelen(handeling, self.nu)

    def tik(self) -> dict[str, int]:
        from signalen.jobs import tik

        return tik(self.nu)


@pytest.fixture
def stad(app: Flask, zet_klok: Callable[[datetime], None]) -> Iterator[Stad]:
    """Voorbeeldstad on Monday 2 March 2026, inside an application context."""
    from signalen.db import transaction
    from tests.integratie import inwoners

    zet_klok(MAANDAG)
    with app.app_context():
        with transaction():
            ids = inwoners.bouw(MAANDAG.date(), Path(app.config["SIGNALEN_SLEUTELS"]))
        yield Stad(app, ids, MAANDAG, zet_klok)
