"""Build the institute's briefs: `python build.py --help`."""

import sys

if __name__ == "__main__":
    from briefpress.cli import main

    sys.exit(main())
