"""The tables that are kept between runs are never those of other migrations."""

from tests import migrated


def test_what_is_kept_goes_by_what_the_migrations_say(tmp_path, monkeypatch):
    monkeypatch.setattr(migrated, "ROOT", tmp_path)
    path = tmp_path / "annotate" / "migrations" / "0001_initial.py"
    path.parent.mkdir(parents=True)
    names = []
    for text in ("a = 1\n", "a = 2\n", "a = 1\n"):
        path.write_text(text)
        names.append(migrated.kept())

    assert names[0] == names[2] != names[1]


def test_nothing_is_laid_out_that_was_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(migrated, "FOLDER", tmp_path)

    assert not migrated.lay_out()
