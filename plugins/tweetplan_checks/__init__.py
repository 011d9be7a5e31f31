"""Built-in checks of a draft, a subject a file, carried in through the entry points that third parties use too."""
