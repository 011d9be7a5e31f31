"""Setting up, looking after, copying and undoing: every verb that keeps a workspace, with its exit codes."""

import os
import stat
from pathlib import Path

import pytest

from commandline import Shell


def test_init_makes_a_private_folder_and_remembers_it(shell: Shell, tmp_path: Path) -> None:
    place = tmp_path / "deep" / "team"
    answer = shell("init", place, "--json")
    assert answer.data["workspace"] == str(place / "tweetplan.db")
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert stat.S_IMODE((place / "tweetplan.db").stat().st_mode) == 0o600
    assert shell.json("info")["workspace"] == str(place / "tweetplan.db")
    assert shell("init", place, code=5).out == ""


def test_init_says_what_is_next(shell: Shell, tmp_path: Path) -> None:
    text = shell("init", tmp_path / "team").out
    assert all(verb in text for verb in ("account add", "import", "goal types"))


def test_init_never_rewrites_a_hand_made_config(shell: Shell, tmp_path: Path) -> None:
    own = shell.home / ".config" / "tweetplan" / "config.toml"
    own.parent.mkdir(parents=True)
    text = '# mine\nworkspace = "/elsewhere"\n'
    own.write_text(text)
    answer = shell("init", tmp_path / "team")
    assert own.read_text() == text
    assert "/elsewhere" in answer.err


def test_init_of_a_database_server_says_that_it_cannot(shell: Shell) -> None:
    answer = shell("init", "postgres://db/tweetplan", code=1)
    assert "postgres://" in answer.err
    assert not (Path.cwd() / "postgres:").exists()


def test_init_shared_with_a_group_is_setgid(shell: Shell, tmp_path: Path) -> None:
    import grp

    group = grp.getgrgid(os.getgid()).gr_name
    shell("init", tmp_path / "team", "--shared", group)
    assert stat.S_IMODE((tmp_path / "team").stat().st_mode) == 0o2770
    assert stat.S_IMODE((tmp_path / "team" / "tweetplan.db").stat().st_mode) == 0o660
    assert "no-such-group" in shell("init", tmp_path / "other", "--shared", "no-such-group", code=4).err


