"""The signaal: the melder's own words, their level, and what the melder says of the answer."""
