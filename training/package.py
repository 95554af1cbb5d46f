"""The verb `package`: a small Argos package that has really learnt something, in about a minute, to test with.

Its corpus is made here, the same on every machine: sentences of who met whom where, with their Korean or Japanese.
What it translates well is that and nothing else. Its format is that of every Argos package.
"""

from __future__ import annotations

import argparse
import io
import math
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from . import argos_format

WIDTH, INNER, HEADS, LAYERS = 64, 256, 4, 2
PIECES = 700
BATCH = 64
"""Sentences of an optimiser step."""
WARMUP, RATE = 100, 3e-3
SMOOTHING = 0.1
HELD_OUT = 200

PEOPLE = {
    "president": ("대통령", "大統領"), "governor": ("지사", "知事"), "mayor": ("시장", "市長"), "minister": ("장관", "大臣"),
    "teacher": ("교사", "教師"), "doctor": ("의사", "医師"), "student": ("학생", "学生"), "ambassador": ("대사", "大使"),
}  # fmt: skip
PLACES = {
    "Seoul": ("서울", "ソウル"), "Busan": ("부산", "釜山"), "Incheon": ("인천", "仁川"), "Tokyo": ("도쿄", "東京"),
    "Nagano": ("나가노", "長野"), "Osaka": ("오사카", "大阪"), "Daegu": ("대구", "大邱"), "Kyoto": ("교토", "京都"),
}  # fmt: skip
DAYS = {
    "Monday": ("월요일", "月曜日"), "Tuesday": ("화요일", "火曜日"), "Friday": ("금요일", "金曜日"), "Sunday": ("일요일", "日曜日"),
}  # fmt: skip
DEEDS = {
    "met": ("만났다", "会った"), "praised": ("칭찬했다", "称賛した"),
    "visited": ("방문했다", "訪問した"), "invited": ("초대했다", "招待した"),
}  # fmt: skip
HELD = "[1]", "[2]"
"""Placeholders, which stand for places in some sentences, so that the package carries them."""

