"""Hub ids: huggingface_hub's own client, unpatched, against a server of the tests' own, in a process of its own."""

import errno
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from hub_server import COMMIT, HubServer, Trouble
from lexiscape.errors import SourceError
from lexiscape.sources.storage.hub_errors import hub_errors
from tiny_gguf import write_gguf
from tiny_models import WORDPIECE, as_stored, numbers, safetensors_bytes, write_model

ROWS, DIM = 3000, 40
OPEN = """
import hashlib, json, os, sys
import lexiscape as lx
if "FILE_LIMIT" in os.environ:  # a full disk, for this process
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(os.environ["FILE_LIMIT"]),) * 2)
seen = []
def progress(stage, done, total, note=""):
    seen.append((done, total))
try:
    space = lx.open_space(sys.argv[1], progress=progress, **json.loads(sys.argv[2]))
except lx.LexiscapeError as error:
    print(json.dumps({"error": str(error), "kind": type(error).__name__}))
else:
    print(json.dumps({"sha": hashlib.sha256(space.vectors.tobytes()).hexdigest(), "name": space.name,
        "tokens": list(space.tokens), "provenance": dict(space.provenance), "progress": seen[-1:]}))
"""


@pytest.fixture
def hub():
    server = HubServer()
    yield server
    server.close()


@pytest.fixture
def model(tmp_path, hub):
    """A BERT of 3,000 x 40 among 5 MB of other tensors."""
    tokens = [*WORDPIECE, *(f"w{i}" for i in range(ROWS - len(WORDPIECE)))]
    vectors = numbers(ROWS, DIM)
    tensors = {
        "bert.before.weight": as_stored(numbers(16_000, DIM, 1), "F32"),
        "bert.embeddings.word_embeddings.weight": as_stored(vectors, "F32"),
        "bert.encoder.weight": as_stored(numbers(16_000, DIM, 2), "F32"),
    }
    hub.models["org/tiny"] = write_model(tmp_path / "tiny", tensors, config={"model_type": "bert"}, tokens=tokens)
    return vectors


