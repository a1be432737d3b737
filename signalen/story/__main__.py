"""`python -m signalen.story [--input FILE] [--json]`: play a story and say what came of it (CONTRACTS,
Story).

With --json stdout holds exactly one JSON document; everything else goes to stderr.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
import types
from pathlib import Path
from typing import Any

GOED, FOUT, GEWEIGERD, OMGEVING = 0, 1, 2, 3


def main(argumenten: list[str] | None = None) -> int:
    """Play the story; exit 0 = every promise held, 1 = a fault, 2 = input refused, 3 = something is missing
    here.
    """
    keuzes = _keuzes(argumenten)
    os.environ.setdefault("SIGNALEN_OMGEVING", "demo")
    from signalen.story.invoer import EIGEN, InvoerFout, lees

    try:
        items = lees(Path(keuzes.input) if keuzes.input else EIGEN)
    except InvoerFout as fout:
        _meld(fout.als_json(), fout.zinnen(), keuzes.json)
        return GEWEIGERD
    return _speel(items, keuzes.json)


def _keuzes(argumenten: list[str] | None) -> argparse.Namespace:
    lezer = argparse.ArgumentParser(
        prog="./run.sh story", description="Speel knelpunten van melding tot register."
    )
    lezer.add_argument(
        "--input", metavar="BESTAND", help="een lijst van knelpunten in JSON; anders onze eigen dertig"
    )
    lezer.add_argument("--json", action="store_true", help="schrijf de uitkomst als één JSON-document")
    return lezer.parse_args(argumenten)


def _speel(items: Any, als_json: bool) -> int:
    from signalen.config import ConfigFout
    from signalen.embedded_home import BezetFout, OmgevingFout
    from signalen.story.browser import Mislukt
    from signalen.story.verhaal import vertel
    from signalen.supervisor_parts import Mislukt as StartMislukt

    signal.signal(signal.SIGTERM, _onderbreek)
    begin = time.monotonic()
    try:
        uitkomst, fouten = vertel(items)
    except (ConfigFout, OmgevingFout, BezetFout, StartMislukt, Mislukt) as fout:
        _meld(_als_fout(str(fout)), [str(fout)], als_json)
        return OMGEVING if isinstance(fout, ConfigFout | OmgevingFout) else FOUT
    except KeyboardInterrupt:
        print("Gestopt.", file=sys.stderr)
        return FOUT
    uitkomst["duur_s"] = round(time.monotonic() - begin, 1)
    _meld(uitkomst, [], als_json)
    _vertel(uitkomst, fouten, sys.stderr if als_json else sys.stdout)
    return FOUT if fouten or any(b["waar"] is False for b in uitkomst["beloften"].values()) else GOED


def _onderbreek(nummer: int, kader: types.FrameType | None) -> None:
    raise KeyboardInterrupt


def _als_fout(zin: str) -> dict[str, Any]:
    return {"fouten": [{"item": 0, "sleutel": "", "waarde": None, "verwacht": [], "remedie": zin}]}


def _meld(document: dict[str, Any], zinnen: list[str], als_json: bool) -> None:
    """Write the document to stdout when JSON was asked for, and sentences to stderr."""
    if als_json:
        sys.stdout.buffer.write(
            json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
        )
        sys.stdout.buffer.flush()
    for zin in zinnen:
        print(zin.encode("utf-8", "replace").decode(), file=sys.stderr)


def _vertel(uitkomst: dict[str, Any], fouten: list[str], waar: Any) -> None:
    """Tell a person in a few lines what came of it."""
    editie, duur = uitkomst["editie"], uitkomst["duur_s"]
    getoond, weg = len(editie["regels"]), len(editie["ingehouden"])
    print(f"{len(uitkomst['knelpunten'])} knelpunten in {duur} seconden.", file=waar)
    print(f"Register {editie['kwartaal']}: {getoond} getoond, {weg} niet getoond.", file=waar)
    for naam, belofte in uitkomst["beloften"].items():
        woord = {True: "ja", False: "NEE", None: "niets te beoordelen"}[belofte["waar"]]
        print(f"  {naam}: {woord}. {' '.join(belofte['bewijs'])}", file=waar)
    for fout in fouten:
        print(f"FOUT {fout}", file=waar)


if __name__ == "__main__":
    sys.exit(main())
