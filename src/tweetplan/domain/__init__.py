"""The words of tweetplan as frozen values and pure functions: no I/O, no clock, no randomness."""