def test_which_workspace_option_then_environment_then_own(
    team: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("two", "three"):
        team("init", tmp_path / name)
    team("--workspace", tmp_path / "two", "account", "add", "@two")
    assert team.json("account", "list") == []
    monkeypatch.setenv("TWEETPLAN_WORKSPACE", str(tmp_path / "two"))
    assert [row["handle"] for row in team.json("account", "list")] == ["@two"]
    assert team.json("account", "list", "--workspace", tmp_path / "team") == []


def test_accounts_are_added_listed_edited_and_refused(team: Shell) -> None:
    made = team.json("account", "add", "@Acme", "--zone", "Europe/Berlin", "--audience-zone", "America/New_York")
    assert made["handle"] == "@Acme"
    assert team.json("account", "list")[0] == made
    team("account", "add", "@acme", code=5)
    team("account", "add", "@other", "--zone", "Europe/Nowhere", code=2)
    team("account", "add", "not a handle", code=2)
    assert "@Acme" in team("account", "edit", "@acmee", "--role", "support", code=4).err
    assert team.json("account", "edit", "@acme", "--role", "support")["role"] == "support"
    team("account", "remove", "@acme")
    assert "account add" in team("account", "list").out


def test_undo_and_redo_by_id_and_without(team: Shell) -> None:
    team("account", "add", "@one")
    team("account", "add", "@two")
    newest, older = team.json("log")[:2]
    assert newest["summary"] == "added account @two"
    assert (newest["login"], newest["uid"], newest["verb"]) == ("ana", 1000, "account.add")
    team("undo", older["id"])
    assert [row["handle"] for row in team.json("account", "list")] == ["@two"]
    assert team.json("redo")["undoes"]
    assert len(team.json("account", "list")) == 2
    team("undo")
    assert [row["handle"] for row in team.json("account", "list")] == ["@one"]
    team("undo", "zzz", code=4)
    assert team.json("log", "--changes", "--limit", "1")[0]["changes"]
    assert "undone" in team("log").out


def test_nothing_to_undo_is_said(team: Shell) -> None:
    team("undo", code=4)
    team("redo", code=4)


def test_somebody_elses_later_change_is_a_conflict(team: Shell) -> None:
    team("account", "add", "@one")
    team.login = "ben"
    team("account", "edit", "@one", "--zone", "Asia/Tokyo")
    team.login = "ana"
    answer = team("undo", code=5)
    assert "ben" in answer.err
    assert team.json("account", "list")[0]["zone"] == "Asia/Tokyo"


def test_rules_are_listed_set_and_reset(team: Shell) -> None:
    rows = {row["key"]: row for row in team.json("rules", "list")}
    assert rows["adjust.raise"]["value"] == 1.2
    assert rows["adjust.raise"]["source"] == "G30"
    assert team.json("rules", "set", "winback.silent_days", "45")["value"] == 45
    assert {row["key"]: row["value"] for row in team.json("rules", "list")}["winback.silent_days"] == 45
    assert "45 days (not 30)" in team("rules", "list").out
    assert team.json("rules", "reset", "winback.silent_days")["value"] == 30
    assert "adjust.raise" in team("rules", "set", "adjust.rise", "2", code=3).err
    team("rules", "set", "adjust.raise", "much", code=2)
    team("rules", "set", "adjust.raise", "nan", code=3)


def test_backup_and_restore(team: Shell, tmp_path: Path) -> None:
    team("account", "add", "@one")
    team("backup", tmp_path / "copy.db")
    team("backup", tmp_path / "copy.db", code=5)
    team("backup", tmp_path / "copy.db", "--force")
    team("account", "add", "@two")
    team("restore", tmp_path / "copy.db", code=5)
    team("restore", tmp_path / "copy.db", "--to", tmp_path / "new")
    assert [row["handle"] for row in team.json("account", "list", "--workspace", tmp_path / "new")] == ["@one"]
    team("restore", tmp_path / "copy.db", "--force")
    assert [row["handle"] for row in team.json("account", "list")] == ["@one"]
    team("restore", tmp_path / "nothing.db", "--force", code=4)
    (tmp_path / "text.db").write_text("no database")
    team("restore", tmp_path / "text.db", "--to", tmp_path / "third", code=1)


def test_check_is_silent_about_a_sound_workspace_and_exits_3_else(team: Shell, tmp_path: Path) -> None:
    team("account", "add", "@one")
    assert team.json("check") == []
    workspace = team.open(str(tmp_path / "team"))
    with workspace.db.writing():
        workspace.db.execute("UPDATE accounts SET zone = 'Asia/Tokyo'")
    found = team.json("check", code=3)
    assert [finding["rule"] for finding in found] == ["check.records-follow-the-log"]
    assert "✗" in team("check", code=3).out


def test_doctor_names_the_command_that_mends(team: Shell, tmp_path: Path) -> None:
    rows = {row["name"]: row for row in team.json("doctor", code=None)}
    assert rows["workspace"]["ok"]
    assert not rows["tick"]["ok"]
    assert rows["tick"]["remedy"] == "tweetplan tick --units"
    (tmp_path / "team").chmod(0o777)
    answer = team("doctor", code=3)
    assert f"chmod o-w {tmp_path / 'team'}" in answer.out


def test_doctor_and_info_work_without_a_workspace(shell: Shell) -> None:
    shell("doctor", code=None)
    held = shell.json("info")
    assert held["workspace"] is None
    assert held["config"].startswith(str(shell.home))
    assert shell("info").out.count("\n") > 4


def test_config_check_names_what_it_did_not_understand(shell: Shell) -> None:
    assert shell.json("config", "check")["findings"] == []
    own = shell.home / ".config" / "tweetplan" / "config.toml"
    own.parent.mkdir(parents=True)
    own.write_text('thme = "light"\n')
    answer = shell("config", "check", code=3)
    assert "'theme'" in answer.out
    assert str(own) in shell("config", "path").out


def test_the_units_name_the_program_and_the_workspace(team: Shell, tmp_path: Path) -> None:
    texts = team.json("tick", "--units")
    assert set(texts) == {"tweetplan-tick.service", "tweetplan-tick.timer", "crontab"}
    assert str(tmp_path / "team") in texts["tweetplan-tick.service"]
    assert "tick" in team("tick", "--units").out


def test_tick_does_what_is_due_once(team: Shell, tmp_path: Path) -> None:
    first = team.json("tick")
    assert all(job["ok"] for job in first)
    assert any(job["job"] == "backup" for job in first)
    assert team.json("tick") == []
    assert list((tmp_path / "team" / "backups").glob("*.db"))


def test_plugins_list_has_these_columns_and_needs_no_workspace(shell: Shell) -> None:
    rows = shell.json("plugins", "list")
    assert {tuple(row) for row in rows} == {("name", "kind", "version", "hooks", "status", "reason")}
    names = [row["name"] for row in rows]
    assert "goals.leads" in names
    assert {row["status"] for row in rows} == {"ok"}
    text = shell("plugins", "list").out
    assert all(name in text for name in names)


def test_plugins_check_examines_a_file(shell: Shell, tmp_path: Path) -> None:
    good = tmp_path / "good.py"
    good.write_text(
        '"""A goal type."""\nfrom tweetplan.api import GoalType, Kpi, Measure, hookimpl, total\n\n\n'
        'class News(GoalType):\n    """News."""\n\n    key = "news"\n    title = "News"\n'
        '    measures = (Measure("signups", unit="sign-ups"),)\n    kpis = (Kpi("signups", total("signups")),)\n\n\n'
        "@hookimpl\ndef tweetplan_goal_types():\n    return [News]\n"
    )
    errors = [row for row in shell.json("plugins", "check", good, code=None) if row["severity"] == "error"]
    assert errors == []
    bad = tmp_path / "bad.py"
    bad.write_text("raise SystemExit(7)\n")
    assert shell.json("plugins", "check", bad, code=3)
    shell("plugins", "check", tmp_path / "none.py", code=4)


def test_demo_without_a_terminal_says_what_to_do(shell: Shell) -> None:
    shell.no_terminal = "there is no terminal"
    answer = shell("demo", code=2)
    assert "--no-open" in answer.err
    assert answer.out == ""


def test_tick_imports_what_lies_in_the_drop_folder(team: Shell, tmp_path: Path) -> None:
    drop = tmp_path / "team" / "drop"
    (drop / "@acme").mkdir(parents=True)
    files = {
        drop / "@acme" / "leads.csv": "date,measure,value\n2026-03-01,leads,4\n",
        drop / "broken.csv": "this,is\nno,export\n",
        drop / "fresh.csv": "date,account,measure,value\n2026-03-02,@acme,leads,9\n",
    }
    for file, text in files.items():
        file.write_text(text)
        settled = team.now.timestamp() - (1 if file.name == "fresh.csv" else 3600)
        os.utime(file, (settled, settled))
    (drop / "link.csv").symlink_to(drop / "fresh.csv")
    done = {job["job"]: job for job in team.json("tick", code=1)}
    assert not done["drop folder"]["ok"]
    assert "broken.csv" in done["drop folder"]["outcome"]
    assert {row["kpi"]: row["value"] for row in team.json("kpi")}["leads"] == 4
    assert len(list((drop / "done").iterdir())) == len(list((drop / "failed").iterdir())) == 1
    assert {file.name for file in drop.iterdir()} == {"@acme", "done", "failed", "fresh.csv", "link.csv"}


def test_the_demo_is_thrown_away_unless_it_is_kept(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    shell("demo")
    (opened,) = shell.opened_ui
    assert opened.startswith(str(tmp_path))
    assert not Path(opened).exists()
    answer = shell("demo", "--dir", tmp_path / "kept", "--no-open", "--json")
    assert answer.data == {"workspace": str(tmp_path / "kept")}
    assert shell.opened_ui == [opened]
    shell("demo", "--dir", tmp_path / "kept", "--no-open", code=5)
    assert len(shell.json("goal", "list", "--workspace", tmp_path / "kept")) == 7
    assert shell.json("check", "--workspace", tmp_path / "kept") == []
