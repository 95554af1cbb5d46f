"""translator models: packages of other languages, and better ones, for a machine with network or without."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import InputError
from .configured import settings_for
from .console import byte_progress, say
from .help import Verbs
from .options import AsJson, Force, Glossaries, Offline, Quiet

if TYPE_CHECKING:
    from ..packages.install import Installer
    from ..packages.store import Placed

app = Verbs(help="List, fetch, check and remove the packages that translate, and carry them to machines without network.")
Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="PACKAGE…", help="A name (en_ko, en_ko==1.1), a file (.argosmodel, .bundle), a folder, or an address."),
]
Index = Annotated[str | None, typer.Option("--index", metavar="URL", help="List of packages, if not argostranslate's own.")]
LockFile = Annotated[Path | None, typer.Option("--lock", metavar="FILE", help="Lock file, if not the user's own.")]


@app.command("list")
def list_(json_: AsJson = False) -> None:
    """Show the packages that are installed, and which of them are used."""
    from ..packages.lock import read_lock
    from ..packages.store import key_of, open_store

    store = open_store(settings_for([]).lock)
    inventory, pins = store.inventory(), read_lock(store.lock)
    rows: list[dict[str, Any]] = [
        {
            "name": package.name,
            "version": package.version,
            "from": package.pair.source,
            "to": package.pair.target,
            "used": package in inventory.packages,
            "pinned": key_of(package) in pins,
            "bytes": sum(path.stat().st_size for path in package.path.rglob("*") if path.is_file()),
            "path": str(package.path),
        }
        for package in store.installed()
    ]
    if json_:
        print(json.dumps({"packages": rows, "broken": list(inventory.broken)}, ensure_ascii=False, indent=2))
        return
    for row in rows:
        notes = [] if row["used"] else ["not used: there is a newer one"]
        notes += [] if row["pinned"] else ["not in the lock file"]
        print(f"{row['name']:18} {row['version']:8} {row['bytes'] / 1e6:7.1f} MB  {'; '.join(notes)}".rstrip())
    for what in inventory.broken:
        say(f"Broken: {what}")
    if not rows:
        say(f"No packages in {store.folder}. See what there is: translator models search")


@app.command()
def search(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="Part of a name or a language.")] = None,
    source: Annotated[str | None, typer.Option("--from", "-f", metavar="LANGUAGE", help="Only from this language.")] = None,
    to: Annotated[str | None, typer.Option("--to", "-t", metavar="LANGUAGE", help="Only into this language.")] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Fetch the list anew.")] = False,
    index: Index = None,
    offline: Offline = False,
    json_: AsJson = False,
) -> None:
    """Show the packages that can be installed, from the list that was fetched last, and how old that is."""
    from ..locales import parse_tag
    from ..packages.index import load_index

    installer = _installer(index=index, offline=offline)
    found = load_index(installer.index_file, installer.index, installer.rules, refresh=refresh)
    wanted = (parse_tag(source) if source else None, parse_tag(to) if to else None)
    there = {(each.name, each.version) for each in installer.store.installed()}
    rows = [
        {
            "name": each.name,
            "version": each.version,
            "from": each.pair.source,
            "to": each.pair.target,
            "languages": " → ".join(each.names),
            "installed": (each.name, each.version) in there,
        }
        for each in sorted(found.packages, key=lambda each: (each.name, each.version))
        if wanted[0] in (None, each.pair.source)
        and wanted[1] in (None, each.pair.target)
        and (not text or text.lower() in f"{each.name} {' '.join(each.names)} {each.codes[0]}-{each.codes[1]}".lower())
    ]
    if json_:
        print(json.dumps({"index": found.url, "fetched": found.fetched, "packages": rows}, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            print(f"{row['name']:18} {row['version']:8} {row['languages']}{'  installed' if row['installed'] else ''}")
    if found.warning:
        say(f"The list could not be renewed: {found.warning}")
    say(f"{len(rows)} of {len(found.packages)} packages; {found.url}, {found.age()}.")


@app.command()
def install(
    packages: Names = None,
    locked: Annotated[bool, typer.Option("--locked", help="Install what the lock file names and this machine lacks.")] = False,
    index: Index = None,
    lock: LockFile = None,
    host: Annotated[list[str], typer.Option("--host", metavar="HOST", help="Another host that a download may come from.")] = [],  # noqa: B006
    timeout: Annotated[float | None, typer.Option("--timeout", metavar="SECONDS", help="Patience with a silent server.")] = None,
    repin: Annotated[bool, typer.Option("--repin", help="Accept a package that is not what it was.")] = False,
    offline: Offline = False,
    quiet: Quiet = False,
) -> None:
    """Install packages, by name, or from a file that somebody has brought.

    A download that was cut off goes on where it stopped. What was installed once is known by its checksum from then on.
    An older version stays beside a newer one; the newest is used.
    """
    installer = _installer(index=index, lock=lock, hosts=host, timeout=timeout, offline=offline, repin=repin, quiet=quiet)
    if not packages and not locked:
        raise InputError("Name what to install, or say --locked. See what there is: translator models search")
    for what in packages or ():
        for placed in installer.install(what):
            _tell(placed, quiet)
    for key, source in installer.missing().items() if locked else ():
        _tell(installer.fetch(key, source), quiet)


def _tell(placed: Placed, quiet: bool) -> None:
    package = placed.package
    print(package.path)
    if quiet:
        return
    say(f"{package.name} {package.version} {'is installed' if placed.new else 'was installed already'}: {package.pair}.")
    if placed.older:
        older = ", ".join(placed.older)
        say(f"{older} stays beside it. Remove what is displaced: translator models remove {package.name} --old")


@app.command()
def remove(
    packages: Annotated[list[str], typer.Argument(metavar="PACKAGE…", help="A name (en_ko, en_ko==1.0) or a folder.")],
    old: Annotated[bool, typer.Option("--old", help="Only versions that a newer one displaces.")] = False,
) -> None:
    """Remove packages."""
    from ..packages.store import open_store

    store = open_store(settings_for([]).lock)
    for what in packages:
        for name in store.remove(what, old=old):
            print(store.folder / name)


@app.command()
def verify(
    pin: Annotated[bool, typer.Option("--pin", help="Record packages that the lock file has never seen.")] = False,
    lock: LockFile = None,
    json_: AsJson = False,
) -> None:
    """Read every byte of every package and of the built-in model, and compare it with what was installed.

    Exit status 1 if something is damaged.
    """
    from ..packages.store import open_store
    from ..packages.verify import State
    from ..packages.verify import verify as run

    verdicts = run(open_store(settings_for([], lock=_path(lock)).lock), pin=pin)
    if json_:
        rows = [{"name": each.name, "state": each.state, "what": each.what} for each in verdicts]
        print(json.dumps({"packages": rows}, ensure_ascii=False, indent=2))
    else:
        for each in verdicts:
            print(f"{each.state:8} {each.name}: {each.what}")
    if any(each.state is State.DAMAGED for each in verdicts):
        raise typer.Exit(1)


@app.command()
def bundle(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The bundle to write.")],
    packages: Annotated[
        list[str], typer.Argument(metavar="PACKAGE…", help="Names of installed packages; all that are used, if none is named.")
    ] = [],  # noqa: B006
    glossary: Glossaries = [],  # noqa: B006
    force: Force = False,
) -> None:
    """Write one file with packages, glossaries and lock, for a machine without network.

    There, 'translator models install FILE' needs nothing else; its glossaries are found by name: -g NAME.
    """
    from ..glossary import glossary_files
    from ..packages.bundle import write_bundle
    from ..packages.store import open_store, split_name

    settings = settings_for([], glossary=glossary)
    store = open_store(settings.lock)
    chosen = list(store.inventory().packages)
    if packages:
        wanted = [split_name(what) for what in packages]
        chosen = [each for each in store.installed() if (each.name, each.version) in wanted]
        chosen += [each for each in store.inventory().packages if (each.name, "") in wanted and each not in chosen]
        missing = [what for what, (name, _) in zip(packages, wanted, strict=True) if name not in {each.name for each in chosen}]
        if missing:
            raise InputError(f"{missing[0]} is not installed. See what is: translator models list")
    named: dict[str, list[Path]] = {}
    for name in settings.glossary:
        if Path(name).stem in named:
            raise InputError(f"Two glossaries are called {Path(name).stem}. Put them into one folder, and name that.")
        if name != "curated":
            named[Path(name).stem] = list(glossary_files([name]))
    if not chosen and not named:
        raise InputError("There is nothing to bundle: no package is installed and no glossary is named.")
    digest = write_bundle(output, store, chosen, named, force=force)
    print(output)
    say(f"{', '.join([*(f'{each.name} {each.version}' for each in chosen), *(f'glossary {name}' for name in named)])}")
    say(f"SHA-256 {digest}")


def _installer(*, repin: bool = False, quiet: bool = False, offline: bool = False, **flags: Any) -> Installer:
    """Return what installs, and open the network for it, unless the user wants to stay offline."""
    from platformdirs import user_cache_path

    from .. import network
    from ..glossary import installed_folder
    from ..packages.download import Rules
    from ..packages.install import Installer
    from ..packages.store import open_store

    settings = settings_for([], offline=offline, **{name: _path(value) for name, value in flags.items()})
    if not settings.offline:
        network.unlock()
    return Installer(
        open_store(settings.lock),
        user_cache_path("translator"),
        Rules(settings.timeout, settings.hosts),
        settings.index,
        repin,
        installed_folder(),
        None if quiet else byte_progress,
    )


def _path(value: Any) -> Any:
    return str(value.absolute()) if isinstance(value, Path) else value
