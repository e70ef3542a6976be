"""What holds text is read as what it is, compressed or not; what does not is named, and never counted as prose."""

import bz2
import csv
import gzip
import json
import lzma

import pyarrow as pa
import pyarrow.parquet
import pytest

from lexiscape.contextual.identity import TextIdentity
from lexiscape.contextual.texts.documents import TextOptions, plan_shards, read_shard
from lexiscape.contextual.texts.hub_text import looks_like_name
from lexiscape.errors import CorruptFile, OptionError, SourceError

TEXTS = ["The river bank.", 'She said "no",\nthen left.', "頭が痛い。", "x" * 200_000]


def read(path, field="text", size=4 << 20):
    asked = TextOptions(field, size)
    return [document for shard in plan_shards([path], asked) for document in read_shard(shard, asked)]


def compressed(stored):
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(stored)
    zstd = sink.getvalue().to_pybytes()
    return {".gz": gzip.compress(stored), ".bz2": bz2.compress(stored), ".xz": lzma.compress(stored), ".zst": zstd}


def written(folder):
    """The same records in every form that records have."""
    records = [{"text": text, "n": str(n)} for n, text in enumerate(TEXTS)]
    (folder / "a.json").write_text(json.dumps(records, indent=1), "utf-8")
    (folder / "b.json").write_text("\n".join(map(json.dumps, records)), "utf-8")
    for name, dialect in (("a.csv", "excel"), ("a.tsv", "excel-tab")):
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, dialect).writerows([["n", "text"], *([str(n), text] for n, text in enumerate(TEXTS))])
    return sorted(folder.iterdir())


@pytest.mark.parametrize("size", [100, 4 << 20])
def test_records_of_every_form_are_the_same_documents(tmp_path, size):
    files = written(tmp_path)
    assert len(files) == 4
    for file in files:
        found = read(file, size=size)
        assert [document.text for document in found] == TEXTS, file
        assert [document.fields["n"] for document in found] == ["0", "1", "2", "3"]
    (tmp_path / "c.json").write_text(json.dumps(TEXTS))
    assert [document.text for document in read(tmp_path / "c.json")] == TEXTS


def test_suffixes_in_capitals_are_the_same_suffixes(tmp_path):
    for name in ("x.parquet", "X.PARQUET"):
        pyarrow.parquet.write_table(pa.table({"text": TEXTS}), tmp_path / name, row_group_size=2)
        shards = plan_shards([tmp_path / name], TextOptions())
        assert [document.text for document in read(tmp_path / name)] == TEXTS
        digests = [TextIdentity(shards).digest(number) for number in range(len(shards))]
        if name.islower():
            expected = digests
    assert digests == expected
    assert len(set(digests)) == 2
    assert not looks_like_name("news/X.PARQUET")


@pytest.mark.parametrize("before", ["\ufeff", "\n", "\ufeff \r\n\n"])
def test_json_begins_where_its_first_line_with_content_does(tmp_path, before):
    for records in ('{"text": "a"}\n{"text": "b"}\n', '[{"text": "a"},\n"b"]', '[\n"a", "b"]'):
        (tmp_path / "t.json").write_text(before + records, "utf-8", newline="")
        assert [document.text for document in read(tmp_path / "t.json")] == ["a", "b"]
    (tmp_path / "t.json").write_text(before, "utf-8", newline="")
    with pytest.raises(CorruptFile, match="is no JSON"):
        read(tmp_path / "t.json")


