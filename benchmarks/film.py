"""How large a film of a training is, what it costs, and what its frames keep: of a small transformer trained here.

    python benchmarks/film.py [--steps 1000] [--output film.html] [--keep FOLDER]

Trains a causal transformer of two layers (4,000 tokens x 96, input and output matrix tied) on 299 English news texts
that gensim carries, for about a minute, keeps its matrix as safetensors at some steps, and makes one film of them.
Needs the extras `contextual` and `dev`, for PyTorch and gensim's data. With --large instead: 20 frames of demo:bert's
30,522 x 384 between noise and what they are.
"""

import argparse
import json
import tempfile
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np

import lexiscape as lx
from lexiscape.maps.film import Film, make_film

VOCABULARY, DIM, LAYERS, HEADS, LENGTH, BATCH = 4000, 96, 2, 4, 64, 24
#: After these shares of the steps the matrix is kept: most changes early.
KEPT = (0, 0.01, 0.03, 0.06, 0.1, 0.16, 0.25, 0.4, 0.6, 0.8, 1)


def news() -> list[str]:
    """Read the news texts that gensim carries."""
    [folder] = find_spec("gensim").submodule_search_locations
    return (Path(folder) / "test/test_data/lee_background.cor").read_text("utf-8").splitlines()


def tokenizer_of(texts: list[str]):
    """Train a WordPiece tokenizer on these texts."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    trainer = trainers.WordPieceTrainer(vocab_size=VOCABULARY, special_tokens=["[UNK]", "[END]"], show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def train(ids: np.ndarray, rows: int, steps: int):
    """Train for so many steps; yield step, matrix and losses, before the first step and after each that is kept."""
    import torch
    from torch import nn

    torch.manual_seed(0)
    embed = nn.Embedding(rows, DIM)
    nn.init.normal_(embed.weight, std=0.02)
    places = nn.Parameter(0.02 * torch.randn(LENGTH, DIM))
    layer = nn.TransformerEncoderLayer(DIM, HEADS, 4 * DIM, 0.1, "gelu", batch_first=True, norm_first=True)
    stack = nn.TransformerEncoder(layer, LAYERS, nn.LayerNorm(DIM), enable_nested_tensor=False)
    mask = nn.Transformer.generate_square_subsequent_mask(LENGTH)
    optimizer = torch.optim.AdamW([*embed.parameters(), places, *stack.parameters()], lr=2e-3, weight_decay=0.01)
    whole = torch.from_numpy(ids)
    losses: list[float] = []

    due = {round(share * steps) for share in KEPT}
    for step in range(steps + 1):
        if step in due:
            yield step, embed.weight.detach().numpy().copy(), losses
        starts = torch.randint(len(whole) - LENGTH - 1, (BATCH, 1))
        batch = whole[starts + torch.arange(LENGTH + 1)]
        states = stack(embed(batch[:, :-1]) + places, mask=mask, is_causal=True)
        loss = nn.functional.cross_entropy((states @ embed.weight.T).flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([places, *embed.parameters(), *stack.parameters()], 1.0)
        optimizer.step()
        losses.append(loss.item())


def checkpoints(folder: Path, steps: int) -> list[Path]:
    """Train, and write a folder a checkpoint, as a model's is: config.json, tokenizer.json, model.safetensors."""
    from safetensors.numpy import save_file

    texts = news()
    tokenizer = tokenizer_of(texts)
    end = tokenizer.token_to_id("[END]")
    ids = np.array([token for text in texts for token in [*tokenizer.encode(text).ids, end]], np.int64)
    print(f"{len(ids):,} tokens of text, {tokenizer.get_vocab_size():,} in the vocabulary")
    kept = []
    for step, matrix, losses in train(ids, tokenizer.get_vocab_size(), steps):
        one = folder / f"step-{step:05d}"
        one.mkdir(parents=True)
        config = {"model_type": "gpt2", "vocab_size": len(matrix), "n_embd": DIM, "tie_word_embeddings": True}
        (one / "config.json").write_text(json.dumps(config))
        tokenizer.save(str(one / "tokenizer.json"))
        save_file({"wte.weight": matrix}, one / "model.safetensors")
        loss = f", loss {np.mean(losses[-20:]):.2f}" if losses else ""
        print(f"  step {step:,}{loss}")
        kept.append(one)
    seen = np.bincount(ids, minlength=tokenizer.get_vocab_size()) > 0
    listed = lx.check_vocabulary(kept[-1]).untrained
    told = f"of {len(listed):,} rows that look untrained at the end, {(~seen[listed]).sum():,}"
    print(f"{(~seen).sum():,} tokens are nowhere in the text; {told}")
    return kept


def between(frames: int) -> list[lx.EmbeddingSpace]:
    """Spaces from noise to demo:bert's, in even steps."""
    space = lx.open_space("demo:bert")
    noise = np.random.default_rng(0).standard_normal(space.vectors.shape, dtype=np.float32) * space.vectors.std()
    shares = np.linspace(0, 1, frames, dtype=np.float32)
    mixed = [share * space.vectors + (1 - share) * noise for share in shares]
    return [
        replace(space, vectors=vectors, name=f"{share:.2f} of demo:bert")
        for share, vectors in zip(shares, mixed, strict=True)
    ]


def tell(film: Film, output: Path, seconds: float, one: float) -> None:
    print(f"{film!r}: {seconds:.1f} s, {seconds / len(film) / one:.2f} times a map a frame ({one:.1f} s)")
    print(f"{output}: {output.stat().st_size / 1e6:.2f} MB")
    print(f"{'frame':<22} free   here   kept since  of the last  norm    anisotropy  rank   untrained")
    for step, free, kept in zip(film.steps, film.free_recall, film.recall, strict=True):
        before = f"{step.before.value:.3f}" if step.before else ""
        last = f"{step.last.value:.3f}" if step.last else ""
        untrained = "" if step.untrained is None else f"{step.untrained:.1%}"
        shape = f"{step.norm[1]:<7.3f} {step.anisotropy:<11.3f} {step.effective_rank:<6.1f} {untrained}"
        print(f"{step.name[-22:]:<22} {free:.3f}  {kept:.3f}  {before:<11} {last:<12} {shape}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--output", type=Path, default=Path("film.html"))
    parser.add_argument("--keep", type=Path, help="where the checkpoints stay")
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        if options.large:
            spaces = between(20)
        else:
            folders = checkpoints(options.keep or Path(temporary), options.steps)
            spaces = [replace(lx.open_space(folder), name=folder.name) for folder in folders]
        began = time.perf_counter()
        lx.map_space(spaces[-1])
        one = time.perf_counter() - began
        began = time.perf_counter()
        film = make_film(spaces)
        film.save(options.output)
        tell(film, options.output, time.perf_counter() - began, one)


if __name__ == "__main__":
    main()
