"""X through its API v2: publishing, figures and mentions; needs the extra `x`."""