@pytest.fixture
def open_model(tmp_path, hub):
    def call(name, offline=False, token=None, limit=None, **options):
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("HF_")},
            "HF_ENDPOINT": hub.endpoint,
            "HF_HOME": str(tmp_path / "home"),
            "HF_HUB_DISABLE_TELEMETRY": "1",
            "HF_HUB_OFFLINE": "1" if offline else "0",
        }
        if limit:
            environment["FILE_LIMIT"] = str(limit)
        if token:
            environment["HF_TOKEN"] = token
        done = subprocess.run(
            [sys.executable, "-c", OPEN, name, json.dumps(options)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return call


def sha(vectors):
    return hashlib.sha256(np.ascontiguousarray(vectors, np.float32).tobytes()).hexdigest()


def test_only_the_bytes_that_matter(hub, model, open_model):
    answer = open_model("org/tiny")
    assert answer["sha"] == sha(model)
    assert answer["name"] == "org/tiny"
    assert answer["tokens"][:12] == WORDPIECE
    assert answer["progress"] == [[model.nbytes, model.nbytes]]
    folder = hub.models["org/tiny"]
    tokenizer = (folder / "tokenizer.json").stat().st_size
    assert hub.sent <= model.nbytes + tokenizer + 2_000_000
    assert hub.sent < (folder / "model.safetensors").stat().st_size / 2
    assert answer["provenance"]["commit"] == COMMIT


def test_the_second_time_needs_no_network(hub, model, open_model):
    open_model("org/tiny")
    hub.requests.clear()
    assert open_model("org/tiny", offline=True)["sha"] == sha(model)
    assert hub.requests == []
    assert open_model(f"org/tiny@{COMMIT}")["sha"] == sha(model)
    assert hub.requests == []  # a commit cannot change
    assert open_model("org/tiny@main")["sha"] == sha(model)
    assert not [request for request in hub.requests if request[0] == "GET" and "cdn" in request[1]]


def download(tmp_path, hub):
    """Fill the hub's own cache, by its own client."""
    code = (
        "import sys; from huggingface_hub import hf_hub_download\n"
        "for file in ('config.json', 'tokenizer.json', 'model.safetensors'): hf_hub_download('org/tiny', file)"
    )
    environment = {**os.environ, "HF_ENDPOINT": hub.endpoint, "HF_HOME": str(tmp_path / "home")}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True)


def test_a_model_in_the_hubs_own_cache_is_read_from_there(tmp_path, hub, model, open_model):
    download(tmp_path, hub)
    hub.sent = 0
    assert open_model("org/tiny")["sha"] == sha(model)
    assert hub.sent < 10_000  # the listing
    shutil.rmtree(tmp_path / "home" / "assets")  # without a listing of ours
    assert open_model("org/tiny", offline=True)["sha"] == sha(model)


@pytest.mark.parametrize(
    "manners",
    [
        {"drop_after": [100_000, 0, 200_000]},
        {"truncate_after": [100_000, 30_000]},
        {"fail_first": 2},
        {"ignore_ranges": True},
        {"ignore_ranges": True, "drop_after": [3_000_000]},
        {"pause": 0.01},
    ],
    ids=lambda manners: "+".join(manners),
)
def test_a_server_that_misbehaves(hub, model, open_model, manners):
    for name, value in manners.items():
        setattr(hub.manners, name, value)
    assert open_model("org/tiny")["sha"] == sha(model)


def test_a_broken_transfer_goes_on_where_it_stopped(hub, model, open_model):
    open_model("org/tiny", tensor="bert.before.weight")  # header and tokenizer are cached from here on
    hub.manners.drop_after = [300_000, *[0] * 20]
    failed = open_model("org/tiny")
    assert failed["kind"] == "SourceError"
    assert "try again to go on" in failed["error"]
    hub.manners.drop_after = []
    hub.requests.clear()
    assert open_model("org/tiny")["sha"] == sha(model)
    ranges = [int(asked.removeprefix("bytes=").split("-")[0]) for _, path, asked in hub.requests if "cdn" in path]
    assert len(ranges) == 1
    assert ranges[0] > 2_560_000 + 200_000  # behind what the first try has kept


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("org/nowhere", "no such model at http://127.0.0.1"),
        ("org/private", "log in with `hf auth login` or set HF_TOKEN"),
        ("org/gated", "org/gated is gated: accept its terms on http://127.0.0.1"),
        ("org/tiny@v9", "no such revision"),
        ("org/onnx", "org/onnx holds only an ONNX model"),
        ("org/lora", "LoRA adapter"),
    ],
)
def test_what_cannot_be_opened(tmp_path, hub, model, open_model, name, message):
    for repo, file in (
        ("private", "config.json"),
        ("gated", "config.json"),
        ("onnx", "model.onnx"),
        ("lora", "adapter_model.safetensors"),
    ):
        folder = tmp_path / repo
        folder.mkdir()
        (folder / file).write_text("{}")
        hub.models[f"org/{repo}"] = folder
    hub.manners.private, hub.manners.gated = frozenset({"org/private"}), frozenset({"org/gated"})
    answer = open_model(name)
    assert message in answer["error"]
    assert "\n" not in answer["error"]


def test_a_private_model_with_a_token(hub, model, open_model):
    hub.manners.private, hub.manners.token = frozenset({"org/tiny"}), "hf_secret"
    assert open_model("org/tiny", token="hf_secret")["sha"] == sha(model)


def test_no_network(hub, open_model):
    hub.close()
    answer = open_model("org/never-seen")
    assert answer["kind"] == "SourceNotFound"
    assert re.search(r"cannot be reached \(\[(Errno|WinError) \d+\] [^()]+\); a model", answer["error"])
    assert "cannot be reached" in open_model("org/never-seen", offline=True)["error"]


def test_a_cache_that_cannot_be_written(tmp_path, hub, model, open_model):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "assets").write_text("a file where the folder should be")
    answer = open_model("org/tiny")
    assert "HF_ASSETS_CACHE" in answer["error"]


