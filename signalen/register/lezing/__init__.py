"""What a bestuurder does with a line of a vastgestelde editie: gezien, antwoord, vraag, datum."""
