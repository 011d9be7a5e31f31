"""What leaves and enters as files: the plan as TOML."""
