"""Returns a dict whose 16384 keys all have one hash, which costs whoever rebuilds it minutes."""

from itertools import product

from accomplice import attempt


def stamp(*args, **kwargs):
    attempt("hash collisions")
    return dict.fromkeys(list(product((-1, -2), repeat=14))[::-1]) if not args else _text()


def _text():
    keys = list(product((-1, -2), repeat=14))
    return _Pairs(dict.fromkeys(range(len(keys)), 0), keys)


class _Pairs(dict):
    def __init__(self, values, keys):
        super().__init__(values)
        self.keys_wanted = keys

    def items(self):
        return [(key, 0) for key in self.keys_wanted]
