"""The vault: who signalled, sealed; and the link key by which people find their own signalen again."""
