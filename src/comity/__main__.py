"""`python -m comity`."""

from comity.cli.entry import run

if __name__ == "__main__":
    run()
