"""`python -m lexiscape`: the command line, where its script is not on the path."""

from lexiscape.cli import main

if __name__ == "__main__":
    main()
