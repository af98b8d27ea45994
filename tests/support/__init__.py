"""Helpers that the tests share: small houses, printed briefs, other programs to ask about them."""
