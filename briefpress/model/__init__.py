"""The values that pass between rooms, and what every room may ask. Read this first.

Values      brief.py (sources, the brief, theme, language), page.py (Html, Pdf, stamps),
            geometry.py and tag_tree.py (what a Pdf shows), changes.py, text.py:
            frozen, each field with a sentence. Editions are in editions/ledger.py.
Contract    contract.py, blocks/ and fields.py: what an author may write; walk.py finds it by type.
Tables      papers.py: every paper. patches.py: what is changed in other libraries.
Asked by    problems.py: what is wrong, collected in a `Problems`, the one value here that grows.
all         house.py: where the files of a house lie.

Nothing here imports another room.
"""
