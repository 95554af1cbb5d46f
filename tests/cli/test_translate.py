"""The command line: what it prints where, what it leaves behind, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "translator"]
FAKE = ["--engine", "fake"]


def run(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    done = subprocess.run([*COMMAND, *map(str, arguments)], input=stdin, capture_output=True, cwd=cwd, check=False)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A small document and a small glossary."""
    (tmp_path / "terms.csv").write_text("en,ko,ja\nshuttle diplomacy,셔틀외교,シャトル外交\n", encoding="utf-8")
    path = tmp_path / "news.txt"
    path.write_text("Talks\n\nThey praised shuttle diplomacy.\n", encoding="utf-8")
    return path


def test_translations_are_written_and_named(news: Path) -> None:
    """One file a language beside the source, its path on stdout, the report on stderr."""
    done = run("translate", news, "--to", "ko", "--to", "ja", "-g", news.with_name("terms.csv"), *FAKE, "--fail-on", "never")
    assert done.returncode == 0
    assert done.stdout.split() == [str(news.with_name("news.ko.txt")), str(news.with_name("news.ja.txt"))]
    assert news.with_name("news.ko.txt").read_text(encoding="utf-8") == "Talks\n\nThey praised 셔틀외교.\n"
    assert "1 of 1 terms carried" in done.stderr


def test_findings_decide_the_exit_status(news: Path) -> None:
    """An echo is no translation, which is critical; --fail-on never forgives it."""
    assert run("translate", news, "--to", "ko", *FAKE).returncode == 1
    assert run("translate", news, "--to", "ko", *FAKE, "--force", "--fail-on", "never").returncode == 0


