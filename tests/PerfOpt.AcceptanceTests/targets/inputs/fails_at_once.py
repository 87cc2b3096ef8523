"""Fails before any work."""
raise RuntimeError("the configuration is missing")
