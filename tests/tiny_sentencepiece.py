"""SentencePiece models, as the protobuf that they are; types: 1 normal, 2 unknown, 3 control, 4 user-defined."""


def varint(number):
    out = b""
    while number > 0x7F:
        out, number = out + bytes([number & 0x7F | 0x80]), number >> 7
    return out + bytes([number])


def field(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def model_bytes(pieces):
    """Return a model of these (text, type) pairs, in order."""
    return b"".join(field(1, field(1, text.encode()) + b"\x18" + varint(kind)) for text, kind in pieces)
