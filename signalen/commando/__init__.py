"""The parts of the `signalen` command, one file per subject; `signalen.cli` puts them together."""
