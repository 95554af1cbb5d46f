"""The verb `export`: a training state as a CTranslate2 int8 model."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

from . import base


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("work", type=Path, help="folder that `prepare` filled")
    parser.add_argument("state", type=Path, help="release.pt, a checkpoint, or what `average` wrote")
    parser.add_argument("model", type=Path, help="folder to write")


def run(arguments: argparse.Namespace) -> None:
    """Carry out the verb."""
    from . import state

    weights = base.weights()
    weights |= {name: weight.float().numpy() for name, weight in state.load(arguments.state)["model"].items()}
    keep = json.loads((arguments.work / "keep.json").read_text())
    pieces = base.vocabulary().pieces
    model = specification(weights, keep, [pieces[number] for number in keep])
    arguments.model.mkdir(parents=True, exist_ok=True)
    model.save(str(arguments.model))
    shutil.copy(arguments.work / "sp.model", arguments.model / "sp.model")


def specification(weights: dict[str, Any], keep: list[int], pieces: list[str]) -> Any:
    """Return the quantised model, ready to be saved."""
    import numpy as np
    from ctranslate2.converters import utils
    from ctranslate2.specs import common_spec, transformer_spec

    spec = transformer_spec.TransformerDecoderModelSpec.from_config(
        base.LAYERS, base.HEADS, activation=common_spec.Activation.GELUTanh, pre_norm=True, ffn_glu=True, rms_norm=True,
        rotary_dim=base.HEAD, rotary_interleave=False, rotary_base=base.NEAR, num_heads_kv=1, head_dim=base.HEAD,
        sliding_window=base.WINDOW, pre_post_layer_norm=True, qk_norm=True,
    )  # fmt: skip

    def norm(target: Any, name: str) -> None:
        target.gamma = weights[name] - 1  # CTranslate2 adds the one again
        target.layer_norm_use_residual = True

    decoder = spec.decoder
    decoder.scale_embeddings, decoder.start_from_zero_embedding = True, False
    decoder.embeddings.weight = decoder.projection.weight = weights["embedding"][keep]
    norm(decoder.layer_norm, "norm")
    for number, layer in enumerate(decoder.layer):
        attention, ours = layer.self_attention, f"layers.{number}."
        whole = base.is_global(number)
        attention.rotary_base = np.float32(base.FAR if whole else base.NEAR)
        attention.sliding_window = np.int32(0 if whole else base.WINDOW)
        norm(layer.input_layer_norm, f"{ours}n1")
        norm(layer.post_attention_layer_norm, f"{ours}n2")
        norm(layer.pre_feedforward_layer_norm, f"{ours}n3")
        norm(layer.post_feedforward_layer_norm, f"{ours}n4")
        norm(attention.q_norm, f"{ours}n_q")
        norm(attention.k_norm, f"{ours}n_k")
        parts = [common_spec.LinearSpec() for _ in "qkv"]
        for part, name in zip(parts, "qkv", strict=True):
            part.weight = weights[ours + name]
        utils.fuse_linear(attention.linear[0], parts)
        attention.linear[1].weight = weights[f"{ours}o"]
        layer.ffn.linear_0.weight = weights[f"{ours}gate"]
        layer.ffn.linear_0_noact.weight = weights[f"{ours}up"]
        layer.ffn.linear_1.weight = weights[f"{ours}down"]
    spec.register_vocabulary(pieces)
    spec.config.bos_token, spec.config.unk_token, spec.config.eos_token = "<bos>", "<unk>", "<eos>"
    spec.validate()
    spec.optimize(quantization="int8")
    return spec
