"""Settings come from four places in one order, and whatever is wrong with them is said at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.errors import ConfigurationError, InputError
from translator.settings import Settings, load_settings, user_file
from translator.settings.keys import KEYS


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a document two folders down."""
    (tmp_path / "project" / "docs" / "deep").mkdir(parents=True)
    (tmp_path / "project" / "house.csv").write_text("en,ko\na,b\n")
    return tmp_path / "project"


def write(path: Path, text: str) -> Path:
    """Write a file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_later_places_win(project: Path) -> None:
    """User, project, environment, flag: each decides what the later ones leave open, and its name is kept."""
    write(user_file(), 'to = "ko"\nfrom = "en"\nengine = "fake"\nfail-on = "minor"\n')
    file = write(project / "translator.toml", 'to = ["ja"]\nengine = "argos"\nfail-on = "major"\n')
    environment = {"TRANSLATOR_ENGINE": "builtin", "TRANSLATOR_FAIL_ON": "critical"}
    settings = load_settings([project / "docs" / "deep" / "a.txt"], {"fail-on": "never", "engine": None}, environment)
    assert (settings.to, settings.source, settings.engine, settings.fail_on) == (("ja",), "en", "builtin", "never")
    origins = dict(zip(("from", "to", "engine", "fail-on"), (user_file(), file, "TRANSLATOR_ENGINE", "--fail-on"), strict=True))
    assert settings.origins == {name: str(origin) for name, origin in origins.items()}


def test_without_any_place_there_are_defaults(project: Path) -> None:
    """And every setting says so."""
    settings = load_settings([project / "a.txt"], environment={})
    assert settings == Settings()
    assert {origin for _, _, origin in settings.rows()} == {"default"}
    assert len(list(settings.rows())) == len(KEYS)


def test_paths_count_from_the_file_that_names_them(project: Path) -> None:
    """Wherever the command is started; a short name stays one."""
    text = 'glossary = ["house.csv", "curated"]\nmemory = "team.db"\n[models]\nlock = "translator.lock"\n'
    write(project / "translator.toml", text)
    settings = load_settings([project / "docs"], environment={})
    assert settings.glossary == (str(project / "house.csv"), "curated")
    assert settings.memory == str(project / "team.db")
    assert settings.lock == str(project / "translator.lock")


def test_formats_go_by_the_names_of_files(project: Path) -> None:
    """The first pattern that fits."""
    write(project / "translator.toml", '[formats]\n"*.tpl" = "html"\n"*.ref.txt" = "markdown"\n')
    settings = load_settings([project], environment={})
    names = ("page.tpl", "a.ref.txt", "a.txt")
    assert [settings.format_of(project / name) for name in names] == ["html", "markdown", None]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("glosary = []", "translator.toml:1: 'glosary' is not a setting. Did you mean glossary?"),
        ("\n\n[models]\ntimout = 3", "translator.toml:4: 'models.timout' is not a setting. Did you mean models.timeout?"),
        ("to = 3", "'to' has to be a text in quotes or a list of them"),
        ('fail-on = "bad"', "'fail-on' has to be one of minor, major, critical, never"),
        ('offline = "perhaps"', "'offline' has to be true or false"),
        ("[models]\ntimeout = true", "has to be a number of seconds above 0"),
        ("[formats]\na = 1", "names and formats"),
        ("to = [", "(at end of document)"),
        ('[models]\nindex = "https://example.org/"', "'models.index' can be set in"),
        ('engine = "a"\nengine = "b"', "Cannot overwrite a value"),
        ("models = 3", "'models' is not a setting"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(project: Path, text: str, says: str) -> None:
    """And what it has to be, or was probably meant to be."""
    write(project / "translator.toml", text)
    with pytest.raises(ConfigurationError) as caught:
        load_settings([project], environment={})
    assert says in str(caught.value)


def test_all_problems_come_at_once(project: Path) -> None:
    """Of every place."""
    write(user_file(), "colour = 1\n")
    write(project / "translator.toml", "to = 1\nfrom = 2\n")
    with pytest.raises(ConfigurationError) as caught:
        load_settings([project], environment={"TRANSLATOR_OFFLINE": "perhaps", "TRANSLATOR_GLOSARY": "x", "TRANSLATOR_HOME": "/"})
    places = [problem.partition(": ")[0] for problem in caught.value.problems]
    file = project / "translator.toml"
    assert places == [f"{user_file()}:1", f"{file}:1", f"{file}:2", "TRANSLATOR_OFFLINE", "TRANSLATOR_GLOSARY"]


def test_a_file_in_another_encoding_is_refused(project: Path) -> None:
    """And one with a byte order mark is read."""
    (project / "translator.toml").write_bytes('to = "ko"  # 한국어'.encode("cp949"))
    with pytest.raises(ConfigurationError, match="is not UTF-8"):
        load_settings([project], environment={})
    (project / "translator.toml").write_bytes('to = "ko"'.encode("utf-8-sig"))
    assert load_settings([project], environment={}).to == ("ko",)


def test_offline_cannot_be_taken_back(project: Path) -> None:
    """What the user has shut, no project opens."""
    write(user_file(), "offline = true\n")
    write(project / "translator.toml", "offline = false\n")
    settings = load_settings([project], environment={"TRANSLATOR_OFFLINE": "0"})
    assert settings.offline
    assert settings.origins["offline"] == str(user_file())


def test_documents_of_two_projects_are_refused(project: Path, tmp_path: Path) -> None:
    """Rather than translated with the settings of one of them."""
    write(project / "translator.toml", 'to = "ko"')
    with pytest.raises(InputError, match="two commands"):
        load_settings([project / "a.txt", tmp_path / "b.txt"], environment={})


def test_the_file_can_be_named_or_refused(project: Path) -> None:
    """By `TRANSLATOR_CONFIG`; one that is not there is an error, not silence."""
    write(project / "translator.toml", 'to = "ko"')
    other = write(project / "other.toml", 'to = "ja"')
    assert load_settings([project], environment={"TRANSLATOR_CONFIG": str(other)}).to == ("ja",)
    assert load_settings([project], environment={"TRANSLATOR_CONFIG": ""}).to == ()
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_settings([project], environment={"TRANSLATOR_CONFIG": str(project / "none.toml")})


def test_every_setting_has_a_variable(tmp_path: Path) -> None:
    """Lists are separated as the platform separates paths, or by commas; an empty list says that there is none."""
    environment = {
        "TRANSLATOR_TO": "ko, ja",
        "TRANSLATOR_GLOSSARY": "",
        "TRANSLATOR_MEMORY": "no",
        "TRANSLATOR_MODELS_TIMEOUT": "2.5",
        "TRANSLATOR_MODELS_INDEX": "https://example.org/index.json",
        "TRANSLATOR_ENGINE": "",
    }
    settings = load_settings([tmp_path], environment=environment)
    assert (settings.to, settings.glossary, settings.memory, settings.timeout) == (("ko", "ja"), (), False, 2.5)
    assert settings.index == "https://example.org/index.json"
    assert (settings.engine, settings.origins["glossary"]) == ("auto", "TRANSLATOR_GLOSSARY")
