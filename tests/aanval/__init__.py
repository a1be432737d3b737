"""An attack on the published figures, as a reader of all editions could do it. No code of the gate."""
