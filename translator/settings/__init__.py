"""Configuration: which settings there are, where they come from, and which of the places wins."""

from .load import Settings, load_settings, user_file

__all__ = ["Settings", "load_settings", "user_file"]
