"""An attack on the published figures, as a reader of all editions could do it. Shares no code with the gate."""
