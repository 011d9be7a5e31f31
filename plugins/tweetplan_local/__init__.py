"""Publishing without a network: posts laid ready as files."""
