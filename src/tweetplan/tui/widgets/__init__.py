"""Widgets that every mode is made of: values come down through their vars, messages go up, none knows another."""
