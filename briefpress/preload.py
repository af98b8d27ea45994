"""Imported by the fork server, once, so that every worker is born with the press loaded."""

from .press import load

load()
