"""The register: per quarter what was promised, kept and left unanswered, frozen when it is vastgesteld."""
