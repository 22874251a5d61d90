"""`python -m kanwu` is the command `kanwu`."""

from kanwu.cli import main

if __name__ == "__main__":
    main()