def test_stdin_goes_to_stdout() -> None:
    """With - nothing is written to disk."""
    done = run("translate", "-", "--to", "ko", *FAKE, "--quiet", "--fail-on", "never", stdin="A b.\n".encode("utf-16"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "A b.\n", "")


def test_json_is_one_document(news: Path) -> None:
    """All runs in one, with terms, steps and findings; nothing else on stdout."""
    done = run("translate", news, "--to", "ko", "--to", "ja", "-g", news.with_name("terms.csv"), *FAKE, "--json")
    runs = json.loads(done.stdout)["runs"]
    assert [each["to"] for each in runs] == ["ko", "ja"]
    assert runs[0]["terms"] == {"found": 1, "carried": 1}
    assert runs[0]["segments"][1]["terms"][0]["wanted"] == "셔틀외교"
    assert [step["rung"] for step in runs[0]["segments"][1]["steps"]][:2] == ["draft", "hint"]


def test_an_existing_translation_is_kept(news: Path) -> None:
    """Before any work is done, and with a hint how to go on."""
    kept = news.with_name("news.ko.txt")
    kept.write_text("mine", encoding="utf-8")
    done = run("translate", news, "--to", "ko", *FAKE)
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert kept.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["nowhere.txt", "--to", "ko"], 2, "does not exist"),
        (["news.txt", "--to", "xyzzy"], 2, "is not a language"),
        (["news.txt", "--to", "korea"], 2, "ko"),
        (["news.txt", "--to", "en"], 2, "Source and target are both English"),
        (["news.txt", "--to", "fr"], 3, "does not translate"),
        (["news.txt", "--to", "ko", "--engine", "oracle"], 3, "builtin"),
        (["news.txt", "--to", "ko", "--format", "wingdings"], 2, "Formats:"),
        (["news.txt", "--to", "ko", "-g", "none.yaml"], 2, "there is no such file"),
        (["news.txt", "--to", "ko", "-g", "bad.csv"], 2, "bad.csv:1"),
        (["binary.txt", "--to", "ko"], 2, "PNG"),
        (["broken.txt", "--to", "ko", "--encoding", "ascii"], 2, "offset"),
        (["news.txt", "--to", "ko", "--encoding", "morse"], 2, "not a text encoding"),
        (["news.txt"], 2, "--to"),
        (["a/news.txt", "news.txt", "--to", "ko", "-o", "out"], 2, "Two documents would be written"),
    ],
)
def test_bad_input_is_explained_and_nothing_is_written(news: Path, arguments: list[str], status: int, says: str) -> None:
    """What, where, and what to do; no file appears."""
    folder = news.parent
    (folder / "bad.csv").write_text("apple,사과\n", encoding="utf-8")
    (folder / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (folder / "broken.txt").write_bytes("한국".encode())
    (folder / "a").mkdir()
    (folder / "a" / "news.txt").write_text("A.", encoding="utf-8")
    before = sorted(folder.rglob("*"))
    done = run("translate", *arguments, *([] if "--engine" in arguments else FAKE), cwd=folder)
    assert done.returncode == status, done.stderr
    assert says in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert sorted(folder.rglob("*")) == before


def test_one_bad_file_does_not_stop_the_others(news: Path) -> None:
    """The rest is translated, the exit status tells."""
    (news.parent / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    done = run("translate", "image.txt", "news.txt", "--to", "ko", *FAKE, "--fail-on", "never", cwd=news.parent)
    assert done.returncode == 1
    assert done.stdout.split() == ["news.ko.txt"]
    assert "image.txt" in done.stderr


def test_an_empty_file_gives_an_empty_file(tmp_path: Path) -> None:
    """Nothing to translate is no error."""
    (tmp_path / "empty.txt").touch()
    assert run("translate", "empty.txt", "--to", "ko", cwd=tmp_path).returncode == 0
    assert (tmp_path / "empty.ko.txt").read_bytes() == b""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949", "shift_jis", "euc_jp"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    """The output is UTF-8 whatever the input was."""
    text = "안녕하세요 여러분. We met.\n" if encoding == "cp949" else "こんにちは、世界。 We met.\n"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert run("translate", "a.txt", "--to", "ko", *FAKE, "--fail-on", "never", cwd=tmp_path).returncode == 0
    assert text.split()[0] in (tmp_path / "a.ko.txt").read_bytes().decode("utf-8-sig")


def test_one_huge_line_is_split_and_kept(tmp_path: Path) -> None:
    """400 kilobytes without a line break go through in pieces that an engine can take, and come back whole."""
    text = "Once upon a time there was a long line " * 10_000
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    done = run("translate", "long.txt", "--to", "ko", *FAKE, "--fail-on", "never", "--quiet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "long.ko.txt").read_text(encoding="utf-8").split() == text.split()


def test_interrupting_leaves_no_half_file(tmp_path: Path, cache: Path) -> None:
    """Ctrl-C in the middle of a translation: status 130 and nothing new on disk."""
    (tmp_path / "a.txt").write_text("The two governments agreed to expand cooperation on trade.\n" * 400, encoding="utf-8")
    arguments = [*COMMAND, "translate", "a.txt", "--to", "ko"]
    lines = [f"Sentence number {n} tells of a meeting in the city of Seoul." for n in range(300)]
    (tmp_path / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    process = subprocess.Popen(arguments, cwd=tmp_path, stderr=subprocess.PIPE, env={**os.environ})
    time.sleep(4)
    assert process.poll() is None, "the translation ended before it could be interrupted"
    process.send_signal(signal.SIGINT)
    _, message = process.communicate(timeout=300)  # a batch is finished first, which takes long on a busy machine
    assert process.returncode == 130, message
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".txt") == ["a.txt"]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".a.ko")]


def test_engines_are_listed_with_their_card() -> None:
    """The list names each, the card tells base, licence and scores."""
    assert "builtin" in run("engines").stdout
    card = run("engines", "builtin").stdout
    assert "Gemma" in card
    assert "chrF" in card


def test_help_loads_no_engine() -> None:
    """Nothing heavy is imported to print a help text."""
    code = (
        "import sys; sys.argv = ['translator', '--help']\n"
        "from translator.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted({'ctranslate2', 'sentencepiece', 'babel', 'numpy', 'ruamel', 'lxml'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_the_review_page_is_written(news: Path) -> None:
    """One file for all runs, not over an existing one."""
    page = news.with_name("review.html")
    arguments = ["translate", news, "--to", "ko", "-g", news.with_name("terms.csv"), *FAKE, "--fail-on", "never", "--report", page]
    assert run(*arguments).returncode == 0
    assert "셔틀외교" in page.read_text(encoding="utf-8")
    assert run(*arguments).returncode == 2


def test_other_encodings_are_written_where_asked(tmp_path: Path) -> None:
    """And refused, with the character, where they cannot hold the translation."""
    (tmp_path / "a.txt").write_text("안녕하세요 여러분. Hi.\n", encoding="utf-8")
    asked = ["translate", "a.txt", "--to", "ko", *FAKE, "--fail-on", "never", "--output-encoding"]
    assert run(*asked, "cp949", cwd=tmp_path).returncode == 0
    assert "안녕하세요" in (tmp_path / "a.ko.txt").read_bytes().decode("cp949")
    refused = run(*asked, "shift_jis", "--force", cwd=tmp_path)
    assert refused.returncode == 2
    assert "‘안’" in refused.stderr


def test_files_for_translators_are_written_beside(news: Path) -> None:
    """Named after the translation, and kept like it."""
    arguments = ["translate", news, "--to", "ko", *FAKE, "--fail-on", "never", "--also", "xliff", "--also", "tmx"]
    done = run(*arguments)
    assert done.stdout.split() == [str(news.with_name("news.ko.txt"))]
    assert news.with_name("news.ko.tmx").exists()
    assert 'target-language="ko"' in news.with_name("news.ko.xlf").read_text(encoding="utf-8")
    news.with_name("news.ko.txt").unlink()
    again = run(*arguments)
    assert again.returncode == 2
    assert "news.ko.xlf exists already" in again.stderr
    assert not news.with_name("news.ko.txt").exists()


def test_bilingual_and_columns_reach_the_format(news: Path) -> None:
    """Two languages in a text; of a table the columns that are named."""
    done = run("translate", news, "--to", "ko", "-g", news.with_name("terms.csv"), *FAKE, "--fail-on", "never", "--bilingual")
    text = Path(done.stdout.strip()).read_text(encoding="utf-8")
    assert text == "Talks\nTalks\n\nThey praised shuttle diplomacy.\nThey praised 셔틀외교.\n"
    table = news.with_name("a.csv")
    table.write_text("id,name,note\n1,shuttle diplomacy,shuttle diplomacy\n", encoding="utf-8")
    done = run("translate", table, "--to", "ko", "-g", news.with_name("terms.csv"), *FAKE, "--columns", "1, note")
    assert Path(done.stdout.strip()).read_text(encoding="utf-8") == "id,name,note\n1,shuttle diplomacy,셔틀외교\n"


def test_options_of_documents_hold_for_stdin(news: Path) -> None:
    """What comes through a pipe is a text, a table, bilingual, and in another encoding, as a file would be."""
    asked = ["translate", "-", "--to", "ko", "-g", news.with_name("terms.csv"), *FAKE, "--quiet", "--fail-on", "never"]
    encoded = subprocess.run(
        [*COMMAND, *map(str, asked), "--output-encoding", "cp949"], input=b"Shuttle diplomacy.\n", capture_output=True, check=True
    )
    assert encoded.stdout.decode("cp949") == "셔틀외교.\n"
    table = b"id,name,note\n1,shuttle diplomacy,shuttle diplomacy\n"
    done = run(*asked, "--format", "csv", "--columns", "note", stdin=table)
    assert done.stdout == "id,name,note\n1,shuttle diplomacy,셔틀외교\n", done.stderr
    assert run(*asked, "--bilingual", stdin=b"Talks.\n").stdout == "Talks.\nTalks.\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--columns", "2"], "--columns is for tables, and this is text"),
        (["--output-encoding", "klingon"], "'klingon' is not a text encoding"),
        (["--output-encoding", "shift_jis"], "cannot write ‘안’"),
        (["--output-encoding", "cp949", "--json"], "--json prints UTF-8"),
    ],
)
def test_options_that_mean_nothing_for_stdin_are_refused(options: list[str], told: str) -> None:
    """With what to do instead, and nothing on stdout."""
    done = run("translate", "-", "--to", "ko", *FAKE, "--quiet", "--fail-on", "never", *options, stdin="안녕.\n".encode())
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_no_document_is_named_like_another_format(news: Path) -> None:
    """A text is not written into a file that calls itself a Word document; a name that says nothing is fine."""
    done = run("translate", news, "--to", "ko", *FAKE, "-o", news.with_name("out.docx"))
    assert (done.returncode, news.with_name("out.docx").exists()) == (2, False)
    assert "from a text document comes a .txt file" in done.stderr
    assert run("translate", news, "--to", "ko", *FAKE, "-o", news.with_name("out.draft"), "--fail-on", "never").returncode == 0
