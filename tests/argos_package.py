"""Makes a real Argos package in a second: a one-layer transformer with random weights. Its format is right, its words are noise."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np

TEXT = (
    "The governor of Nagano met the mayor of Incheon . 나가노현 지사는 인천시장을 만났다 . "
    "local_government x_y 안녕 하세요"
).split()


def make_package(folder: Path, source: str, target: str, version: str = "1.0", *, seed: int = 1) -> Path:
    """Write an unpacked Argos package under `folder`; return its path."""
    import sentencepiece

    path = folder / f"translate-{source}_{target}-{version.replace('.', '_')}"
    path.mkdir(parents=True)
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXT * 20),
        model_writer=model,
        vocab_size=90,
        character_coverage=1.0,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    (path / "sentencepiece.model").write_bytes(model.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    pieces = [processor.id_to_piece(index) for index in range(processor.get_piece_size())]
    _save_model(path / "model", ["<blank>", *pieces], seed)
    metadata = {"package_version": version, "argos_version": "1.5", "from_code": source, "to_code": target}
    names = {"from_name": source.upper(), "to_name": target.upper()}
    (path / "metadata.json").write_text(json.dumps(metadata | names), encoding="utf-8")
    return path


def _save_model(path: Path, vocabulary: list[str], seed: int) -> None:
    from ctranslate2.specs import TransformerSpec

    random = np.random.default_rng(seed)
    width = 16

    def matrix(rows: int, columns: int) -> np.ndarray:
        return random.normal(0, 0.3, (rows, columns)).astype(np.float32)

    spec = TransformerSpec.from_config(1, 2)
    for part in (spec.encoder, spec.decoder):
        embeddings = part.embeddings[0] if isinstance(part.embeddings, list) else part.embeddings
        embeddings.weight = matrix(len(vocabulary), width)
        part.position_encodings.encodings = matrix(512, width)
        _normal(part.layer_norm, width)
        for layer in part.layer:
            for attention in (layer.self_attention, getattr(layer, "attention", None)):
                if attention is None:
                    continue
                _normal(attention.layer_norm, width)
                shapes = [(3, 1)] if len(attention.linear) == 2 else [(1, 1), (2, 1)]
                sizes = [*(rows for rows, _ in shapes), 1]
                for linear, rows in zip(attention.linear, sizes, strict=True):
                    linear.weight, linear.bias = matrix(rows * width, width), np.zeros(rows * width, np.float32)
            _normal(layer.ffn.layer_norm, width)
            layer.ffn.linear_0.weight, layer.ffn.linear_0.bias = matrix(32, width), np.zeros(32, np.float32)
            layer.ffn.linear_1.weight, layer.ffn.linear_1.bias = matrix(width, 32), np.zeros(width, np.float32)
    spec.decoder.projection.weight = matrix(len(vocabulary), width)
    spec.decoder.projection.bias = np.zeros(len(vocabulary), np.float32)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize()
    path.mkdir()
    spec.save(str(path))


def _normal(layer: object, width: int) -> None:
    layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)  # type: ignore[attr-defined]
