"""Imported by the fork server, once, so that every worker is born with the press loaded."""

from .engine import load

load()
