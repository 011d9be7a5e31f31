"""The product's verbs: each one transaction by one actor, written to the log, returning the new value."""
