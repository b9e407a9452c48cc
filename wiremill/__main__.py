"""`python -m wiremill` is the command `wiremill`."""

from flows.command_line import main

if __name__ == "__main__":
    main()