def test_a_read_only_cache_that_holds_the_model_will_do(tmp_path, hub, model, open_model):
    download(tmp_path, hub)
    (tmp_path / "home" / "assets").write_text("a file where the folder should be")
    assert open_model("org/tiny")["sha"] == sha(model)
    assert open_model("org/tiny", offline=True)["sha"] == sha(model)


def test_the_hubs_own_cache_cannot_be_written(tmp_path, hub, model, open_model):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "hub").write_text("a file where the folder should be")
    answer = open_model("org/tiny")
    assert answer["kind"] == "SourceError"
    assert "cannot write the cache of org/tiny" in answer["error"]
    assert "HF_HOME" in answer["error"]


def test_a_disk_that_is_full_before_the_tokenizer_is_there(tmp_path, hub, model, open_model):
    """The client's own download fails: nothing half of it may be taken for the file."""
    answer = open_model("org/tiny", limit=20_000)
    assert answer["kind"] == "SourceError"
    assert "free some space" in answer["error"]
    assert open_model("org/tiny")["sha"] == sha(model)


def test_a_range_of_another_file_is_refused(tmp_path, hub, model, open_model):
    """The listing and the storage disagree about the size: nothing of it enters the cache."""
    open_model("org/tiny", tensor="bert.before.weight")
    file = hub.models["org/tiny"] / "model.safetensors"
    content, etag = file.read_bytes(), hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_bytes(content + b"more")
    hub.by_etag = lambda _: file
    assert etag
    answer = open_model(f"org/tiny@{COMMIT}")
    assert "should have" in answer["error"]
    file.write_bytes(content)
    assert open_model(f"org/tiny@{COMMIT}")["sha"] == sha(model)


def test_a_full_disk(tmp_path, hub, model, open_model):
    answer = open_model("org/tiny", limit=300_000)
    assert "cannot write the cache" in answer["error"]
    assert "free some space" in answer["error"]
    assert not list((tmp_path / "home" / "assets").rglob("*.part"))
    assert open_model("org/tiny")["sha"] == sha(model)


@pytest.mark.parametrize("form", ["zip", "legacy"])
def test_only_the_bytes_that_matter_of_a_bin(tmp_path, hub, model, open_model, form):
    import torch

    state = {"before": torch.ones(16_000, DIM), "wte.weight": torch.from_numpy(model), "h": torch.ones(16_000, DIM)}
    folder = hub.models["org/tiny"]
    (folder / "model.safetensors").unlink()
    torch.save(state, folder / "pytorch_model.bin", _use_new_zipfile_serialization=form == "zip")
    assert open_model("org/tiny")["sha"] == sha(model)
    assert hub.sent <= model.nbytes + (folder / "tokenizer.json").stat().st_size + 2_000_000
    hub.requests.clear()
    assert open_model("org/tiny", offline=True)["sha"] == sha(model)


