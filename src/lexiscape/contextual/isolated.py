"""A model in, the space of every vocabulary token alone between the specials out: a file a layer."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lexiscape.contextual.identity import digest_model, digest_values
from lexiscape.contextual.model import Batch, ModelOptions, TextModel
from lexiscape.contextual.owned import ISOLATED, own_files
from lexiscape.contextual.spaces import vocabulary, write_space
from lexiscape.errors import OutputError
from lexiscape.overwriting import check_apart, working_folder
from lexiscape.progress import Progress, silent
from lexiscape.space import EmbeddingSpace


def isolate_tokens(
    source: str,
    folder: str | Path,
    options: ModelOptions | None = None,
    progress: Progress = silent,
    *,
    restart: bool = False,
) -> dict[int, Path]:
    """Run each token of the vocabulary through the model by itself, between the special tokens.

    Parameters
    ----------
    source : str
        As for `run_text`.
    folder : str or Path
        Where `isolated-layer-LL.safetensors` go.
    options : ModelOptions or None
        Device and layers.
    progress : Progress
        Told tokens done, of how many.
    restart : bool
        Whether to remove such spaces of another run that this one does not write.

    Returns
    -------
    dict of int to Path
        The space of each layer; special tokens are left out.

    Raises
    ------
    SourceError, OptionError, OutputError, MissingExtra
        As for `run_text`.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {folder}: {error.strerror or error}") from error
    model = TextModel(source, options)
    rows = min(len(model.tokenizer), model.model.get_input_embeddings().weight.shape[0])
    ids = np.array([i for i in range(rows) if i not in model.special], np.int64)
    paths = {layer: folder / f"isolated-layer-{layer:02d}.safetensors" for layer in model.layers}
    check_apart(paths.values(), model.files_but(paths.values()))
    earlier = own_files(folder, ISOLATED, paths.values(), restart)
    run_id = digest_values([digest_model(model), str(model.model.dtype), model.layers])[:16]
    with working_folder(folder) as working:
        # on disk: all layers of a large vocabulary are more than a laptop's memory
        states_of = [
            np.lib.format.open_memmap(working / f"{layer}.npy", "w+", np.float32, (len(ids), model.dim))
            for layer in model.layers
        ]
        done = 0
        while done < len(ids):
            size = max(model.batch_tokens // (1 + len(model.prefix) + len(model.suffix)), 1)
            size = 1 if model.together == "one" else size
            part = ids[done : done + size].tolist()
            batch = Batch([[i] for i in part], [(0, 1)] * len(part), [[]] * len(part))
            for states in model.run(batch):
                for stored, state in zip(states_of, states.counted, strict=True):
                    stored[done : done + len(states.ids)] = state.cpu().numpy()
                done += len(states.ids)
            progress("isolated", done, len(ids))
        tokens, family, special = vocabulary(source, ids)
        for layer, dim, vectors in zip(model.layers, model.dims, states_of, strict=True):
            facts = {"source": source, "kind": "isolated", "run": run_id, "layer": layer}
            name = f"{model.name} isolated layer {layer}"
            space = EmbeddingSpace(tokens, vectors[:, :dim], ids, name, family, special, facts)
            write_space(space, paths[layer])
        for path in earlier:
            if path not in paths.values():
                path.unlink(missing_ok=True)
        return paths
