"""Files of Word → the files of a brief, and what of them did not come."""
