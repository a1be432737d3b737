"""People, units, organisations, roles, portfolios and stand-ins, and how they log in."""
