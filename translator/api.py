"""The translator as a Python object: choose language, glossary and engine once, translate texts and files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import files
from .engines.choice import choose
from .errors import InputError, PairNotInstalledError
from .formats import FORMATS, detect, load_format
from .formats.base import Bilingual, Format, Options, configure, require_bilingual, require_encoding
from .glossary import Glossary, load_glossaries
from .locales import parse_pair
from .memory import Memory, package_code
from .model import Document, Pair, Run
from .pipeline import run_signature, translate_ahead, translate_document
from .sections import Sections, large, translate_sections

if TYPE_CHECKING:
    from .engines.base import Engine
    from .ladder import Listener


def refuse_other_format(reader: Format, path: Path, output: Path) -> None:
    """Raise `InputError` where `output` is named like a format that is not written: nothing here converts documents."""
    writes = getattr(reader, "writes", "")
    fitting = (writes,) if writes else (path.suffix.lower(), *reader.suffixes)
    if output.suffix.lower() in fitting:
        return
    known = {suffix for name in FORMATS for suffix in load_format(name).suffixes}
    if output.suffix.lower() in known:
        raise InputError(
            f"{output} cannot be written: from a {reader.name} document comes a {fitting[0] or 'text'} file. Name one with -o."
        )


@dataclass(slots=True)
class Translator:
    """Translates from one language into another.

    Cheap to make and to pickle: the engine is loaded at the first translation.

    >>> from translator.testing import FakeEngine
    >>> translator = Translator("ko", engine=FakeEngine())
    >>> translator.translate("2025").text
    '2025'
    """

    target: str
    """Tag of the target language: ko, ja."""
    source: str = "en"
    glossary: Glossary | Sequence[str | Path] = ()
    """A loaded glossary, or the files, folders and short names to load it from. Empty: no glossary."""
    engine: Engine | str = "auto"
    """An engine, or its name; `auto` takes the best that is installed for the pair."""
    listener: Listener | None = field(default=None, repr=False)
    """Told of progress: rung, texts done, texts in all."""
    memory: Memory | str | Path | None = None
    """A translation memory, or the file it is in. None: nothing is kept, and nothing remembered."""
    reuse: float | None = None
    """Likeness, from 0 to 1, from which a person's translation of a similar text is used instead of being offered."""
    pair: Pair = field(init=False)
    _ahead: dict[bytes, float] = field(init=False, default_factory=dict, repr=False, compare=False)
    _kept: tuple[object, Engine, object, Glossary] | None = field(default=None, init=False, repr=False, compare=False)
    """The engine and the glossary, each behind what it was loaded from. Pickled are the names, not these."""

    def __post_init__(self) -> None:
        self.pair = parse_pair(self.source, self.target)

    def __reduce__(self) -> tuple[Any, ...]:
        # Who listens to progress stays here: it is a window or a terminal of this process.
        return Translator, (self.target, self.source, self.glossary, self.engine, None, self.memory, self.reuse)

    def translate(self, text: str, *, format: str = "text") -> Run:
        """Return the run whose `text` is the translation of `text`.

        `format` says how the text is marked up: text, markdown. Raises `GlossaryError`, `EngineError`.
        """
        try:
            encoded = text.encode()
        except UnicodeEncodeError as error:
            raise InputError(f"Character {error.start + 1} of the text is half a surrogate pair, which is no character.") from None
        run, data = self._run(encoded, load_format(format), "<text>", "utf-8")
        return replace(run, text=data.decode())

    def translate_bytes(
        self,
        data: bytes,
        *,
        format: str | None = None,
        name: str = "<data>",
        encoding: str | None = None,
        columns: Sequence[str] = (),
        bilingual: bool = False,
    ) -> tuple[Run, bytes]:
        """Return the run and the translation of a document in memory, whatever its format; text comes back as UTF-8.

        `name` is what errors and the run call it, and its ending tells the format where neither `format` nor the content
        does. The other options are those of `translate_file`. Raises `InputError`, `GlossaryError`, `EngineError`.
        """
        return self._run(data, self._reader(data, Path(name), format), name, encoding, columns, bilingual)

    def translate_file(
        self,
        path: str | Path,
        output: str | Path | None = None,
        *,
        force: bool = False,
        replaces: bool = False,
        format: str | None = None,
        encoding: str | None = None,
        output_encoding: str = "utf-8",
        columns: Sequence[str] = (),
        bilingual: bool = False,
        also: Sequence[str] = (),
        write: files.Write = files.write,
    ) -> Run:
        """Translate a file into `output`, by default `name.ko.txt` beside it, and return the run.

        `force` replaces whatever is there, `replaces` only an earlier translation, and no file that a translator works in.
        `format` and `encoding` override what the content shows; `output_encoding` is for text formats,
        `columns` (names, or numbers from 1) for tables. A `bilingual` document has the source above each translation.
        `also` names files for translators to be written beside it: `xliff` (name.ko.xlf), `tmx` (name.ko.tmx).
        The output exists afterwards whole or not at all. A text, a table or subtitles of more than 4 MiB are translated in
        sections of 1 MiB, so that memory is bounded; the run's outcomes lie on the disk of `output` then.
        `write` is given what is to be written, in this order, and may do it later.
        Raises `InputError` for files that cannot be read, parsed or written, `OutputExistsError` without `force`.
        """
        path = Path(path)
        output = Path(output) if output else files.target_path(path, self.pair.target, None)
        others = handoff_paths(output, also)
        files.refuse_existing(output, force or replaces)
        for other in others:
            files.refuse_existing(other, force)
        files.require(path)
        sections = large(path, load_format(format) if format else None, encoding)
        data = b"" if sections else files.read(path)
        reader = sections.reader if sections else self._reader(data, path, format)
        refuse_other_format(reader, path, output)
        require_encoding(reader, output_encoding, str(output))
        written: Iterable[bytes]
        if sections:
            run, written = self._run_sections(sections, output.parent, columns, bilingual)
        else:
            run, whole = self._run(data, reader, str(path), encoding, columns, bilingual)
            written = (whole,)
        write(output, files.encoded_pieces(written, output_encoding, str(output)), force=force or replaces)
        run = replace(run, output=str(output))
        for other, lines in others.items():
            write(other, (f"{line}\n".encode() for line in lines([run])), force=force)
        return run

    def translate_ahead(self, jobs: Iterable[tuple[Path, Mapping[str, Any]]]) -> None:
        """Have the engine translate what several files need, in common batches, into the memory, and write nothing.

        Each job is a path with options of `translate_file`, which says what is wrong with a file that cannot be read.
        """
        memory = self.opened_memory()
        if memory is None or not memory.usable:
            return
        engine, glossary = self._loaded()
        documents = (document for path, options in jobs if (document := self._parsed(path, **options)))
        self._ahead |= translate_ahead(
            documents, self.pair, engine, glossary, self.listener, memory=memory, reuse=self.reuse
        )

    def state(self) -> str:
        """Return what decides a translation apart from the document: this program, engine, glossary, memory."""
        memory = self.opened_memory()
        engine, glossary = self._loaded()
        return f"{package_code()}|{run_signature(engine, self.pair, glossary, memory, self.reuse)}"

    def opened_memory(self) -> Memory | None:
        """Return the memory, if there is one."""
        if isinstance(self.memory, str | Path):
            self.memory = Memory(self.memory)
        return self.memory

    def _loaded(self) -> tuple[Engine, Glossary]:
        if not self._kept or self._kept[0] is not self.engine or self._kept[2] is not self.glossary:
            engine = choose(self.engine, self.pair).engine if isinstance(self.engine, str) else self.engine
            if self.pair not in engine.pairs():
                raise PairNotInstalledError(engine.name, self.pair, engine.pairs())
            glossary = self.glossary if isinstance(self.glossary, Glossary) else load_glossaries(self.glossary)
            self._kept = self.engine, engine, self.glossary, glossary
        return self._kept[1], self._kept[3]

    def _reader(self, data: bytes, path: Path, format: str | None) -> Format:
        return load_format(format) if format else detect(data, str(path))

    def _parsed(
        self,
        path: Path,
        format: str | None = None,
        encoding: str | None = None,
        output_encoding: str = "utf-8",
        columns: Sequence[str] = (),
        **_: Any,
    ) -> Document | None:
        try:
            data = files.read(path)
            reader = configure(self._reader(data, path, format), Options(self.pair, tuple(columns)), str(path))
            require_encoding(reader, output_encoding, str(path))
            return reader.parse(data, path=str(path), encoding=encoding)
        except InputError:
            return None

    def _configured(self, reader: Format, path: str, columns: Sequence[str], bilingual: bool) -> Format:
        reader = configure(reader, Options(self.pair, tuple(columns)), path)
        if bilingual:
            require_bilingual(reader, path)
        return reader

    def _run(
        self,
        data: bytes,
        reader: Format,
        path: str,
        encoding: str | None,
        columns: Sequence[str] = (),
        bilingual: bool = False,
    ) -> tuple[Run, bytes]:
        engine, glossary = self._loaded()
        reader = self._configured(reader, path, columns, bilingual)
        document = reader.parse(data, path=path, encoding=encoding)
        targets, run = translate_document(
            document, self.pair, engine, glossary, self.listener, memory=self.opened_memory(), reuse=self.reuse,
            ahead=self._ahead,
        )
        if bilingual and isinstance(reader, Bilingual):
            targets = reader.both(document, targets, self.pair)
        return replace(run, source=path, notes=document.notes), reader.serialize(document, targets, language=self.pair.target)

    def _run_sections(
        self, sections: Sections, folder: Path, columns: Sequence[str], bilingual: bool
    ) -> tuple[Run, Iterable[bytes]]:
        engine, glossary = self._loaded()
        reader = self._configured(sections.reader, str(sections.path), columns, bilingual)
        return translate_sections(
            replace(sections, reader=reader), self.pair, engine, glossary, self.listener, folder=folder,
            memory=self.opened_memory(), reuse=self.reuse, bilingual=bilingual,
        )


def handoff_paths(output: Path, also: Sequence[str]) -> dict[Path, Callable[[Sequence[Run]], Iterator[str]]]:
    """Return the files for translators that go with a translation, with the functions that write them.

    Raises `InputError` for a name that is none, or where one would be the translation itself.
    """
    if not also:
        return {}
    from .handoff import HANDOFFS

    paths = {}
    for name in also:
        if name not in HANDOFFS:
            raise InputError(f"{name!r} is no file for translators. There are: {', '.join(HANDOFFS)}.")
        suffix, write = HANDOFFS[name]
        if (path := output.with_suffix(suffix)) == output:
            raise InputError(f"{output} is {name} already. Leave --also {name} out.")
        paths[path] = write
    return paths
