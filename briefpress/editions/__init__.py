"""The files of output/ and editions/, and who holds a copy of them."""
