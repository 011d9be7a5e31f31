"""A real spreadsheet opens the bulk files and calculates nothing."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exchange.made import entry
from tweetplan.exchange.bulk_csv import Wishes, sheet
from tweetplan.exchange.bulk_formats import TOOLS

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CELLS = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "  =1", '=HYPERLINK("http://x";"y")', "＝1+1", "'=1+1",
         "=cmd|' /C calc'!A0", "a\n=1+1", '"=1+1', "{=1+1}")  # fmt: skip


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: .ci/run brings it")
def test_libreoffice_finds_no_formula(tmp_path: Path):
    entries = [entry("2026-03-30", f"{at:02}:00", text) for at, text in enumerate(CELLS)]
    now = datetime(2026, 3, 17, tzinfo=UTC)
    for tool in TOOLS.values():
        made = sheet(tool, entries, now, Wishes("Europe/Berlin", account_id="17"))
        (tmp_path / f"{tool.key}.csv").write_bytes(made.content)
    # As a careless person opens it: numbers and formulas are looked for in every cell (the last `true`).
    (tmp_path / "bare.csv").write_text('"=1+1",plain\n', encoding="utf-8")
    options = "44,34,76,1,,0,false,true,false,false,false,-1,true"
    command = [
        str(OFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
        f"--infilter=CSV:{options}", "--convert-to", "fods", "--outdir", str(tmp_path / "out"),
        *map(str, sorted(tmp_path.glob("*.csv"))),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    found = {path.stem: re.findall(r"table:formula=", path.read_text("utf-8")) for path in (tmp_path / "out").iterdir()}
    assert found.pop("bare"), "this LibreOffice did not look for formulas at all, so it would find none"
    assert set(found) == set(TOOLS) and not any(found.values())
