"""Work in the background: making an edition, and making its files, with progress that everybody sees."""