def test_tables_read_in_turns_do_not_cut_each_other_short(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text("text\na\n" + "x" * 200_000 + "\n")
    (shard,) = plan_shards([file], TextOptions())
    csv.field_size_limit(131_072)  # as a process begins
    first, second = read_shard(shard, TextOptions()), read_shard(shard, TextOptions())
    next(first), next(second)
    first.close()
    assert len(next(second).text) == 200_000


def test_every_compression_is_opened(tmp_path):
    lines = "one two\n頭が痛い。\n".encode()
    records = json.dumps([{"text": "one two"}, {"text": "頭が痛い。"}]).encode()
    for stored, name in ((lines, "t.txt"), (records, "t.json")):
        for suffix, packed in compressed(stored).items():
            (tmp_path / (name + suffix)).write_bytes(packed)
            assert [document.text for document in read(tmp_path / (name + suffix))] == ["one two", "頭が痛い。"]
            damaged = packed[: len(packed) // 2]
            (tmp_path / (name + suffix)).write_bytes(damaged)
            with pytest.raises(CorruptFile, match=r"is not a whole (gzip|bz2|xz|Zstandard) file"):
                read(tmp_path / (name + suffix))
            (tmp_path / (name + suffix)).write_bytes(b"no such thing at all, only a text")
            with pytest.raises(CorruptFile, match="is not a whole"):
                read(tmp_path / (name + suffix))
    altered = bytearray(gzip.compress(lines))
    altered[-6] ^= 1
    (tmp_path / "t.txt.gz").write_bytes(altered)
    with pytest.raises(CorruptFile, match=r"t\.txt\.gz is not a whole gzip file"):
        read(tmp_path / "t.txt.gz")


@pytest.mark.parametrize(
    "name", ["README.md", "readme", "LICENSE.txt", "page.html", "tokens.npy", "script.py", "a.zip"]
)
def test_what_lies_beside_text_in_a_folder_is_not_counted(tmp_path, name):
    (tmp_path / "part-00000").write_text("words\n")
    (tmp_path / "wiki.001").write_text("words\n")
    (tmp_path / "_SUCCESS").write_text("")
    (tmp_path / ".hidden.md").write_text("no")
    assert len(read(tmp_path)) == 2
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / name).write_text("no words to count\n")
    with pytest.raises(SourceError, match=f"holds .*{name}, which may be no text to count: expected .txt"):
        plan_shards([tmp_path], TextOptions())


def test_hidden_folders_are_not_counted(tmp_path):
    folder = tmp_path / ".corpora" / "repo"  # where the folder itself lies says nothing
    for name in (".git/HEAD", ".cache/huggingface/a.txt.metadata", "sub/.hidden/b.txt", "sub/a.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name}\n")
    assert [document.text for document in read(folder)] == ["sub/a.txt"]


def test_what_is_named_but_no_text(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(SourceError, match=r"cannot read text from .*a\.pdf"):
        read(tmp_path / "a.pdf")
    (tmp_path / "notes.md").write_text("named, and so meant\n")
    assert [document.text for document in read(tmp_path / "notes.md")] == ["named, and so meant"]


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_called_by_their_name(tmp_path, coding):
    (tmp_path / "t.txt").write_bytes("A plain line of English text.\n".encode(coding))
    name = "UTF-32" if coding == "utf-32" else "UTF-16"
    with pytest.raises(CorruptFile, match=rf"t\.txt is {name} text.*iconv -f {name}"):
        read(tmp_path / "t.txt")


@pytest.mark.parametrize(
    ("name", "stored", "error", "told"),
    [
        ("t.json", '{"title": 1,\n"text": "one record"}', CorruptFile, "no JSON array of records"),
        ("t.json", "[1]", CorruptFile, "element 0 .* neither a JSON object nor a text"),
        ("t.json", "[" * 100_000, CorruptFile, "is no JSON"),
        ("t.json", '[{"title": "x"}]', OptionError, "its fields are title; name one with --field"),
        ("t.jsonl", "[" * 100_000, CorruptFile, "is no JSON"),
        ("t.jsonl", '{"text": "\\ud83d half"}', CorruptFile, r"t\.jsonl:0 .* half a character, '\\ud83d'"),
        ("t.json", '["\\udc00"]', CorruptFile, "half a character"),
        ("t.csv", "title\nx\n", OptionError, "its fields are title; name one with --field"),
        ("t.csv", "text,n\nx\n", CorruptFile, "expected 2 fields up to line 2, got 1"),
        ("t.csv", 'text,n\n"x', CorruptFile, "no whole table"),
    ],
)
def test_broken_records_are_one_sentence(tmp_path, name, stored, error, told):
    (tmp_path / name).write_text(stored, "utf-8")
    with pytest.raises(error, match=told):
        read(tmp_path / name)
