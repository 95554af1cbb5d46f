"""The command line: one verb a file, each a thin shell over a function of the library, and one place for errors."""

from __future__ import annotations

import sys

BUG = 70
"""Exit status for a failure that is ours (EX_SOFTWARE of sysexits.h)."""


def main() -> None:
    """Run the command line and exit."""
    from .. import network
    from ..errors import TranslatorError
    from .app import app

    network.shut("Nothing but 'translator models search' and 'translator models install' uses the network.")
    try:
        app()
    except TranslatorError as error:
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except MemoryError:
        print("Error: there is not enough memory. Translate smaller files, or fewer at once.", file=sys.stderr)
        sys.exit(3)
    except Exception:
        import traceback

        traceback.print_exc()
        print("This is a bug in translator. Nothing was overwritten. Please report it with the lines above.", file=sys.stderr)
        sys.exit(BUG)
