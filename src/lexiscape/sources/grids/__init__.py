"""Values in, the grid of a quantization that they lie on out: by the values alone, whatever stores them."""
