"""The format of Argos packages: a CTranslate2 transformer, a tokenizer and a card, in a folder or packed as `.argosmodel`.

Weights are given by name, as plain arrays, so that nothing here needs a deep learning library. The network they
belong to is the usual one: layers that are normalised before they work (`pre-norm`), ReLU, sines for positions.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ARGOS_VERSION = "1.9.0"
"""Version of argostranslate that packages of today say they were made for."""
NAMES = {"en": "English", "ko": "Korean", "ja": "Japanese"}


def shapes(vocabulary: int, *, width: int, inner: int, layers: int) -> dict[str, tuple[int, ...]]:
    """Return what weights a network has, and their shapes, rows by columns."""
    found: dict[str, tuple[int, ...]] = {"source": (vocabulary, width), "target": (vocabulary, width)}

    def linear(name: str, rows: int, columns: int) -> None:
        found.update({f"{name}.weight": (rows, columns), f"{name}.bias": (rows,)})

    def norm(name: str) -> None:
        found.update({f"{name}.gamma": (width,), f"{name}.beta": (width,)})

    for side, attentions in (("encoder", ("self",)), ("decoder", ("self", "cross"))):
        for layer in range(layers):
            for attention in attentions:
                name = f"{side}.{layer}.{attention}"
                norm(f"{name}.norm")
                for part in ("query", "key", "value", "output"):
                    linear(f"{name}.{part}", width, width)
            norm(f"{side}.{layer}.norm")
            linear(f"{side}.{layer}.widen", inner, width)
            linear(f"{side}.{layer}.narrow", width, inner)
        norm(f"{side}.norm")
    linear("projection", vocabulary, width)
    return found


def positions(length: int, width: int) -> np.ndarray:
    """Return the sines and cosines that tell places apart, as CTranslate2 computes them for itself: from 1, in halves."""
    rates = np.exp(-np.log(10000.0) * np.arange(width // 2) / (width // 2 - 1))
    angles = np.arange(1, length + 1)[:, None] * rates[None, :]
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32)


def model(weights: Mapping[str, np.ndarray], vocabulary: Sequence[str], *, heads: int) -> Any:
    """Return the network as CTranslate2 describes it."""
    from ctranslate2.specs import TransformerSpec

    layers = len({name.split(".")[1] for name in weights if name.startswith("encoder.") and name.endswith("widen.bias")})
    spec = TransformerSpec.from_config(layers, heads)
    for part, side in ((spec.encoder, "encoder"), (spec.decoder, "decoder")):
        embeddings = part.embeddings[0] if isinstance(part.embeddings, list) else part.embeddings
        embeddings.weight = weights["source" if side == "encoder" else "target"]
        _norm(part.layer_norm, weights, f"{side}.norm")
        for index, layer in enumerate(part.layer):
            name = f"{side}.{index}"
            _attention(layer.self_attention, weights, f"{name}.self", (("query", "key", "value"), ("output",)))
            if side == "decoder":
                _attention(layer.attention, weights, f"{name}.cross", (("query",), ("key", "value"), ("output",)))
            _norm(layer.ffn.layer_norm, weights, f"{name}.norm")
            _linear(layer.ffn.linear_0, weights, (f"{name}.widen",))
            _linear(layer.ffn.linear_1, weights, (f"{name}.narrow",))
    _linear(spec.decoder.projection, weights, ("projection",))
    spec.register_source_vocabulary(list(vocabulary))
    spec.register_target_vocabulary(list(vocabulary))
    return spec


def _attention(spec: Any, weights: Mapping[str, np.ndarray], name: str, parts: tuple[tuple[str, ...], ...]) -> None:
    _norm(spec.layer_norm, weights, f"{name}.norm")
    for linear, joined in zip(spec.linear, parts, strict=True):
        _linear(linear, weights, tuple(f"{name}.{part}" for part in joined))


def _linear(spec: Any, weights: Mapping[str, np.ndarray], names: tuple[str, ...]) -> None:
    spec.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
    spec.bias = np.concatenate([weights[f"{name}.bias"] for name in names])


def _norm(spec: Any, weights: Mapping[str, np.ndarray], name: str) -> None:
    spec.gamma, spec.beta = weights[f"{name}.gamma"], weights[f"{name}.beta"]


def vocabulary(processor: Any) -> list[str]:
    """Return the pieces of a SentencePiece model as a vocabulary, with OpenNMT's padding in front."""
    return ["<blank>", *(processor.id_to_piece(index) for index in range(processor.get_piece_size()))]


def metadata(source: str, target: str, version: str) -> dict[str, Any]:
    """Return what `metadata.json` says of a package, with the keys of those in argostranslate's index."""
    return {
        "package_version": version,
        "argos_version": ARGOS_VERSION,
        "from_code": source,
        "from_name": NAMES.get(source, source),
        "to_code": target,
        "to_name": NAMES.get(target, target),
        "type": "translate",
    }


def write_package(
    folder: Path, about: Mapping[str, Any], files: Mapping[str, bytes], spec: Any, quantization: str | None = None
) -> Path:
    """Write a package under `folder`, named as Argos names it; return its path."""
    version = str(about["package_version"]).replace(".", "_")
    path = folder / f"translate-{about['from_code']}_{about['to_code']}-{version}"
    (path / "model").mkdir(parents=True)
    spec.validate()
    spec.optimize(quantization=quantization)
    spec.save(str(path / "model"))
    (path / "metadata.json").write_text(json.dumps(about, indent=4), encoding="utf-8")
    card = f"# {about['from_name']} - {about['to_name']}\n\nMade by `python -m training`, to test with.\n"
    for name, data in {"README.md": card.encode(), **files}.items():
        (path / name).write_bytes(data)
    return path


def pack(package: Path, archive: Path) -> Path:
    """Pack a package as argostranslate's are: a zip whose only folder is the package. Equal packages give equal bytes."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in _sorted_files(package):
            entry = zipfile.ZipInfo(f"{package.name}/{path.relative_to(package).as_posix()}")
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            file.writestr(entry, path.read_bytes())
    return archive


def _sorted_files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())
