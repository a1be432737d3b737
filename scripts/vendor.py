"""Copy the front-end files we use out of their npm packages into the repository, or check the copies.

Run by a developer who changes a version; needs `npm`. Installing and running need neither of the two.
It does not change what it copies and it never resolves a version range.

    python scripts/vendor.py            copy again
    python scripts/vendor.py --check    compare the copies with their vendor.json (no network)
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "signalen" / "static" / "vendor"
LETTERS = ROOT / "signalen" / "vendor"
BROWSER = ROOT / "tests" / "browser" / "vendor"


@dataclass(frozen=True)
class Package:
    """One npm package at one version: where it goes and which files of it we use."""

    npm: str
    version: str
    licence: str
    folder: Path
    files: tuple[str, ...]  # the licence file is always the first

    @property
    def target(self) -> Path:
        """Return the folder of the copy; the version is in its name, so a browser may cache it for good."""
        return self.folder / f"{self.npm.rsplit('/', maxsplit=1)[-1]}-{self.version}"


def _letters() -> tuple[str, ...]:
    """Name the faces we use: latin for Dutch, latin-ext for the Turkish and Polish names of colleagues."""
    faces = ("400-normal", "400-italic", "600-normal")
    return tuple(
        f"files/source-sans-3-{subset}-{face}.woff2" for subset in ("latin", "latin-ext") for face in faces
    )


PACKAGES = (
    Package("@utrecht/component-library-css", "9.0.4", "EUPL-1.2", STATIC, ("LICENSE.md", "dist/index.css")),
    # variables.css holds the tokens on :root; theme.css is the same behind a class.
    Package(
        "@nl-design-system-unstable/voorbeeld-design-tokens",
        "7.4.1",
        "EUPL-1.2",
        STATIC,
        ("LICENSE.md", "dist/variables.css"),
    ),
    Package("htmx.org", "4.0.1", "0BSD", STATIC, ("LICENSE", "dist/htmx.min.js")),
    # The letter Source Sans 3, cut into subsets of 16 KB; the package `source-sans` has only files of 110 KB.
    Package("@fontsource/source-sans-3", "5.3.1", "OFL-1.1", STATIC, ("LICENSE", *_letters())),
    # The same letter as TrueType, because a PDF cannot hold the web format; read by typst, never served.
    Package(
        "source-sans",
        "3.52.0",
        "OFL-1.1",
        LETTERS,
        (
            "LICENSE.md",
            *(f"TTF/SourceSans3-{face}.ttf" for face in ("Regular", "It", "Semibold", "SemiboldIt")),
        ),
    ),
    # Only for the browser tests; never served by the application.
    Package("axe-core", "4.14.1", "MPL-2.0", BROWSER, ("LICENSE", "LICENSE-3RD-PARTY.txt", "axe.min.js")),
)


def integrity(path: Path) -> str:
    """Return the subresource integrity value (sha384) of a file."""
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def fetch(package: Package, folder: Path) -> Path:
    """Download the package as npm packs it and return the folder with its files; exits without npm."""
    npm = shutil.which("npm") or sys.exit("npm is missing; it is only needed to copy a new version.")
    subprocess.run(
        [npm, "pack", "--silent", f"{package.npm}@{package.version}", "--pack-destination", str(folder)],
        check=True,
        stdout=sys.stderr,
    )
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def copy(package: Package) -> None:
    """Replace our copy of the package and write its vendor.json."""
    with tempfile.TemporaryDirectory() as temp:
        source = fetch(package, Path(temp))
        shutil.rmtree(package.target, ignore_errors=True)
        package.target.mkdir(parents=True)
        for name in package.files:
            shutil.copyfile(source / name, package.target / Path(name).name)
    record = describe(package)
    (package.target / "vendor.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def describe(package: Package) -> dict[str, object]:
    """Return what vendor.json says about a copy: where it came from, its licence and a hash per file."""
    names = [Path(name).name for name in package.files]
    return {
        "name": package.npm,
        "version": package.version,
        "licence": package.licence,
        "licence_file": names[0],
        "files": {name: integrity(package.target / name) for name in names},
    }


def faults(package: Package) -> list[str]:
    """Return a sentence per difference between a copy and its vendor.json; none when it is untouched."""
    try:
        record = json.loads((package.target / "vendor.json").read_text(encoding="utf-8"))
        actual = describe(package)
    except OSError as error:
        return [f"{package.npm}: cannot read {error.filename}. Run scripts/vendor.py."]
    found = {path.name for path in package.target.iterdir()} - {"vendor.json"}
    extra = [f"{package.npm}: {name} is not in vendor.json." for name in sorted(found - set(actual["files"]))]
    if record != actual:
        extra.append(f"{package.npm}: the copy differs from vendor.json. Run scripts/vendor.py.")
    return extra


def main(arguments: list[str]) -> int:
    """Copy all packages, or with --check compare them; 0 when good, 1 when a copy was changed."""
    if "--check" not in arguments:
        for package in PACKAGES:
            copy(package)
    sentences = [sentence for package in PACKAGES for sentence in faults(package)]
    print("\n".join(sentences), end="\n" if sentences else "", file=sys.stderr)
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
