"""``python -m linepack`` is the command ``linepack``."""

from linepack.cli.main import run

if __name__ == "__main__":
    run()