Sentence = tuple[str, str, str]
"""English, Korean, Japanese."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("folder", type=Path, help="where the package is written, unpacked and as .argosmodel")
    parser.add_argument("--to", choices=("ko", "ja"), default="ko", help="target language")
    parser.add_argument("--version", default="1.0", help="version of the package")
    parser.add_argument("--steps", type=int, default=300, help="optimiser steps")


def run(arguments: argparse.Namespace) -> None:
    """Carry out the verb."""
    column = ("ko", "ja").index(arguments.to) + 1
    pairs = [(sentence[0], sentence[column]) for sentence in corpus(random.Random(1), 12_000)]
    tokenizer = pieces([text for pair in pairs for text in pair])
    held = [pair for pair in dict.fromkeys(pairs[:HELD_OUT]) if pair not in set(pairs[HELD_OUT:])]
    weights = train(pairs[HELD_OUT:], tokenizer, arguments.steps)
    path = write(arguments.folder, arguments.to, arguments.version, tokenizer, weights)
    answers = translate(path, [source for source, _ in held])
    right = sum(answer == target for answer, (_, target) in zip(answers, held, strict=True))
    print(f"{path.name}.argosmodel: {right} of {len(held)} sentences that it has not seen come out word for word")


def corpus(source: random.Random, count: int) -> Iterator[Sentence]:
    """Yield `count` sentences; the same for the same source of chance.

    >>> next(corpus(random.Random(3), 1))[0]
    'The mayor of Incheon invited the minister of Tokyo.'
    """
    for _ in range(count):
        (who, whom), (here, there) = source.sample(sorted(PEOPLE), 2), source.sample(sorted(PLACES), 2)
        day, deed = source.choice(sorted(DAYS)), source.choice(sorted(DEEDS))
        places = {here: PLACES[here], there: PLACES[there]}
        if source.random() < 0.25:
            (here, there), places = HELD, {held: (held, held) for held in HELD}
        english = f"The {who} of {here} {deed} the {whom} of {there}"
        korean = f"{places[here][0]} {PEOPLE[who][0]}은(는) {places[there][0]} {PEOPLE[whom][0]}을(를)"
        japanese = f"{places[here][1]}の{PEOPLE[who][1]}は{places[there][1]}の{PEOPLE[whom][1]}を"
        if source.random() < 0.5:
            english, korean, japanese = f"{english} on {day}", f"{korean} {DAYS[day][0]}에", f"{japanese}{DAYS[day][1]}に"
        yield f"{english}.", f"{_particles(korean)} {DEEDS[deed][0]}.", f"{japanese}{DEEDS[deed][1]}。"


def _particles(text: str) -> str:
    """Return Korean with the particle that the word in front asks for in place of both."""
    for both in ("은(는)", "을(를)"):
        before, after = text.split(both)
        closed = (ord(before[-1]) - 0xAC00) % 28 > 0
        text = before + (both[0] if closed else both[2]) + after
    return text


def pieces(texts: Sequence[str]) -> bytes:
    """Return a SentencePiece model of the texts."""
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=model, vocab_size=PIECES, hard_vocab_limit=False, character_coverage=1.0,
        user_defined_symbols=["[1]", "[2]"], minloglevel=2,
    )  # fmt: skip
    return model.getvalue()


def write(folder: Path, to: str, version: str, tokenizer: bytes, weights: dict[str, Any]) -> Path:
    """Write the package, unpacked and packed; return the folder."""
    import sentencepiece

    vocabulary = argos_format.vocabulary(sentencepiece.SentencePieceProcessor(model_proto=tokenizer))
    spec = argos_format.model(weights, vocabulary, heads=HEADS)
    about = argos_format.metadata("en", to, version)
    path = argos_format.write_package(folder, about, {"sentencepiece.model": tokenizer}, spec, quantization="int8")
    argos_format.pack(path, path.with_name(f"{path.name}.argosmodel"))
    return path


def translate(package: Path, texts: Sequence[str]) -> list[str]:
    """Return what the package makes of the texts."""
    from translator.engines.argos import ArgosEngine
    from translator.model import Request

    engine = ArgosEngine(folder=package.parent)
    (pair,) = (found.pair for found in engine._inventory.packages if found.path == package)
    return [candidates[0].text for candidates in engine.translate([Request(text) for text in texts], pair)]


def train(pairs: Sequence[tuple[str, str]], tokenizer: bytes, steps: int) -> dict[str, Any]:
    """Return the trained weights by name."""
    import sentencepiece
    import torch

    torch.manual_seed(1)
    processor = sentencepiece.SentencePieceProcessor(model_proto=tokenizer)
    size = processor.get_piece_size() + 1
    weights = {name: _begin(torch, name, shape) for name, shape in argos_format.shapes(size, **_sizes()).items()}
    optimiser = torch.optim.Adam(weights.values(), lr=1.0, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, _rate)
    # Every number is one higher than in SentencePiece, whose vocabulary has the padding in front here.
    examples = [tuple([number + 1 for number in processor.encode(text)] for text in pair) for pair in pairs]
    source = random.Random(2)
    for step in range(1, steps + 1):
        batch = source.sample(examples, BATCH)
        loss = _loss(torch, weights, batch, size)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 100 == 0:
            print(f"step {step}: loss {loss.item():.3f}")
    return {name: weight.detach().numpy() for name, weight in weights.items()}


def _sizes() -> dict[str, int]:
    return {"width": WIDTH, "inner": INNER, "layers": LAYERS}


def _rate(step: int) -> float:
    return RATE * min((step + 1) / WARMUP, math.sqrt(WARMUP / (step + 1)))


def _begin(torch: Any, name: str, shape: tuple[int, ...]) -> Any:
    if name.endswith("gamma"):
        weight = torch.ones(shape)
    elif len(shape) == 1:
        weight = torch.zeros(shape)
    else:
        spread = WIDTH**-0.5 if name in ("source", "target") else math.sqrt(2 / sum(shape))
        weight = torch.randn(shape) * spread
    return weight.requires_grad_()


def _loss(torch: Any, weights: dict[str, Any], batch: Sequence[tuple[list[int], list[int]]], size: int) -> Any:
    sources = _padded(torch, [source for source, _ in batch])
    begun = _padded(torch, [[2, *target] for _, target in batch])  # <s> …
    ended = _padded(torch, [[*target, 3] for _, target in batch])  # … </s>
    memory = _encode(torch, weights, sources)
    logits = _decode(torch, weights, begun, memory, sources)
    return torch.nn.functional.cross_entropy(logits.view(-1, size), ended.view(-1), ignore_index=0, label_smoothing=SMOOTHING)


def _padded(torch: Any, rows: Sequence[Sequence[int]]) -> Any:
    width = max(map(len, rows))
    return torch.tensor([[*row, *[0] * (width - len(row))] for row in rows])


def _embed(torch: Any, table: Any, tokens: Any) -> Any:
    places = torch.from_numpy(argos_format.positions(tokens.shape[1], WIDTH))
    return table[tokens] * math.sqrt(WIDTH) + places


def _encode(torch: Any, weights: dict[str, Any], tokens: Any) -> Any:
    hidden = _embed(torch, weights["source"], tokens)
    seen = (tokens != 0)[:, None, None, :]
    for layer in range(LAYERS):
        name = f"encoder.{layer}"
        hidden = hidden + _attend(torch, weights, f"{name}.self", hidden, None, seen)
        hidden = hidden + _feed(torch, weights, name, hidden)
    return _norm(torch, weights, "encoder.norm", hidden)


def _decode(torch: Any, weights: dict[str, Any], tokens: Any, memory: Any, sources: Any) -> Any:
    hidden = _embed(torch, weights["target"], tokens)
    past = torch.ones(tokens.shape[1], tokens.shape[1], dtype=torch.bool).tril()
    seen = (sources != 0)[:, None, None, :]
    for layer in range(LAYERS):
        name = f"decoder.{layer}"
        hidden = hidden + _attend(torch, weights, f"{name}.self", hidden, None, past)
        hidden = hidden + _attend(torch, weights, f"{name}.cross", hidden, memory, seen)
        hidden = hidden + _feed(torch, weights, name, hidden)
    return _linear(torch, weights, "projection", _norm(torch, weights, "decoder.norm", hidden))


def _attend(torch: Any, weights: dict[str, Any], name: str, hidden: Any, memory: Any, mask: Any) -> Any:
    inside = _norm(torch, weights, f"{name}.norm", hidden)
    memory = inside if memory is None else memory
    split: Callable[[Any], Any] = lambda part: part.unflatten(-1, (HEADS, -1)).transpose(1, 2)  # noqa: E731
    query, key, value = (
        split(_linear(torch, weights, f"{name}.{part}", given))
        for part, given in (("query", inside), ("key", memory), ("value", memory))
    )
    mixed = torch.nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    return _linear(torch, weights, f"{name}.output", mixed.transpose(1, 2).flatten(2))


def _feed(torch: Any, weights: dict[str, Any], name: str, hidden: Any) -> Any:
    wide = torch.relu(_linear(torch, weights, f"{name}.widen", _norm(torch, weights, f"{name}.norm", hidden)))
    return _linear(torch, weights, f"{name}.narrow", wide)


def _linear(torch: Any, weights: dict[str, Any], name: str, hidden: Any) -> Any:
    return torch.nn.functional.linear(hidden, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _norm(torch: Any, weights: dict[str, Any], name: str, hidden: Any) -> Any:
    return torch.nn.functional.layer_norm(hidden, (WIDTH,), weights[f"{name}.gamma"], weights[f"{name}.beta"])
