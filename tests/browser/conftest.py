"""Drive a real Chromium against the running application: pages at a width, axe, no sideways scrolling.

Without a Chromium every browser test is skipped with the reason; nothing is downloaded.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

NAMES = ("chromium", "chromium-browser", "google-chrome")
# No network of its own: everything a page needs must come from the application.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
DESKTOP, PHONE = 1280, 375
TIMEOUT = 30_000
"""Milliseconds to wait for what a page must show; a busy machine is slow, which is no fault of the page."""
WITHOUT = "no Chromium found: install `chromium` or set SIGNALEN_CHROMIUM to its path"


def find_chromium() -> str | None:
    """Return the path of a Chromium: the one of SIGNALEN_CHROMIUM, else the first in PATH, else None."""
    given = os.environ.get("SIGNALEN_CHROMIUM")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder as a browser test, and skip them all where there is no Chromium."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            if find_chromium() is None:
                item.add_marker(pytest.mark.skip(reason=WITHOUT))


def whole(app: Flask) -> Callable[[Any, Any], list[bytes]]:
    """Let the application finish an answer before it is sent.

    When a browser leaves halfway, this little server forgets to close the answer, and the file in it is then
    found open in the middle of another test. No page of ours sends its parts one by one.
    """

    def answer(environ: Any, start_response: Any) -> list[bytes]:
        parts = app.wsgi_app(environ, start_response)
        try:
            return [b"".join(parts)]
        finally:
            if hasattr(parts, "close"):
                parts.close()

    return answer


@contextmanager
def live(app: Flask) -> Iterator[str]:
    """Serve the application in threads on a free port of this machine; yields the address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line per style sheet hides what went wrong
    server = make_server("127.0.0.1", 0, whole(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for the whole session; each page gets a context of its own."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=TIMEOUT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def server(echte_db: Flask) -> Iterator[str]:
    """The real application on a database with real commits; the address without a slash at the end."""
    with live(echte_db) as address:
        yield address


@pytest.fixture
def pagina(chromium: Any) -> Iterator[Callable[..., Any]]:
    """A factory: `pagina(address, width=375)` opens a page in a browser of its own and returns it.

    The browser's complaints (refused by the policy, missing files, script errors) stand in `page.klachten`.
    """
    contexts = []

    def open_page(address: str, width: int = DESKTOP, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="nl-NL", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(TIMEOUT)
        page.klachten = listen(page)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def listen(page: Any) -> list[str]:
    """Collect what the browser complains about while the page is open."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console", lambda line: complaints.append(line.text) if line.type in {"error", "warning"} else None
    )
    # A request that was cut off because the test went on to the next page is no fault of the page.
    page.on(
        "requestfailed",
        lambda request: (
            None if request.failure == "net::ERR_ABORTED" else complaints.append(f"failed: {request.url}")
        ),
    )
    return complaints


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], list[str]]:
    """Return a function: page -> a sentence per violation of WCAG 2.2 A and AA or of a best practice."""
    source = AXE.read_text(encoding="utf-8")

    def violations(page: Any) -> list[str]:
        # evaluate() goes through the debugger, so the page's own policy stays as strict as it is.
        page.evaluate(source)
        found = page.evaluate(
            "tags => axe.run({runOnly: tags, resultTypes: ['violations']}).then(result => result.violations)",
            TAGS,
        )
        return [_sentence(violation) for violation in found]

    return violations


def _sentence(violation: dict[str, Any]) -> str:
    places = "; ".join(str(node["target"]) for node in violation["nodes"][:5])
    return f"{violation['id']}: {violation['help']} at {places} ({violation['helpUrl']})"


@pytest.fixture(scope="session")
def geen_zijwaarts_scrollen() -> Callable[[Any], None]:
    """Return a function that fails when the page is wider than the window, naming what sticks out."""

    def check(page: Any) -> None:
        wide = page.evaluate(
            """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
            [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > window.innerWidth).slice(-5)
            .map(e => e.outerHTML.slice(0, 100))"""
        )
        assert not wide, f"{page.url} scrolls sideways: {wide}"

    return check
