"""Goal types for the major goals that an account may have beyond those that tweetplan ships (D02)."""
