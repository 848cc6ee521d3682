"""Pictures of the desk, wide and on a phone, as its readers, analysts and whoever runs it see it.

`python tools/desk_pictures.py FOLDER` serves the atlas that ships to a team of three, from a folder that is gone
afterwards, and writes one PNG a page and width. It needs Playwright and the system's Chromium.
"""

import shutil
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from comity.desk.serve import desk_of, served
from comity.desk.team.team import open_team
from comity.evidence.starting import begin
from comity.terms.country import state

PASSWORD = "words for pictures alone"
PEOPLE = {"ada": "administrator", "ben": "analyst", "eva": "reader"}
WIDTHS = {"wide": 1280, "phone": 360}
PAGES = {
    "sign-in": "/sign-in", "home": "/", "pair": "/ISR/KAZ", "country": "/KAZ", "measure": "/measures/un.agreement",
    "study": "/studies/fra-dza", "statement": "/studies/fra-dza/add", "account": "/account", "team": "/team",
}  # fmt: skip


def take(to: Path) -> None:
    """Write the pictures into the folder `to`."""
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        begin(home / "studies" / "fra-dza", state("FRA"), state("DZA"))
        team = open_team(home / "team", make=True)
        for who, role in PEOPLE.items():
            team.accounts.add(who, role, PASSWORD, "2026-11-29")
        team.accounts.grant("ben", "fra-dza")
        it = served(desk_of(None, home / "store", home / "studies", home / "team"), 0)
        thread = threading.Thread(target=it.run, daemon=True)
        thread.start()
        try:
            _pictures(it.address, to)
        finally:
            it.server.should_exit = True
            thread.join(20)


def _pictures(address: str, to: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
        for width, pixels in WIDTHS.items():
            page = browser.new_context(viewport={"width": pixels, "height": 900}).new_page()
            page.set_default_timeout(120_000)
            for name, path in PAGES.items():
                page.goto(address + path)
                if name == "home" and page.title().startswith("Sign in"):
                    page.get_by_label("Name").fill("ada")
                    page.get_by_label("Password").fill(PASSWORD)
                    page.keyboard.press("Enter")
                    page.wait_for_url(f"{address}/")
                page.screenshot(path=to / f"{name}-{width}.png")
                print(to / f"{name}-{width}.png")
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1] if len(sys.argv) > 1 else "desk-pictures"))