def test_shards_of_which_one_is_read(tmp_path, hub, model, open_model):
    folder = hub.models["org/tiny"]
    (folder / "model.safetensors").unlink()
    parts = {
        "model-00001-of-00002.safetensors": "embed_tokens.weight",
        "model-00002-of-00002.safetensors": "lm_head.weight",
    }
    for file, tensor in parts.items():
        (folder / file).write_bytes(safetensors_bytes({tensor: as_stored(model, "BF16")}))
    index = {"weight_map": {tensor: file for file, tensor in parts.items()}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    assert open_model("org/tiny")["sha"] == sha(model)
    assert {asked for _, path, _ in hub.requests for asked in parts if asked in path} == {
        "model-00001-of-00002.safetensors"
    }


def test_only_the_bytes_that_matter_of_a_gguf(tmp_path, hub, open_model):
    """Header and embedding tensor are fetched, of the file that is asked for, or else of the most precise one."""
    import gguf

    tokens = [f"token number {i}" for i in range(30_000)]
    vectors = numbers(len(tokens), 32)
    q8, q4 = gguf.GGMLQuantizationType.Q8_0, gguf.GGMLQuantizationType.Q4_0
    folder = tmp_path / "gguf"
    folder.mkdir()
    stored = {}
    for name, kind in (("tiny-Q8_0.gguf", q8), ("tiny-Q4_0.gguf", q4)):
        stored[name] = gguf.quants.quantize(vectors, kind)
        others = numbers(60_000, 32, 1)
        tensors = {"a.weight": others, "token_embd.weight": (stored[name], kind), "b.weight": others}
        write_gguf(folder / name, tensors, tokens, merges=[f"a b{i}" for i in range(30_000)])
    (folder / "README.md").write_text("a model card")
    hub.models["org/gguf"] = folder
    header = sum(len(token) + 8 for token in tokens) + 60_000 * 8 + 30_000 * 9
    for name, file, kind in (
        ("org/gguf", "tiny-Q8_0.gguf", q8),
        (f"org/gguf@{COMMIT}:q4_0", "tiny-Q4_0.gguf", q4),
        ("org/gguf:tiny-Q4_0.gguf", "tiny-Q4_0.gguf", q4),
    ):
        hub.sent = 0
        answer = open_model(name)
        assert "error" not in answer, answer
        assert answer["sha"] == sha(gguf.quants.dequantize(stored[file], kind))
        assert answer["tokens"] == tokens
        assert (answer["name"], answer["provenance"]["file"]) == ("org/gguf", f"org/gguf/{file}")
        assert hub.sent <= stored[file].nbytes + header + 2_000_000
        assert hub.sent < (folder / file).stat().st_size / 2
    hub.requests.clear()
    assert open_model("org/gguf:q4_0", offline=True)["tokens"] == tokens
    assert hub.requests == []
    missing = open_model("org/gguf:q2_k")
    assert missing["kind"] == "SourceNotFound"
    assert "expected one of tiny-Q4_0.gguf, tiny-Q8_0.gguf" in missing["error"]


def test_one_of_several_weight_files(hub, model, open_model):
    folder = hub.models["org/tiny"]
    other = numbers(ROWS, DIM, 5)
    (folder / "model.fp16.safetensors").write_bytes(safetensors_bytes({"wte.weight": as_stored(other, "F16")}))
    assert open_model("org/tiny:model.fp16.safetensors")["sha"] == sha(other)
    assert open_model("org/tiny")["sha"] == sha(model)
    missing = open_model("org/tiny:model.fp8.safetensors")
    assert "expected one of model.fp16.safetensors, model.safetensors" in missing["error"]


PORTAL = "<html>Please log in to the wifi of the hotel</html>"
INVALID = {"X-Error-Message": "Invalid credentials in Authorization header"}


@pytest.mark.parametrize(
    ("trouble", "token", "message"),
    [
        (Trouble("api", 200, PORTAL), None, "answers what is no JSON .* is there a login page or a proxy in between"),
        (Trouble("cdn", 200, PORTAL), None, "should have [0-9,]+ bytes, but the server sends 51"),
        (Trouble("tokenizer.json", 200, PORTAL), None, "X-Repo-Commit|check your firewall and proxy settings"),
        (Trouble("api", 403, PORTAL), None, "answers 403"),
        (Trouble("api", 407, PORTAL), None, "a proxy in between wants a name and a password"),
        (Trouble("api", 502, PORTAL), None, "502 .*Bad Gateway"),
        (Trouble("api", 429), None, "answers .*429 .*; wait a while, or log in"),
        (Trouble("cdn", 429), None, "cannot fetch org/tiny/model.safetensors .* the server answers 429; try again"),
        (Trouble("org", 401, "{}", INVALID), "hf_expired", "the access token .* is wrong or has expired: renew it"),
        (None, "hf_\u30c8\u30fc\u30af\u30f3", "the access token .* holds '\u30c8', which no token does"),
    ],
    ids=lambda value: f"{value.where}-{value.status}" if isinstance(value, Trouble) else None,
)
def test_whatever_a_hub_or_what_lies_between_answers_is_one_sentence(hub, model, open_model, trouble, token, message):
    hub.manners.trouble = trouble
    answer = open_model("org/tiny", token=token)
    assert re.search(message, answer["error"]), answer["error"]
    assert "\n" not in answer["error"]


@pytest.mark.parametrize("where", ["api", "cdn", "tokenizer.json"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_hub_that_is_busy_is_asked_again(hub, model, open_model, where, status):
    hub.manners.trouble = Trouble(where, status, headers={"Retry-After": "1"}, times=2)
    assert open_model("org/tiny")["sha"] == sha(model)
    assert hub.manners.trouble.times == 0


@pytest.mark.parametrize("damage", [lambda held: bytes(len(held)), lambda held: b"", lambda held: held[:-1] + b"?"])
@pytest.mark.parametrize("pattern", ["assets/**/*.range", "assets/**/*.json", "hub/**/blobs/*"])
def test_a_damaged_cache_heals(tmp_path, hub, model, open_model, damage, pattern):
    open_model("org/tiny")
    held = [path for path in (tmp_path / "home").glob(pattern) if path.is_file()]
    assert held
    for path in held:
        content = damage(path.read_bytes())
        if pattern.startswith("hub") and content.endswith(b"?"):
            continue  # of a small file, only zeros and another size are told from what it should hold
        path.write_bytes(content)
    answer = open_model("org/tiny")
    assert answer["sha"] == sha(model)
    assert answer["tokens"][:12] == WORDPIECE
    hub.requests.clear()
    assert open_model("org/tiny", offline=True)["sha"] == sha(model)
    assert hub.requests == []


def test_a_tokenizer_of_gigabytes_is_not_downloaded(tmp_path, hub, model, open_model):
    hub.manners.sizes = {"tokenizer.json": 3_000_000_000}
    for hub.manners.unlisted in (False, True):  # by the list, or by the file's own head
        hub.requests.clear()
        answer = open_model("org/tiny")
        assert "tokenizer.json is too large for a vocabulary" in answer.get("error", ""), (answer, hub.requests)
        assert not [path for method, path, _ in hub.requests if method == "GET" and "tokenizer.json" in path]
    assert not list((tmp_path / "home" / "hub").rglob("tokenizer.json"))
    hub.manners.sizes = {}
    assert open_model("org/tiny")["sha"] == sha(model)


def test_a_tokenizer_without_end_is_broken_off(tmp_path, hub, model, open_model):
    hub.manners.endless = "tokenizer.json"
    assert "at most" in open_model("org/tiny")["error"]
    assert hub.sent < 200_000_000
    assert not [path for path in (tmp_path / "home" / "hub").rglob("*") if path.is_file() and path.stat().st_size > 1e6]
    hub.manners.endless = ""
    assert open_model("org/tiny")["sha"] == sha(model)


LISTED = '{"rfilename": "x", "size": 1, "blobId": "0"},'


@pytest.mark.parametrize("body", [LISTED * 20_000, "[]," * 300_000, " " * (1 << 20)], ids=["files", "lists", "spaces"])
def test_a_list_without_end_is_broken_off(hub, model, open_model, body):
    """The client reads answers of its own whole, and makes of them what they say."""
    hub.manners.trouble = Trouble("api/models", 200, body, {"Content-Type": "application/json"}, endless=True)
    assert "the list of org/tiny's files is longer than that of any model" in open_model("org/tiny")["error"]
    assert hub.sent < 100_000_000


def test_a_list_that_swells_is_broken_off(hub, model, open_model):
    packed = gzip.compress(b" " * (1 << 30)).decode("latin-1")
    hub.manners.trouble = Trouble("api/models", 200, packed, {"Content-Encoding": "gzip"}, encoding="latin-1")
    assert "is longer than that of any model" in open_model("org/tiny")["error"]


@pytest.mark.parametrize("status", [302, 400, 404, 503])
@pytest.mark.parametrize("where", ["api/models", "tokenizer.json", "model.safetensors"])
def test_an_error_s_body_without_end_is_not_read_to_it(hub, model, open_model, where, status):
    """A server could send it for ever."""
    headers = {"Location": f"{hub.endpoint}/api/nothing"} if status == 302 else {}
    hub.manners.trouble = Trouble(where, status, " " * (1 << 20), headers, times=8, endless=True)
    answer = open_model("org/tiny")
    assert "error" in answer or answer["sha"] == sha(model)  # it is asked again
    assert hub.sent < 200_000_000


@pytest.mark.parametrize("where", ["api/models", "tokenizer.json", "cdn/"])
def test_a_redirect_to_what_is_no_hub(hub, model, open_model, where):
    """Nothing is asked of an address at which a cloud tells its secrets."""
    hub.manners.trouble = Trouble(where, 302, "", {"Location": "http://169.254.169.254/latest/meta-data"})
    told = open_model("org/tiny")["error"]
    assert "127.0.0.1 redirects to 169.254.169.254, an address of the link alone, where no hub keeps a model" in told


def test_a_list_without_sizes(hub, model, open_model):
    """Each file's own head tells."""
    hub.manners.unlisted = True
    assert open_model("org/tiny")["sha"] == sha(model)


@pytest.mark.parametrize("file", ["tokenizer.json", "model.safetensors"])
def test_a_file_of_the_same_size_and_another_content(tmp_path, hub, model, open_model, file):
    """The hub's list says by its SHA-256 which it is; one of another is not kept, in its own cache either."""
    path = hub.models["org/tiny"] / file
    content, true = path.read_bytes(), hub.by_etag
    changed = tmp_path / file
    changed.write_bytes(content.replace(b"w17", b"v17") if file == "tokenizer.json" else content[:-1] + b"?")
    hub.by_etag = lambda etag: changed if true(etag) == path else true(etag)
    answer = open_model("org/tiny")
    if file == "tokenizer.json":
        assert "is not the file that the hub lists" in answer["error"]
        assert "with another SHA-256; open it again" in answer["error"]
    hub.by_etag = true
    answer = open_model("org/tiny")
    assert answer["sha"] == sha(model)
    assert "w17" in answer["tokens"]


def test_a_damaged_tokenizer_heals_where_its_sha256_is_known(tmp_path, hub, model, open_model):
    open_model("org/tiny")
    (held,) = [path for path in (tmp_path / "home").glob("hub/**/blobs/*") if path.stat().st_size > 10_000]
    held.write_bytes(held.read_bytes().replace(b"w17", b"v17"))
    assert "w17" in open_model("org/tiny")["tokens"]


def test_a_list_of_what_cannot_be(tmp_path, hub, model, open_model):
    """Names outside the model's folder and sizes that are none, between those of a sound model."""
    folder = hub.models["org/tiny"]
    files = [{"rfilename": path.name, "size": path.stat().st_size, "blobId": "0" * 40} for path in folder.iterdir()]
    odd = [
        "../../../outside.tiktoken",
        "/outside.tiktoken",
        "a//b.tiktoken",
        "..\\outside.tiktoken",
        "./x.tiktoken",
    ]
    files += [{"rfilename": name, "size": 5, "blobId": "0" * 40} for name in odd]
    files += [
        {"rfilename": f"x{i}.txt", "size": s, "blobId": "0" * 40} for i, s in enumerate(["5", -5, 2**70, 1.5, []])
    ]
    listing = {"_id": "0", "id": "org/tiny", "modelId": "org/tiny", "sha": COMMIT, "siblings": files}
    hub.manners.trouble = Trouble("api/models", 200, json.dumps(listing), {"Content-Type": "application/json"})
    answer = open_model("org/tiny")
    assert answer["sha"] == sha(model)
    assert not [path for _, path, _ in hub.requests if "outside" in path or "x.tiktoken" in path]
    hub.requests.clear()
    assert open_model("org/tiny", offline=True)["sha"] == sha(model)


@pytest.mark.parametrize("listing", [[], {"id": "a", "siblings": [{}]}, 5])
def test_json_that_is_no_list_of_files(hub, model, open_model, listing):
    hub.manners.trouble = Trouble("api/models", 200, json.dumps(listing), {"Content-Type": "application/json"})
    assert re.search(
        "answers what is no list of a model's files|no vocabulary|no weights", open_model("org/tiny")["error"]
    )


@pytest.mark.parametrize(
    ("file", "spoil", "told"),
    [
        ("model.safetensors", lambda content: content + b"rest", "its tensors should end it at byte"),
        ("config.json", lambda content: b'{"model_type": ', "is no JSON"),
        ("tokenizer.json", lambda content: b"[" + content, "is no JSON"),
    ],
)
def test_a_file_that_contradicts_its_format_is_said_to_lie_where_the_cache_holds_it(
    hub, model, open_model, file, spoil, told
):
    path = hub.models["org/tiny"] / file
    content = path.read_bytes()
    path.write_bytes(spoil(content))
    answer = open_model("org/tiny")
    found = re.fullmatch(
        rf"org/tiny/{file}.*{told}.*; if the hub's own file is sound, remove what the cache holds of it and open it "
        r"again: (/\S+)( \(files \w+-\*\))?",
        answer["error"],
    )
    assert found, answer["error"]
    kept = Path(found[1])
    assert kept.exists()
    path.write_bytes(content)
    shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
    assert open_model("org/tiny")["sha"] == sha(model)


def test_a_page_instead_of_a_range_is_not_read_ever_after(hub, model, open_model):
    """A login page in chunks, longer than where the range starts, answered once; then the hub is well."""
    page = "<html>" + "Please log in to the network. " * 200_000
    open_model("org/tiny", tensor="bert.encoder.weight")
    hub.manners.trouble = Trouble("cdn", 200, page, times=1, chunked=True)
    assert "the server sends a web page; is there a login page or a proxy" in open_model("org/tiny")["error"]
    assert open_model("org/tiny")["sha"] == sha(model)
    assert open_model("org/tiny", offline=True)["sha"] == sha(model)


PLACES = {
    "relative": lambda outside: f'"../../../{outside.name}"',
    "absolute": lambda outside: f'"{outside}"',
    "weak": lambda outside: f'W/"{outside}"',
    "none": lambda outside: '""',
    "the folder above": lambda outside: '".."',
}


@pytest.mark.parametrize("header", ["ETag", "X-Linked-Etag", "X-Repo-Commit"])
@pytest.mark.parametrize("place", PLACES)
def test_a_server_names_no_file_outside_the_cache(tmp_path, hub, model, open_model, header, place):
    """The hub's client makes paths of what an answer says: nothing is written there, and nothing removed."""
    outside = tmp_path / "home" / "precious.txt"  # what the relative one leads to, too
    outside.parent.mkdir(exist_ok=True)
    outside.write_text("precious")
    told = {"ETag": '"abc"', "X-Repo-Commit": COMMIT, header: PLACES[place](outside)}
    hub.manners.trouble = Trouble("resolve/", 200, "{}", told)
    assert "which is no name of a content" in open_model("org/tiny")["error"]
    assert outside.read_text() == "precious"
    assert not [path for path in tmp_path.rglob("precious*") if path != outside]
    hub.manners.trouble = None
    assert open_model("org/tiny")["sha"] == sha(model)


@pytest.mark.parametrize("code", ["EISDIR", "ENAMETOOLONG", "ELOOP"])
def test_what_is_wrong_with_a_file_here_is_not_told_as_of_the_network(tmp_path, code):
    with (
        pytest.raises(SourceError, match=r"cannot write the cache of org/tiny, .*blob") as told,
        hub_errors("org/tiny"),
    ):
        raise OSError(getattr(errno, code), os.strerror(getattr(errno, code)), str(tmp_path / "blob"))
    assert "reached" not in str(told.value)
