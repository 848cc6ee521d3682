"""`python -m comity`."""

from comity.cli.main import run

if __name__ == "__main__":
    run()
