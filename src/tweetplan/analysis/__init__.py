"""Everything that computes or calls plugins' code; headless commands use it, the screens never do."""
