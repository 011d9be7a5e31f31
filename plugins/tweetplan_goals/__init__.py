"""Built-in goal types, one per file, carried in through the entry points that third parties use too."""
