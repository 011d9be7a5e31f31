"""Built-in readers of result files, one per file, carried in through the entry points that third parties use too."""
